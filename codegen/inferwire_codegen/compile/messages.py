"""Compile how the messages of a chat are converted: a function for each kind of part, and one for messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from inferwire_codegen.compile.literal_checks import literals_of, template_problem
from inferwire_codegen.compile.request_walks import JsonExpressions
from inferwire_codegen.compile.response_statements import ResponseStatements
from inferwire_codegen.compile.syntax import PATHS, Node, parts_of
from inferwire_codegen.ir import Builder, Code, Messages
from inferwire_codegen.spec.diagnostics import suggestion
from inferwire_codegen.spec.validate import described
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inferwire_codegen.compile.context import Context
    from inferwire_codegen.compile.response_statements import Template
    from inferwire_codegen.spec.language import MessagesSpec
    from inferwire_codegen.spec.merge import Setting, Settings

USES: dict[str, frozenset[str]] = {
    "text": frozenset({"text", "part"}),
    "image": frozenset({"image", "part"}),
    "audio": frozenset({"audio", "part"}),
    "video": frozenset({"video", "part"}),
    "file": frozenset({"file", "file_id", "part"}),
    "call": frozenset({"arguments", "call"}),
    "result": frozenset({"text", "parts", "message"}),
    "message": frozenset({"parts", "texts", "message"}),
}
"""What each kind is about: a template must use one of these names, or it drops what the caller passes."""
STRINGS = frozenset(
    {"text", "image", "audio", "video", "file", "role", "name", "id", "detail", "format", "filename", "file_id"}
)
DECODED = re.compile(r"\bjson\(\s*arguments\s*\)")
LISTS = ("parts", "texts", "images", "audios", "videos", "files", "calls", "results")
NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "part"),
    "image": ("image", "detail", "part"),
    "audio": ("audio", "format", "part"),
    "video": ("video", "part"),
    "file": ("file", "filename", "file_id", "part"),
    "call": ("id", "name", "arguments", "call"),
    "result": ("id", "name", "text", "parts", "message"),
    "message": ("role", "name", "id", "message", *LISTS),
    "reasoning": (),  # the fields of a message
}
"""The names that the template of each kind can use."""
TITLES = {
    "text": "a text part",
    "image": "an image",
    "audio": "an audio file",
    "video": "a video",
    "file": "a document",
    "call": "a tool call",
    "result": "a tool result",
    "message": "a message",
    "reasoning": "what precedes the content of an assistant's message",
}
ROLES = ("system", "developer", "user", "assistant", "tool")
FILES = ("image", "audio", "video")  # kinds that may be URLs
MESSAGE = {"role": "=role", "content": "=parts"}
SAMPLE: dict[str, Any] = {
    "role": "user",
    "name": "get_weather",
    "id": "call_1",
    "text": "Two cats.",
    "image": "data:image/png;base64,iVBORw0KGgo=",
    "audio": "data:audio/wav;base64,UklGRg==",
    "video": "data:video/mp4;base64,AAAAGGZ0eXA=",
    "file": "data:application/pdf;base64,JVBERi0=",
    "detail": "auto",
    "format": "wav",
    "filename": "cats.pdf",
    "file_id": "file_1",
    "arguments": {"city": "Paris"},
    "message": {"role": "user", "content": "Two cats."},
    "part": {"type": "text", "text": "Two cats."},
    "call": {"id": "call_1", "type": "function", "function": {"name": "get_weather", "arguments": "{}"}},
    **{name: [{"text": "Two cats."}] for name in LISTS},
}


class MessagesCompiler:
    """Compiles the ``messages`` of a mapping."""

    def __init__(self, context: Context, setting: Setting) -> None:
        self.context = context
        self.setting = setting
        self.spec: MessagesSpec = setting.value

    def compile(self) -> Messages | None:
        """Return the compiled rules, recording any problems."""
        context, spec = self.context, self.spec
        if context.model is None or not context.model.overlay.conversation:
            text = f"{context.task} has no messages, so 'messages' has no effect; remove it"
            context.add(self.setting.key_place(), text)
            return None
        kinds = [kind for kind in NAMES if kind != "message" and getattr(spec, kind) is not None]
        if "text" not in kinds:
            context.add(self.setting.place(), "'messages' has no 'text'; write what the interface has for a text part")
        self._check_roles()
        message = MESSAGE if spec.message is None else spec.message
        return Messages(
            message=self._code("message", message),
            builders=tuple(
                Builder(kind=kind, title=TITLES[kind], code=self._code(kind, getattr(spec, kind))) for kind in kinds
            ),
            roles=tuple(sorted(spec.roles.items())),
            is_system_apart=spec.system == "apart",
            merges=spec.merge,
            fetched=tuple(kind for kind in FILES if kind in kinds and not self._takes_links(kind)),
        )

    def _check_roles(self) -> None:
        """Report roles that keep their name, or that the interface never sees."""
        for role, name in self.spec.roles.items():
            if name.startswith("="):
                text = f"'{name}' is the name of a role, and not an expression; write {name.lstrip('= ')}"
                self.context.add(self.setting.place("roles", role), text)
            if role not in ROLES:
                text = f"there is no role '{role}'; {suggestion(role, ROLES)}"
                self.context.add(self.setting.key_place("roles", role), text)
            elif role == name:
                self.context.add(
                    self.setting.key_place("roles", role), f"'{role}' already has this name; remove the line"
                )
            elif role in ("system", "developer") and self.spec.system == "apart":
                text = f"with 'system: apart', no message has the role '{role}'; remove the line"
                self.context.add(self.setting.key_place("roles", role), text)

    def _takes_links(self, kind: str) -> bool:
        """Return whether the interface takes files of a kind at their URL."""
        return bool(re.search(rf"\b(media_)?url\({kind}\)", str(getattr(self.spec, kind))))

    def _code(self, kind: str, template: Any) -> Code:
        """Compile the template of one kind."""
        context = self.context
        before = len(context.problems.found)
        if kind != "reasoning" and not is_object(template) and not isinstance(template, str):
            text = f"'{kind}' must be an object or an expression, not {described(template)}; write {{...}}"
            context.add(self.setting.place(kind), text)
            return Code("None")
        for path, text in literals_of(template):
            if (problem := template_problem(path, text, NAMES[kind])) is not None:
                context.add(self.setting.place(kind, *path), problem)
        tree = context.template(template, self.setting, (kind,), is_root=True)
        if tree is not None and len(context.problems.found) == before:
            self._check_names(kind, tree)
            if len(context.problems.found) == before:  # else a misspelt name explains it
                self._check_use(kind, template)
        if tree is None or len(context.problems.found) > before:
            return Code("None")
        sample = SAMPLE["message"] if kind == "reasoning" else SAMPLE
        statements = ResponseStatements("request", [sample], context.problems, JsonExpressions)
        return statements.compile(tree, "message" if kind in ("message", "reasoning") else "part", returns=True)

    def _check_use(self, kind: str, template: Any) -> None:
        """Report a template that drops what the caller passes."""
        uses, setting = USES.get(kind, frozenset()), self.setting
        if uses and not any(re.search(rf"\b{name}\b", value) for value in _texts(template) for name in uses):
            name = "parts" if kind == "message" else "arguments" if kind == "call" else "text"
            name = kind if kind in uses else name
            place = setting.place(kind) if setting.source.has_key(*setting.path, kind) else setting.key_place()
            self.context.add(place, f"'{kind}' drops what the caller passes; write ={name} where it belongs")

    def _check_names(self, kind: str, template: Template) -> None:
        """Report names that a template cannot use."""
        match template.kind:
            case "expression":
                if DECODED.search(template.value.text):
                    text = "'arguments' are decoded already; write =arguments"
                    self.context.add(template.value.place_of("json"), text)
                for name in sorted(_fields_of_strings(template.value.node) & {*NAMES[kind]}):
                    text = f"'{name}' is a string, which has no fields; write ={name}"
                    self.context.add(template.value.place_of(name), text)
                for name in sorted(_outer_names(template.value.node) - {*NAMES[kind]} if NAMES[kind] else ()):
                    place = template.value.place_of(name)
                    self.context.add(place, f"{TITLES[kind]} has no '{name}'; {suggestion(name, NAMES[kind])}")
            case "mapping":
                for child in template.value.values():
                    self._check_names(kind, child)
            case "list" | "alternatives":
                for child in template.value:
                    self._check_names(kind, child)
            case _:
                return


def _outer_names(node: Node) -> set[str]:
    """Return the first names of the paths in an expression that are not within items of a list."""
    if node["type"] == "field":
        return {node["value"]}
    if node["type"] == "expref":
        return set()
    children = node["children"][:1] if node["type"] in {*PATHS, "projection"} else node["children"]
    return set[str]().union(*(_outer_names(child) for child in children if is_object(child)))


def _fields_of_strings(node: Node) -> set[str]:
    """Return the names of strings of whose fields an expression has one."""
    if node["type"] == "expref":
        return set()
    if node["type"] in PATHS:
        parts = list(parts_of(node))
        first = parts[0]
        return {first["value"]} if first["type"] == "field" and len(parts) > 1 and first["value"] in STRINGS else set()
    return set[str]().union(*(_fields_of_strings(child) for child in node["children"] if is_object(child)))


def _texts(template: Any) -> Iterator[str]:
    """Yield the expressions of a template."""
    if isinstance(template, str) and template.startswith("="):
        yield template
    for value in template.values() if is_object(template) else template if is_list(template) else ():
        yield from _texts(value)


def messages_of(context: Context, settings: Settings) -> Messages | None:
    """Return the compiled ``messages`` of a mapping, if it has any."""
    return MessagesCompiler(context, settings["messages"]).compile() if "messages" in settings else None
