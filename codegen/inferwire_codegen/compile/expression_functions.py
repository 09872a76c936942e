"""The functions of expressions: one table for requests and responses, from which code and documentation are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

Side: TypeAlias = Literal["request", "output", "item", "event"]
"""What an expression builds: a request, the output, the item of a stream event, or another fact about an event."""
Result: TypeAlias = Literal["any", "array", "boolean", "number", "string"]
Literals: TypeAlias = Literal["text", "separator", "number", "names", "words"]

REQUEST: frozenset[Side] = frozenset({"request"})
RESPONSE: frozenset[Side] = frozenset({"output", "item", "event"})
OUTPUT: frozenset[Side] = frozenset({"output"})
ITEM: frozenset[Side] = frozenset({"item"})


class Function(Struct, frozen=True, kw_only=True):
    """A function of expressions.

    Attributes:
        python: The Python function.
        least: The number of arguments that it needs.
        most: The number of arguments that it takes; None for any number.
        form: A call of it, for the documentation.
        meaning: What it returns, for the documentation.
        sides: Where it can be called.
        literals: The arguments that must be literals, by their index; the last also stands for further arguments.
        result: The type of its value.
        missing: When the value may be missing: never, ever, or if the first argument is.
        numbers: How many of its arguments are numbers, which are checked where a response has them.
    """

    python: str
    least: int
    most: int | None
    form: str
    meaning: str
    sides: frozenset[Side] = REQUEST | RESPONSE
    literals: Mapping[int, Literals] = {}
    result: Result = "any"
    missing: Literal["never", "ever", "first"] = "ever"
    numbers: int = 0


def _call(python: str, form: str, meaning: str, least: int = 1, most: int | None = -1, **more: Any) -> Function:
    """Return a function that takes *least* arguments, or up to *most*."""
    return Function(python=python, form=form, meaning=meaning, least=least, most=least if most == -1 else most, **more)


def _media(python: str, form: str, meaning: str, sides: frozenset[Side] = RESPONSE, count: int = 1) -> Function:
    """Return a function for a media file, or for other contents of one kind of message."""
    return _call(python, form, meaning, count, sides=sides)


_TEXT: dict[str, Any] = {"result": "string"}
_UNCHANGED: dict[str, Any] = {"result": "string", "missing": "first"}
_TRUTH: dict[str, Any] = {"result": "boolean", "missing": "never"}
_LIST: dict[str, Any] = {"result": "array"}
_FILE: dict[str, Any] = {"result": "string", "sides": REQUEST}

TEXTS = {
    "join": _call(
        "join_text",
        "join(' ', list)",
        "Values, or the items of a list, as one string; nothing if none is there.",
        2,
        None,
        literals={0: "separator"},
        **_TEXT,
    ),
    "text": _call("to_text", "text(x)", "A string; a number, a boolean, a list or an object as JSON.", **_TEXT),
    "json": _call("parse_json", "json(text)", "The value that a JSON text holds, if it is one."),
    "lower": _call("to_lower", "lower(text)", "The string in lower case.", **_UNCHANGED),
    "upper": _call("to_upper", "upper(text)", "The string in upper case.", **_UNCHANGED),
    "after": _call(
        "text_after",
        "after(text, ':')",
        "The part of a string after the first occurrence of a separator.",
        2,
        literals={1: "text"},
        **_TEXT,
    ),
    "before": _call(
        "text_before",
        "before(text, ':')",
        "The part of a string before a separator; all of it if that does not occur.",
        2,
        literals={1: "text"},
        **_TEXT,
    ),
    "parent": _call("parent_path", "parent(path)", "A path without its last segment.", **_UNCHANGED),
    "word": _call(
        "look_up",
        'word(x, `{"theirs": "ours"}`)',
        "The value that a table has for a string; other values are unchanged.",
        2,
        literals={1: "words"},
        missing="first",
    ),
    "contains": _call(
        "contains", "contains(x, 'part')", "Whether a string contains another, or a list has an item.", 2, **_TRUTH
    ),
    "has_text": _call("has_text", "has_text(x)", "Whether the value is a non-blank string.", **_TRUTH),
}
NUMBERS = {
    "sum": _call(
        "total",
        "sum(a, b)",
        "The sum of numbers, or of a list of them; missing ones do not count.",
        1,
        None,
        result="number",
        numbers=99,
    ),
    "divide": _call("divide", "divide(a, b)", "The quotient of two numbers.", 2, result="number", numbers=2),
    "least": _call("minimum", "least(a, b)", "The smaller of two numbers.", 2, result="number", numbers=2),
    "greatest": _call("maximum", "greatest(a, b)", "The larger of two numbers.", 2, result="number", numbers=2),
    "round": _call(
        "round_between",
        "round(x, `low`, `high`)",
        "The closest int, kept between the bounds if there are any.",
        1,
        3,
        literals={1: "number", 2: "number"},
        result="number",
        numbers=1,
    ),
    "nearest": _call(
        "closest",
        'nearest(x, `{"name": 1}`)',
        "The name of the closest number.",
        2,
        literals={1: "names"},
        result="string",
        numbers=1,
    ),
}
COLLECTIONS = {
    "map": _call("map", "map(&x, list)", "An expression on each item; unlike `list[].x`, it keeps nulls.", 2, **_LIST),
    "where": _call("where", "where(list, &x)", "The items of a list for which an expression is true.", 2, **_LIST),
    "outer": _call(
        "coalesce",
        "outer(model)",
        "Within `map` and `where` of a request: a name of the request itself, and not of the item.",
        sides=REQUEST,
    ),
    "not_null": _call("coalesce", "not_null(a, b)", "The first value that is there and not null.", 1, None),
    "merge": _call(
        "merge_objects",
        "merge(a, b)",
        "The fields of objects; those of later ones take precedence.",
        2,
        None,
        missing="first",
    ),
    "omit": _call(
        "omit_keys",
        "omit(object, 'name')",
        "An object without some of its fields.",
        2,
        None,
        literals={1: "text"},
        missing="never",
    ),
    "keys": _call("keys_of", "keys(object)", "The names of the fields of an object.", **_LIST),
    "texts": _call(
        "list_of_strings", "texts(list)", "The value, if it is a non-empty list of strings; absent otherwise.", **_LIST
    ),
    "prepend": _call(
        "prepend", "prepend(item, list)", "A list that begins with the item.", 2, result="array", missing="never"
    ),
    "one": _call("first_or_self", "one(x)", "The first item of a list; anything else is unchanged."),
    "many": _call("as_list", "many(x)", "A list; an object becomes a list of one."),
    "flat": _call("concat", "flat(x)", "The lists in a list, concatenated; an object becomes a list of one."),
    "unnest": _call("squeeze", "unnest(x)", "The list in a list of one; an object becomes a list of one."),
    "pairs": _call(
        "zip_scores",
        "pairs(labels, scores)",
        "Two lists as one list of objects with `label` and `score`.",
        2,
        **_LIST,
    ),
}
CHANCE = {
    "uuid": _call("new_uuid", "uuid()", "A random UUID.", 0, result="string", missing="never"),
    "now": _call("unix_time", "now()", "The time, in whole seconds since 1970.", 0, result="number", missing="never"),
}
FILES_SENT = {
    "base64": _call(
        "base64_field", "base64(x)", "A media file as base64; one passed as a URL is downloaded first.", **_FILE
    ),
    "data_url": _call(
        "data_url_field", "data_url(x)", "A media file as a data URL; one passed as a URL is downloaded first.", **_FILE
    ),
    "media_url": _call(
        "url_or_data_url", "media_url(x)", "The URL that the caller passed, or else a data URL.", **_FILE
    ),
    "url": _call("remote_url", "url(x)", "The URL that the caller passed, if any.", **_FILE),
    "media_type": _call("type_of_file", "media_type(x)", "The type of a media file, such as `image/png`.", **_FILE),
    "images": _call(
        "all_images",
        "images(inputs, extra.images)",
        "The input and the caller's further images; nothing if they are not images.",
        2,
        sides=REQUEST,
        result="array",
    ),
}
FILES_READ = {
    "binary": _media(
        "response.media", "binary()", "The response itself, if it is a media file; must come first.", OUTPUT, 0
    ),
    "from_base64": _media("media_from_base64", "from_base64(x)", "A media file that is encoded as base64."),
    "download": _media("media_from_url", "download(x)", "A media file at a URL, downloaded when it is needed."),
    "download_with_key": _media(
        "media_with_key",
        "download_with_key(x)",
        "The same, with the API key if the URL is at the provider's own host.",
    ),
    "wav": _media(
        "media_from_samples",
        "wav(samples, rate)",
        "A WAV file from lists of samples, one for each channel, or from base64.",
        count=2,
    ),
    "file": _media("response.file_media", "file()", "The file at the URL in `fetch`, as a media file.", OUTPUT, 0),
    "file_text": _media("response.file_text", "file_text()", "The text of that file.", OUTPUT, 0),
    "file_type": _media("response.file_type", "file_type()", "The media type of that file.", OUTPUT, 0),
}
CONTENTS = {
    "plain": _media("response.plain_text", "plain()", "The body, if it is plain text and not JSON.", OUTPUT, 0),
    "prefixed": _media("response.prefixed", "prefixed(text)", "The text of `prefix`, followed by another.", OUTPUT),
    "collected": _media("text", "collected()", "In `item` of a stream: the text so far.", ITEM, 0),
    "floats": _media(
        "decode_floats",
        "floats(x)",
        "Numbers from base64 of little-endian 32-bit floats; other values are unchanged.",
    ),
    "cosines": _media(
        "cosine_similarities",
        "cosines(vectors)",
        "The cosine similarity of the first vector to each of the others.",
    ),
    "tokens": _media(
        "list_tokens", "tokens(logprobs)", "The tokens of OpenAI's `logprobs`, each with `text` and `logprob`."
    ),
}
FUNCTIONS: dict[str, Function] = TEXTS | NUMBERS | COLLECTIONS | CHANCE | FILES_SENT | FILES_READ | CONTENTS


def functions_of(side: Side) -> dict[str, Function]:
    """Return the functions that expressions of one side can call."""
    return {name: function for name, function in FUNCTIONS.items() if side in function.sides}
