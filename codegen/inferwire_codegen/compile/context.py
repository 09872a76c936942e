"""State shared by the compilers of one mapping: sources, names available to expressions, and problems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inferwire_codegen.compile import samples
from inferwire_codegen.compile.accounts import account_of
from inferwire_codegen.compile.expression_functions import FUNCTIONS
from inferwire_codegen.compile.request_names import Names
from inferwire_codegen.compile.response_statements import ResponseStatements, Template
from inferwire_codegen.compile.syntax import parse, unmatched
from inferwire_codegen.ir import Code
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from inferwire_codegen.compile.expression_functions import Side
    from inferwire_codegen.compile.samples import ResultTypes
    from inferwire_codegen.compile.syntax import Expression
    from inferwire_codegen.compile.tasks import TaskModel
    from inferwire_codegen.spec.diagnostics import Place, Problems
    from inferwire_codegen.spec.load import ProviderSource
    from inferwire_codegen.spec.merge import Setting, Settings
    from inferwire_codegen.spec.source import Path_

MEDIA_RESULT = "Media | None"


class Context:
    """One mapping: a task at a provider.

    Attributes:
        model: The task; None for custom calls.
        types: The types of the task's results.
        names: The names available to request expressions.
        returns: The type that a response is parsed into, as an annotation.
        item_type: The type of a stream's items, as an annotation; empty if the task does not stream.
    """

    def __init__(
        self, provider: ProviderSource, task: str, model: TaskModel | None, types: ResultTypes, problems: Problems
    ) -> None:
        self.provider = provider
        self.task = task
        self.model = model
        self.types = types
        self.problems = problems
        self.place = provider.source.key_place("tasks", task)
        self.problems_before = len(problems.found)
        if model is None:
            self.returns, self.item_type = "Json", "Json"
            self.names = Names(
                task=task,
                inputs=frozenset(),
                parameters=frozenset(),
                media=None,
                required=frozenset(),
                account=account_of(provider),
                is_on_hub=provider.spec.kind != "client-side",
            )
            return
        self.returns = model.results()[0]
        self.item_type = model.bundle.roots.get("stream_output", "")
        self.names = Names(
            task=task,
            inputs=model.input_parts,
            parameters=frozenset(path.split(".")[1] for path in model.arguments if path.startswith("parameters.")),
            media=model.media_paths,
            required=frozenset(model.required),
            types=model.types_of,
            account=account_of(provider),
            is_on_hub=provider.spec.kind != "client-side",
            fields=model.fields_of,
            input_name=next(
                (name for name, path in model.overlay.arguments.items() if path == model.input_path), "inputs"
            ),
            is_batch=model.overlay.batch is not None or model.overlay.vectors,
        )

    @property
    def is_clean(self) -> bool:
        """Whether no problem has been found in this mapping so far."""
        return len(self.problems.found) == self.problems_before

    @property
    def media_kind(self) -> str:
        """The word for the task's media inputs in code: image, audio, video or media."""
        kinds = set(self.model.overlay.media.values()) if self.model is not None else set[str]()
        return kinds.pop() if len(kinds) == 1 else "media"

    @property
    def returns_media(self) -> bool:
        """Whether the task returns a media file."""
        return self.returns == MEDIA_RESULT

    def add(self, place: Place, text: str) -> None:
        """Record a problem."""
        self.problems.add(place, text)

    def parse(self, text: str, setting: Setting, *path: str | int) -> Expression | None:
        """Parse the expression at *path* below a setting; record a literal, or a syntax error, as a problem."""
        if not text.startswith("="):
            self.add_literal(text, setting, *path)
            return None
        return parse(text, setting.locate(*path), self.problems)

    def add_literal(self, text: str, setting: Setting, *path: str | int) -> None:
        """Report a literal that appears where an expression is expected."""
        self.add(setting.place(*path), f"'{text}' is a literal; begin an expression with '='")

    def response_code(
        self,
        template: Any,
        side: Side,
        setting: Setting,
        path: Path_,
        data: list[Any],
        *,
        root: str = "data",
        returns: bool = True,
        has_alternatives: bool = False,
        is_checked: bool = True,
    ) -> Code:
        """Compile the template of a response or an event.

        Args:
            template: An expression, or a mapping or list of them.
            side: The kind of value that the expressions build.
            setting: The setting that contains the template.
            path: Path of the template below the setting.
            data: The JSON of the samples; every path in an expression must exist in at least one sample.
            root: The variable for ``@``.
            returns: Whether the code is the body of a function, which may return early.
            has_alternatives: Whether a list in place of the template is a list of alternatives.
            is_checked: Whether every path must exist in a sample; not if the template is the task's.
        """
        before = len(self.problems.found)
        tree = self.template(template, setting, path, is_root=True, has_alternatives=has_alternatives)
        if tree is None or len(self.problems.found) > before:
            return Code("None")
        code = ResponseStatements(side, data, self.problems).compile(tree, root, returns=returns)
        if len(self.problems.found) == before and is_checked:
            self._check_paths(tree, data)
        return code

    def template(
        self, template: Any, setting: Setting, path: Path_, *, is_root: bool, has_alternatives: bool = False
    ) -> Template | None:
        """Parse the expressions of a template; the whole template, at its root, cannot be a literal string."""
        if isinstance(template, str) and template.startswith("="):
            expression = parse(template, setting.locate(*path), self.problems)
            return None if expression is None else Template("expression", expression)
        if isinstance(template, str) and is_root:
            self.add_literal(template, setting, *path)
            return None
        if has_alternatives and template == []:
            self.add(setting.place(*path), "an empty list is not an item; write one, or its alternatives")
            return None
        if is_object(template):
            children = {k: self.template(v, setting, (*path, k), is_root=False) for k, v in template.items()}
            return None if None in children.values() else Template("mapping", children)
        if is_list(template):
            items = [
                self.template(
                    each, setting, (*path, index), is_root=has_alternatives, has_alternatives=has_alternatives
                )
                for index, each in enumerate(template)
            ]
            return None if None in items else Template("alternatives" if has_alternatives else "list", items)
        return Template("literal", template)

    def _check_paths(self, template: Template, data: list[Any]) -> None:
        """Report paths that match nothing in any sample."""
        match template.kind:
            case "mapping":
                for child in template.value.values():
                    self._check_paths(child, data)
            case "list" | "alternatives":
                for child in template.value:
                    self._check_paths(child, data)
            case "expression" if data:
                for leaf in unmatched(template.value.node, data):
                    text = f"'{leaf.text}' matches nothing in the sample of {self.task}"
                    place = template.value.place_of(leaf.word)
                    self.add(place, f"{text}; {_remedy(leaf.word, template.value.text)}")
            case _:
                return


def _remedy(word: str, text: str) -> str:
    """Return what to do about a path that matches nothing: it may be a literal without its quotes."""
    if f'"{word}"' in text:
        return f"write '{word}', since strings have single quotes"
    if word.lower() in ("true", "false", "null", "none"):
        return f"write `{'null' if word.lower() == 'none' else word.lower()}`, in backquotes"
    name = text.rpartition("|")[2].strip()
    if "|" in text and name in FUNCTIONS:
        return f"there are no filters, write {FUNCTIONS[name].form}"
    return "fix it, or add it to the sample"


def sample_responses(settings: Settings) -> list[Any]:
    """Return the sample responses of a mapping."""
    if "samples" in settings:
        return list(settings["samples"].value)
    return [settings["sample"].value] if "sample" in settings else []


def sample_places(settings: Settings) -> list[Place]:
    """Return the location of each sample response of a mapping."""
    if "samples" in settings:
        return [settings["samples"].place(index) for index in range(len(settings["samples"].value))]
    return [settings["sample"].place()] if "sample" in settings else []


def sample_data(settings: Settings) -> list[Any]:
    """Return the JSON of each sample response, or None for a media file."""
    return [samples.data_of(sample) for sample in sample_responses(settings)]
