"""The reference of the language shows every word at work: its examples are read, compiled and called."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec import inspect

from inferwire_codegen.docs.editor_schemas import FILES
from inferwire_codegen.docs.language import TITLES, LanguagePages, build_language
from inferwire_codegen.spec.diagnostics import SpecError
from inferwire_codegen.spec.language import MappingSpec, VariantSpec
from inferwire_codegen.spec.load import load_specs

from .spec_tree import SPECS

EXAMPLES = SPECS / "language"


@pytest.fixture(scope="module")
def language() -> LanguagePages:
    pages = build_language(EXAMPLES)
    assert pages is not None
    return pages


def structs(info: inspect.Type, above: frozenset[type] = frozenset()) -> set[type]:
    """Return the types of all mappings that a file can hold; a mapping may contain others of its own type."""
    match info:
        case inspect.Metadata(type=inner):
            return structs(inner, above)
        case inspect.UnionType(types=types):
            return set[type]().union(*(structs(each, above) for each in types))
        case inspect.ListType(item_type=item):
            return structs(item, above)
        case inspect.DictType(value_type=value):
            return structs(value, above)
        case inspect.StructType(cls=cls, fields=fields) if cls not in above:
            return {cls}.union(*(structs(field.type, above | {cls}) for field in fields))
        case _:
            return set()


def test_every_key_of_every_file_is_described(language: LanguagePages) -> None:
    kinds = set[type]().union(*(structs(inspect.type_info(type_)) for type_ in FILES.values()))
    assert kinds == set(TITLES)
    described = {section.title: [entry.name for entry in section.entries] for section in language.sections}
    for type_, title in TITLES.items():
        info = inspect.type_info(type_)
        assert isinstance(info, inspect.StructType)
        inherited = MappingSpec.__struct_fields__ if type_ is VariantSpec else ()  # described as those of a mapping
        assert described[title] == [field.encode_name for field in info.fields if field.name not in inherited]


def test_every_key_has_a_meaning_and_an_example(language: LanguagePages) -> None:
    for entry in (entry for section in (*language.sections, *language.expressions) for entry in section.entries):
        assert entry.meaning, entry.name
        assert entry.example, entry.name
        assert (EXAMPLES / f"{entry.where}.yaml").is_file() or (EXAMPLES / entry.where / "overlay.yaml").is_file()


def test_every_call_of_an_example_comes_to_a_result(language: LanguagePages) -> None:
    for example in language.providers:
        assert "returns" in example.does, example.name
        assert "raises" not in example.does, example.name


def test_every_example_describes_what_it_is_for(language: LanguagePages) -> None:
    assert all(example.about for example in (*language.providers, *language.protocols))


def test_the_hosts_of_examples_are_nobodys() -> None:
    for provider in load_specs(EXAMPLES).providers:
        assert provider.spec.base_url == "" or provider.spec.base_url.endswith(".example"), provider.spec.provider


def test_a_key_without_an_example_is_reported(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(EXAMPLES, tmp_path / "language"))
    file = copy / "providers" / "regions.yaml"
    file.write_text(file.read_text().replace("      counter: attempt\n", ""))
    with pytest.raises(
        SpecError, match="specs/language:1:1: no file has an example of 'counter' of 'Long-running jobs'; use it"
    ):
        build_language(copy)


def test_a_function_without_an_example_is_reported(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(EXAMPLES, tmp_path / "language"))
    file = copy / "providers" / "short-chat.yaml"
    file.write_text(file.read_text().replace("=lower(model)", "=model"))
    with pytest.raises(SpecError, match="no file has an example of 'lower' in an expression"):
        build_language(copy)


def test_specs_without_examples_have_no_such_pages(tmp_path: Path) -> None:
    assert build_language(tmp_path / "language") is None
