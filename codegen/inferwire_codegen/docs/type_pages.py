"""Documentation of the public types, read from the generated modules, just as type checkers read them."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from inferwire_codegen.ir import Prose, TypeField, TypePage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from inferwire_codegen.ir import Module

SPECIAL = re.compile(r"\b(?:NotRequired|Required)\[(.*)\]")


def read_types(modules: Iterable[Module]) -> dict[str, TypePage]:
    """Return every type in the generated modules, keyed by name."""
    return {page.name: page for module in modules for page in _types(ast.parse(module.text))}


def reachable(text: str, types: Mapping[str, TypePage]) -> tuple[TypePage, ...]:
    """Return the types that an annotation refers to, directly or indirectly, each before the types of its fields."""
    found: dict[str, TypePage] = {}
    todo = [text]
    while todo:
        for name in re.findall(r"\w+", todo.pop(0)):
            if name in types and name not in found:
                page = found[name] = types[name]
                todo += [page.alias, *(field.annotation for field in page.fields)]
    return tuple(found.values())


def _types(tree: ast.Module) -> Iterator[TypePage]:
    for node, text in _with_texts(tree.body):
        match node:
            case ast.ClassDef(name=name, body=body):
                description = ast.get_docstring(node) or ""
                yield TypePage(name=name, description=Prose(description), fields=tuple(_fields(body)), alias="")
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield TypePage(name=name, description=Prose(text), fields=(), alias=_code(value))
            case _:
                continue


def _fields(body: list[ast.stmt]) -> Iterator[TypeField]:
    for node, text in _with_texts(body):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            annotation = _code(node.annotation)
            plain = SPECIAL.fullmatch(annotation)
            yield TypeField(
                name=node.target.id,
                annotation=plain.group(1) if plain else annotation,
                is_optional=node.value is not None or annotation.startswith("NotRequired"),
                description=Prose(text),
            )


def _with_texts(body: list[ast.stmt]) -> Iterator[tuple[ast.stmt, str]]:
    """Yield each statement with the docstring that follows it."""
    for node, following in zip(body, [*body[1:], None], strict=True):
        match following:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield node, text
            case _:
                yield node, ""


def _code(node: ast.expr) -> str:
    """Return the source of an annotation, with double quotes."""
    text = ast.unparse(node)
    return text if '"' in text else text.replace("'", '"')
