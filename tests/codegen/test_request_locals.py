"""What a request uses several times gets a local variable, if it can be computed at any time."""

from __future__ import annotations

import pytest

from inferwire_codegen.compile.request_locals import RequestLocals


def extracted(codes: list[str], *more: str, media: str = "image") -> tuple[list[str], list[str]]:
    """Return the assignments, and the code that uses them."""
    variables = RequestLocals(["first_set", "url_or_data_url"], media)
    assigned = variables.extract(codes, *more)
    return [f"{name} = {value}" for name, value in assigned], [variables.replace(code) for code in [*codes, *more]]


@pytest.mark.parametrize(
    ("codes", "assigned", "replaced"),
    [
        (["call.parameter('a')"], [], ["call.parameter('a')"]),
        (
            ["{'x': call.parameter('a', 'b'), 'y': [call.parameter('a', 'b')]}"],
            ["b = call.parameter('a', 'b')"],
            ["{'x': b, 'y': [b]}"],
        ),
        (
            ["f(call.parameter('class'))", "call.parameter('class')"],
            ["class_ = call.parameter('class')"],
            ["f(class_)", "class_"],
        ),
        (["[call.parameter('body'), call.parameter('body')]"], ["value = call.parameter('body')"], ["[value, value]"]),
        (
            ["contains(to_lower(route.model), 'a') or contains(to_lower(route.model), 'b')"],
            ["model = to_lower(route.model)"],
            ["contains(model, 'a') or contains(model, 'b')"],
        ),
        (
            ["[url_or_data_url(call.inputs), url_or_data_url(call.inputs)]"],
            ["image = url_or_data_url(call.inputs)"],
            ["[image, image]"],
        ),
        (
            ["{'é call.parameter(\\'a\\')': call.parameter('a'), 'y': call.parameter('a')}"],
            ["a = call.parameter('a')"],
            ["{'é call.parameter(\\'a\\')': a, 'y': a}"],
        ),
    ],
)
def test_what_occurs_twice_is_assigned_once(codes: list[str], assigned: list[str], replaced: list[str]) -> None:
    assert extracted(codes) == (assigned, replaced)


def test_a_media_file_that_may_be_missing_is_not_encoded_up_front() -> None:
    codes = [
        "[base64_field(call.inputs) if call.inputs else UNSET, base64_field(call.inputs) if call.inputs else UNSET]"
    ]
    assert extracted(codes) == ([], codes)


def test_variables_are_assigned_only_where_they_are_needed() -> None:
    refusals, body = ["not call.parameter('a')"], "[call.parameter('a'), call.parameter('b'), call.parameter('b')]"
    assert extracted(refusals, body)[0] == ["a = call.parameter('a')"]
