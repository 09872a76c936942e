"""Refuse retired words, and docstrings that do not open with an imperative.

One thing has one name in code, docstrings, comments, messages, documentation and the names of tests, and it is the
name that the field uses. The tables below list the words that are retired, each with its replacement.

    python tests/words.py            # every finding, as file:line: what is wrong; what to use
    python tests/words.py --count    # how many, by folder and by word
    python tests/words.py runtime    # only below these paths
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
import tokenize
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[1]

CODE = ("runtime", "codegen", "emulator", "generated")  # names, docstrings, comments and messages
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "RELEASING.md",
    "CHANGELOG.md",
    "docs",
    "benchmarks",
    "demo",
    "examples",
)
TESTS = ("tests",)  # names, docstrings and comments; their strings are data
ALL = (*CODE, *PAGES, *TESTS)

# "all of them" is plain English, "those of them that" is not.
QUANTITIES = (
    "one",
    "two",
    "three",
    "some",
    "any",
    "all",
    "both",
    "each",
    "most",
    "many",
    "none",
    "either",
    "few",
    "rest",
)
NOT_AFTER = "".join(f"(?<!{word} )" for word in (*QUANTITIES, "list", "lists", "set", "part", "half"))

# Prose: a pattern (a space matches any white space), and what to write. Case is ignored.
PROSE = {
    r"answer(s|ed|ing)?(?<!question answering)(?<!question-answering)": "response, respond or result",
    r"repl(y|ies|ied|ying)": "response",
    r"(give|gives|gave|giving)(?! (up|rise)\b)": "return, pass or produce",
    r"(is|are|was|were|be|been|being|has|have|had)( \w+)? given(?! up)|given (to|as|by|back)": "passed or returned",
    r"(tell|tells|told|telling)": "report, show, describe or name",
    r"(say|says|said|saying)": "describe, name, show or state",
    r"(ask|asks|asked|asking)": "request, poll or call",
    r"questions?(?! answering|-answering| mark)": "request or poll",
    r"(an|each|every|no|such|its|the first) orders?(?! of)|orders? (for|that)|order(ed|ing) an?": "submit, submission",
    r"(?<!same )(?<!either )(?<!this )(?<!one )(?<!under )(?<!on its )ways?(?! to\b)": "route or handler",
    r"(mediums?|pictures?)": "media file or image",
    r"(a|the|this|each|every|no|of|or|its) sounds?": "audio",
    r"(tokens?|keys?) of hugging face": "Hugging Face token",
    r"whom": "provider, server or caller",
    r"(?<=[\w,] )who (serves|does it|runs it|answers|asks)": "which provider",
    r"a text(?= (such|that|which|is|was|or|and|for|of|from|with|in|not|as)\b)|a text(?=[.,;:)]|$)": "a string, or text",
    r"(a|the) number from 1": "an int ≥ 1",
    r"(mend|mends|mended|mending)|puts? (it |them )?right": "fix or normalize",
    r"(stands?|stood|standing)(?! for\b)(?! in for\b)": "is, or is defined in",
    r"(lies|lie|lay|lain|lying)(?!( \w+)? out\b)": "is, or is in",
    r"(?<!there )(is|are|was|were) (?-i:none)": "is invalid, or does not exist",
    r"(what|that|which) (is|are|was) no(?! longer)": "is not a ...",
    r"streams? (that )?((is|are|was|were) )?left|left streams?|leaves? (a|the) stream": "abandoned or closed early",
    r"(?<!garbage )collector": "garbage collector",
    r"kept connections?|connections? (that )?(is|are|was|were) kept": "pooled connection",
    r"anew": "again",
    r"besides?": "also, next to or apart from",
    r"likewise": "also, or the same",
    rf"{NOT_AFTER}of them": "one of them, or nothing",
    r"of (ours|theirs|yours)": "our, their, your",
    r"heed(s|ed|ing)?": "respect or follow",
    r"reckon(s|ed|ing)?": "compute",
    r"spoil(s|t|ed|ing)?": "corrupt, or apply a fault",
    r"tapes?": "cassette",
}

# Words of a name: `take_turn` has the words `take` and `turn`, `JobBook` has `job` and `book`.
NAME_WORDS = {
    "answer": "response",
    "answers": "responses",
    "answered": "responded",
    "reply": "response",
    "replies": "responses",
    "give": "return",
    "gives": "returns",
    "given": "passed",
    "gave": "returned",
    "tell": "report",
    "tells": "reports",
    "told": "reported",
    "say": "describe",
    "says": "describes",
    "said": "described",
    "ask": "request or poll",
    "asks": "requests or polls",
    "asked": "requested or polled",
    "question": "request or poll",
    "questions": "requests or polls",
    "way": "route or handler",
    "ways": "routes, handlers or transports",
    "medium": "media",
    "picture": "image",
    "pictures": "images",
    "sound": "audio",
    "sounds": "audio",
    "whom": "provider",
    "mend": "fix",
    "mended": "fixed",
    "stands": "is",
    "lies": "is",
    "anew": "again",
    "besides": "also",
    "beside": "next to",
    "likewise": "also",
    "misfit": "validate",
    "spoil": "apply_fault",
    "hostile": "adversarial",
    "tape": "cassette",
    "tapes": "cassettes",
    "departure": "known_difference",
    "departures": "known_differences",
    "detour": "with_base_url",
    "heeds": "has",
    "wellformed": "validate_schema",
    "vocabulary": "editor_schemas",
    "lesson": "example",
    "lessons": "examples",
    "chapter": "section",
    "chapters": "sections",
    "reckon": "compute",
    "unnest": "plain Python",
}

# Whole names, where a definition has exactly this name. Replacements are those of the code's own vocabulary.
NAMES = {
    "Way": "Handler",
    "StreamWay": "Handler",
    "Functions": "Handler",
    "Prepared": "PreparedRequest",
    "Outgoing": "Request",
    "Incoming": "Response",
    "StreamAnswer": "StreamingResponse",
    "Opened": "StreamingResponse",
    "Course": "Deadline",
    "_Run": "CallContext",
    "Wire": "Transport",
    "wire": "http",
    "Line": "NetworkStream",
    "Kept": "PooledConnection",
    "FreeLists": "IdleConnections",
    "Trip": "UploadStream",
    "Turns": "Fairness",
    "take_turn": "checkpoint",
    "is_left": "closed",
    "is_told": "should_emit",
    "is_worth_another": "can_retry_on_fresh_connection",
    "Memory": "TTLCache",
    "LookUp": "InFlight",
    "Remember": "TTLCache",
    "add_facts": "add_context",
    "facts_of": "response_context",
    "hide_in": "redact",
    "without_unset": "drop_unset",
    "try_in_turn": "with_fallback",
    "error_within": "embedded_error",
    "Part": "Model or BodyPart",
    "Encoded": "Base64Field",
    "Link": "RemoteFile",
    "Upload": "LocalFile",
    "pieces": "delta_fields",
    "from_whole": "from_response",
    "to_final": "build_final",
    "is_finished": "is_last",
    "who": "provider",
    "first_delay": "initial_delay",
    "longest_delay": "max_delay",
    "repeat_orders": "retry_submissions",
    "is_repeatable": "idempotent",
    "FaultBook": "FaultQueue",
    "JobBook": "JobStore",
    "Received": "RecordedRequest",
    "Word": "Setting",
    "Served": "ProviderEntry",
    "Shape": "TaskModel",
}

# Whole names of functions; a variable or an argument may have them.
FUNCTIONS = {
    "translate": "map_exception",
    "hidden": "redact",
    "filled": "merge",
    "present": "compact",
    "segment": "quote_path",
    "either": "plain Python",
    "both": "plain Python",
    "home": "module_of",
}

# In inline code of a page, which may name a parameter or a value.
CODE_SPANS = {
    r"\bhttp=": "transport=",
    r"httpx-stock": "httpx",
    r"\bidle=": "read=",
    r"\bfirst_delay\b": "initial_delay",
    r"\blongest_delay\b": "max_delay",
    r"\brepeat_orders\b": "retry_submissions",
    r"\bjob\.asked\b": "job.polls",
    r"\.who\b": ".provider",
    r"\binferwire\.(providers|tasks)\(": "inferwire.list_providers(, inferwire.list_tasks(",
    r"(?<![\w.])(TimeoutError|ConnectionError)\b": "InferenceTimeoutError, InferenceConnectionError",
}


OLD_NAMES = (
    "http=",
    "httpx-stock",
    "idle=",
    "first_delay",
    "longest_delay",
    "repeat_orders",
    "job.asked",
    ".who",
    "inferwire.",
)


@dataclass(frozen=True)
class Exemption:
    """A word that is right in some files: where it is the domain's own, or somebody else's name."""

    files: str
    words: frozenset[str]
    reason: str


EXEMPT = (
    Exemption("*question[-_]answering*", frozenset({"answer", "question"}), "fields of the task"),
    Exemption("*conversational*", frozenset({"answer", "question"}), "turns of a conversation"),
    Exemption("demo/examples.py", frozenset({"answer", "picture", "lying"}), "prompts of the README that it follows"),
    Exemption("docs/moving/openai.md", frozenset({"apitimeouterror", "apiconnectionerror"}), "openai's names"),
    Exemption("CHANGELOG.md", frozenset(OLD_NAMES), "shows them next to the new ones"),
    Exemption("tests/fixtures/*/README.md", frozenset({"whom"}), "licenses of others"),
    Exemption("tests/words.py", frozenset({"*"}), "this table"),
    Exemption("tests/test_words.py", frozenset({"*"}), "what the table refuses"),
)
DOMAIN = re.compile(
    r"question[-_]?answering|conversational", re.IGNORECASE
)  # definitions in which these words are right
DOMAIN_WORDS = ("answer", "question")
FENCE = re.compile(r"^\s*(`{3,}|~{3,})\s*([\w-]*)")
SPAN = re.compile(r"(`+)(.+?)\1", re.DOTALL)
URL = re.compile(r"\]\([^)]*\)|https?://\S+")
JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
FIRST = re.compile(r"[A-Za-z]+")

# A verb that is not here is refused as the first word of a function's docstring: add it if it is a plain English verb.
VERBS = frozenset(
    FIRST.findall("""
    never percent queue
    abort accept acquire add adopt advance allow answer append apply assert assign attach await begin bind bound
    break build bundle cache call cancel caption cast change check choose classify clean clear close collect combine
    compare compile complete compress compute configure connect construct continue convert copy count create cut
    decide declare decode decompress define delete deliver deny describe detect determine discard dispatch do
    download drain drop dump embed emit enable encode end enhance enqueue ensure enter escape estimate evaluate
    execute exit expand explain export extend extract fail fetch fill filter find finish fit flatten flush follow
    forget fork format forward free freeze generate get group guess handle hash hide hold identify ignore import
    include index infer initialize insert inspect install interpret interrupt invert issue iterate join keep know
    label leave let limit link list listen load locate lock log look lower make map mark match measure merge migrate
    mirror mount move name narrow normalize note notify omit open order override pack pad parse pass pause peek
    perform persist pick plan poll pop post predict prefer prepare prevent print process produce project propagate
    prove provide prune pull push put quote raise rank read rebuild receive record redact redirect reduce refresh refuse
    register reject release reload remove rename render repeat replace replay report request require reserve reset
    resolve respond restore resume retry return reuse rewind rewrite round route run sample save scan schedule
    search segment select send separate serialize serve set shorten show shut shutdown simulate skip sleep sniff
    sort speak spell split start stop store stream strip submit subtract sum summarize suspend swap switch take
    terminate test throw time track transcribe transfer transform translate trim try turn type undo unescape unpack
    unpickle unregister unwrap update upgrade upload use validate verify visit wait wake walk warm warn wrap write
    yield
    """)
)


def prose_pattern(source: str) -> re.Pattern[str]:
    """Compile a pattern of `PROSE`, so that its words are whole and may be on two lines."""
    spaced = re.sub(
        r"(?<!\\) ", r"\\s+", re.sub(r"\(\?<[!=][^)]*\)", lambda found: found[0].replace(" ", "\0"), source)
    )
    return re.compile(rf"(?<![\w-])(?:{spaced.replace(chr(0), r'[ ]')})(?![\w-])", re.IGNORECASE)


PATTERNS = [(prose_pattern(source), replacement) for source, replacement in PROSE.items()]
SPAN_PATTERNS = [(re.compile(source), replacement) for source, replacement in CODE_SPANS.items()]


@dataclass(frozen=True, order=True)
class Finding:
    """A retired word in a file, or a docstring that does not open as it should."""

    path: str
    line: int
    word: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def blank(pattern: re.Pattern[str], text: str) -> str:
    """Replace what matches with spaces; lines stay where they are."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def is_exempt(path: str, word: str) -> bool:
    """Return whether a word is right in a file."""
    return any(
        fnmatch(path, exemption.files)
        and ("*" in exemption.words or any(word.lower().startswith(known) for known in exemption.words))
        for exemption in EXEMPT
    )


def check_prose(path: str, line: int, text: str, *, is_domain: bool = False) -> Iterator[Finding]:
    """Find retired words in text that begins on a line."""
    for pattern, replacement in PATTERNS:
        for found in pattern.finditer(text):
            word = " ".join(found[0].split())
            if (is_domain and word.lower().startswith(DOMAIN_WORDS)) or is_exempt(path, word):
                continue
            place = line + text.count("\n", 0, found.start())
            yield Finding(path, place, word.lower(), f"{word!r} is retired; use {replacement!r}")


def check_name(path: str, line: int, name: str, *, is_domain: bool = False) -> Iterator[Finding]:
    """Find retired words in a name."""
    if name in NAMES and not is_exempt(path, name):
        yield Finding(path, line, name, f"the name {name!r} is retired; use {NAMES[name]!r}")
        return
    if DOMAIN.search(name):
        return
    for part in WORD.findall(name):
        word = part.lower()
        if word not in NAME_WORDS or (is_domain and word.startswith(DOMAIN_WORDS)) or is_exempt(path, word):
            continue
        yield Finding(path, line, word, f"{word!r} in the name {name!r} is retired; use {NAME_WORDS[word]!r}")


def names_domain(statement: ast.stmt) -> bool:
    """Return whether a statement defines an alias of a task that is about questions and answers."""
    match statement:
        case ast.AnnAssign(target=ast.Name(id=name)):
            return DOMAIN.search(name) is not None
        case _:
            return False


class Definitions(ast.NodeVisitor):
    """Collects the names that a module defines, its docstrings and its messages, with what they belong to."""

    def __init__(self) -> None:
        self.names: list[tuple[int, str, bool]] = []
        self.functions: list[tuple[int, str]] = []
        self.docstrings: list[tuple[ast.AST, int, str, bool]] = []
        self.messages: list[tuple[int, str, bool]] = []
        self._owners: list[str] = []
        self._seen: set[int] = set()

    @property
    def is_domain(self) -> bool:
        """Whether the definition belongs to a task that is about questions and answers."""
        return any(DOMAIN.search(owner) for owner in self._owners)

    def _visit_body(self, node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for index, statement in enumerate(node.body):
            match statement:
                case ast.Expr(value=ast.Constant(value=str(text), lineno=line) as constant):
                    self._seen.add(id(constant))
                    owner: ast.AST = node if index == 0 else statement  # or prose below an attribute
                    self.docstrings.append((owner, line, text, self.is_domain or names_domain(node.body[index - 1])))
                case _:
                    pass
        self.generic_visit(node)

    def visit_Module(self, node: ast.Module) -> None:
        self._visit_body(node)

    def _visit_definition(self, node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.names.append((node.lineno, node.name, self.is_domain))
        if not isinstance(node, ast.ClassDef):
            self.functions.append((node.lineno, node.name))
        self._owners.append(node.name)
        self._visit_body(node)
        self._owners.pop()

    visit_ClassDef = visit_FunctionDef = visit_AsyncFunctionDef = _visit_definition  # noqa: N815

    def visit_arg(self, node: ast.arg) -> None:
        self.names.append((node.lineno, node.arg, self.is_domain))
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self.names.append((node.lineno, node.id, self.is_domain))

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.ctx, ast.Store):
            self.names.append((node.lineno, node.attr, self.is_domain))
        self.generic_visit(node)

    def visit_alias(self, node: ast.alias) -> None:
        if node.asname:
            self.names.append((node.lineno, node.asname, self.is_domain))

    def visit_Constant(self, node: ast.Constant) -> None:
        text = node.value
        if not isinstance(text, str) or id(node) in self._seen:
            return
        if " " in text and not text.lstrip().startswith(("{", "[")):  # not a name, not JSON
            self.messages.append((node.lineno, text, self.is_domain))


PROPERTIES = {"property", "cached_property", "setter", "getter"}


def is_property(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Return whether a function is read as an attribute: its docstring describes a value."""
    names = (part for decorator in node.decorator_list for part in ast.walk(decorator))
    return any(
        (isinstance(part, ast.Name) and part.id in PROPERTIES)
        or (isinstance(part, ast.Attribute) and part.attr in PROPERTIES)
        for part in names
    )


def check_mood(path: str, node: ast.AST, line: int, text: str) -> Iterator[Finding]:
    """Find a function whose docstring does not open with an imperative."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or is_property(node):
        return
    first = FIRST.match(text.strip())
    if first is None or first[0].lower() not in VERBS or not first[0][0].isupper():
        opener = first[0] if first else text.strip()[:20]
        message = f"the docstring of {node.name!r} opens with {opener!r}; open with an imperative: 'Return ...'"
        yield Finding(path, line, "(opener)", message)


def check_python(
    path: str, text: str, *, line: int = 0, has_messages: bool = True, has_mood: bool = True
) -> Iterator[Finding]:
    """Find retired words in a module's names, docstrings, comments and messages."""
    definitions = Definitions()
    definitions.visit(ast.parse(text))
    for place, name, is_domain in definitions.names:
        yield from check_name(path, line + place, name, is_domain=is_domain)
    for place, name in definitions.functions:
        if name in FUNCTIONS:
            message = f"the function name {name!r} is retired; use {FUNCTIONS[name]!r}"
            yield Finding(path, line + place, name, message)
    for node, place, docstring, is_domain in definitions.docstrings:
        yield from check_prose(path, line + place, blank(SPAN, docstring), is_domain=is_domain)
        if has_mood:
            yield from check_mood(path, node, line + place, docstring)
    for place, message, is_domain in definitions.messages if has_messages else ():
        yield from check_prose(path, line + place, message, is_domain=is_domain)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield from check_prose(path, line + token.start[0], blank(SPAN, token.string))


def check_markdown(path: str, text: str) -> Iterator[Finding]:
    """Find retired words in a page: its prose, its inline code, and its Python."""
    prose: list[str] = []
    code: list[str] = []
    begins, language, fence = 0, "", ""
    for number, line in enumerate(text.splitlines(), 1):
        opens = FENCE.match(line)
        if not fence and opens:
            begins, fence, language = number, opens[1], opens[2]
            code = []
        elif fence and opens and opens[1] == fence and not opens[2]:
            if language in ("python", "py"):
                yield from check_block(path, begins, "\n".join(code))
            fence = ""
        elif fence:
            code.append(line)
        prose.append("" if fence or opens else line)
    page = "\n".join(prose)
    for found in SPAN.finditer(page):
        if page[: found.start()].endswith("builtin "):  # the class that ours is a subclass of
            continue
        for pattern, replacement in SPAN_PATTERNS:
            if (span := pattern.search(found[2])) and not is_exempt(path, span[0]):
                place = 1 + page.count("\n", 0, found.start())
                yield Finding(path, place, span[0], f"{span[0]!r} is retired; use {replacement!r}")
    # A row of a table of tasks may describe `question-answering` in the task's own words.
    domain_lines = {number for number, line in enumerate(page.splitlines(), 1) if DOMAIN.search(line)}
    for finding in check_prose(path, 1, blank(URL, blank(SPAN, page))):
        if not (finding.line in domain_lines and finding.word.startswith(DOMAIN_WORDS)):
            yield finding


def check_block(path: str, line: int, code: str) -> Iterator[Finding]:
    """Find retired words in a block of Python on a page."""
    try:
        yield from check_python(path, code, line=line, has_messages=False, has_mood=False)
    except SyntaxError:
        yield from check_prose(path, line + 1, code)
    for pattern, replacement in SPAN_PATTERNS:
        for found in pattern.finditer(code):
            place = line + 1 + code.count("\n", 0, found.start())
            yield Finding(path, place, found[0], f"{found[0]!r} is retired; use {replacement!r}")


def check_template(path: str, text: str) -> Iterator[Finding]:
    """Find retired words in what a template prints."""
    yield from check_prose(path, 1, blank(SPAN, blank(JINJA, text)))


def check_file(path: Path) -> Iterator[Finding]:
    """Find what is wrong in a file: its name, and what it holds."""
    name = path.relative_to(ROOT).as_posix()
    is_test = name.split("/", 1)[0] in TESTS
    stem = path.name.split(".", 1)[0]
    if path.suffix != ".md":
        yield from check_name(name, 1, stem)
    if path.suffix == ".py":
        text = path.read_text(encoding="utf-8")
        yield from check_python(name, text, has_messages=not is_test, has_mood=not is_test)
    elif path.suffix == ".md":
        yield from check_markdown(name, path.read_text(encoding="utf-8"))
    elif path.suffix == ".jinja":
        yield from check_template(name, path.read_text(encoding="utf-8"))


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files to check, in order."""
    for path in paths:
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in found:
            if file.is_file() and file.suffix in (".py", ".md", ".jinja", ".yaml") and "__pycache__" not in file.parts:
                yield file


def check(paths: Iterable[Path]) -> list[Finding]:
    """Return everything that is wrong below some paths, in the order of files and lines."""
    return sorted({finding for path in files(paths) for finding in check_file(path)})


def folder_of(path: str) -> str:
    """Return the folder that a file is counted under."""
    parts = PurePosixPath(path).parts
    return "/".join(parts[: min(2, len(parts) - 1)]) or parts[0]


def count(findings: list[Finding]) -> str:
    """Return how many findings there are, by folder and by word."""
    folders = Counter(folder_of(finding.path) for finding in findings)
    words = Counter(finding.word for finding in findings)
    lines = [f"{number:6}  {folder}" for folder, number in sorted(folders.items())]
    lines += ["", *(f"{number:6}  {word}" for word, number in words.most_common(40)), "", f"{len(findings):6}  in all"]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Check the project, print what is wrong, and return the exit status."""
    parser = argparse.ArgumentParser(description="Refuse retired words.")
    parser.add_argument("paths", nargs="*", type=Path, help="files and folders; all that the project has if left out")
    parser.add_argument("--count", action="store_true", help="print how many, by folder and by word")
    options = parser.parse_args(arguments)
    paths = [path.resolve() for path in options.paths] or [ROOT / name for name in ALL]
    findings = check(path for path in paths if path.exists())
    report = count(findings) if options.count else "\n".join(map(str, findings)) or "no retired word"
    sys.stdout.write(f"{report}\n")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
