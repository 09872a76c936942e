"""Read one operation of an OpenAPI document as if it were called by curl: its example body and response."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from inferwire_codegen.cli.curl_command import CurlRequest
from inferwire_codegen.spec.diagnostics import suggestion
from inferwire_runtime.jsontypes import is_list, is_object

DEEPEST = 8  # levels of an example that is made from a schema
JSON_TYPE = "application/json"
FORM_TYPE = "multipart/form-data"


def read_openapi(document: Any, path: str) -> tuple[CurlRequest, Any]:
    """Return the request of an operation, and its example response; None if it has none.

    Raises:
        ValueError: If the document has no such operation.
    """
    if not is_object(document) or not is_object(document.get("paths")):
        raise ValueError("the file is not an OpenAPI document, since it has no 'paths'; pass its JSON or YAML")
    item = document["paths"].get(path)
    if item is None:
        raise ValueError(f"the document has no path '{path}'; {suggestion(path, document['paths'])}")
    method = next((name for name in ("post", "get", "put", "patch") if name in item), None)
    if method is None:
        raise ValueError(f"the path '{path}' has no operation; pass another")
    operation = item[method]
    content = _resolved(document, operation.get("requestBody") or {}).get("content", {})
    kind = next((name for name in (JSON_TYPE, FORM_TYPE) if name in content), None)
    body = None if kind is None else _example(document, content[kind], 0)
    servers: list[dict[str, Any]] = document.get("servers") or [{}]
    server: str = servers[0].get("url", "")
    variables: dict[str, dict[str, Any]] = servers[0].get("variables") or {}
    for name, variable in variables.items():
        server = server.replace(f"{{{name}}}", str(variable.get("default", name)))
    request = CurlRequest(
        method=method.upper(),
        url=urljoin("https://api.example.com", server).rstrip("/") + path,
        auth=_auth(document, operation),
        variable=None,
        headers={},
        query={},
        body=body if kind == JSON_TYPE else None,
        form=_files(document, content[kind], body) if kind == FORM_TYPE else None,
    )
    return request, _response(document, operation)


def _auth(document: Any, operation: Any) -> str | None:
    """Return how the key is sent, by the first security scheme of an operation."""
    schemes: dict[str, Any] = document.get("components", {}).get("securitySchemes", {})
    needed: list[dict[str, Any]] = (
        operation.get("security") or document.get("security") or [{name: [] for name in schemes}]
    )
    for name in (name for each in needed for name in each):
        scheme = _resolved(document, schemes.get(name) or {})
        if scheme.get("type") == "apiKey" and scheme.get("in") == "header":
            return f"{scheme['name']}: {{api_key}}" if scheme["name"].lower() != "authorization" else "Bearer {api_key}"
        if scheme.get("type") == "apiKey" and scheme.get("in") == "query":
            return f"?{scheme['name']}={{api_key}}"
        if scheme.get("type") in ("http", "oauth2"):
            return "Bearer {api_key}"
    return None


def _response(document: Any, operation: Any) -> Any:
    responses: dict[str, Any] = operation.get("responses") or {}
    for status in ("200", "201", "202", "default"):
        found = _resolved(document, responses.get(status) or {})
        content = found.get("content", {})
        media = next((name for name in content if name.split("/")[0] in ("image", "audio", "video")), None)
        if media is not None:
            return {"$media": media if "*" not in media else f"{media.split('/')[0]}/png"}
        if JSON_TYPE in content:
            return _example(document, content[JSON_TYPE], 0)
    return None


def _files(document: Any, content: Any, body: Any) -> dict[str, Any]:
    """Return the parts of a form, with files marked as in a curl command."""
    schema = _resolved(document, content.get("schema") or {})
    parts: dict[str, Any] = body or {}
    return {
        name: f"@{name}"
        if _resolved(document, schema.get("properties", {}).get(name, {})).get("format") == "binary"
        else value
        for name, value in parts.items()
    }


def _resolved(document: Any, node: Any) -> Any:
    """Return what a reference within the document refers to."""
    for _ in range(DEEPEST):
        if not is_object(node) or "$ref" not in node:
            break
        found: Any = document
        for step in str(node["$ref"]).removeprefix("#/").split("/"):
            found = found.get(step.replace("~1", "/").replace("~0", "~"), {}) if is_object(found) else {}
        node = found
    return node if is_object(node) else {}


def _example(document: Any, holder: Any, depth: int) -> Any:
    """Return the example of a media type or schema, or one that is made from its schema."""
    for key in ("example", "default", "const"):
        if key in holder:
            return holder[key]
    examples = holder.get("examples")
    if is_object(examples) and examples:
        first = _resolved(document, next(iter(examples.values())))
        return first.get("value", first)
    if is_list(examples) and examples:
        return examples[0]
    if "schema" in holder:
        return _example(document, _resolved(document, holder["schema"]), depth)
    if holder.get("enum"):
        return holder["enum"][0]
    if depth > DEEPEST:
        return None
    for word in ("oneOf", "anyOf"):
        listed: list[Any] = holder.get(word) or []
        choices = [_resolved(document, each) for each in listed]
        if choices:
            return _example(document, next((each for each in choices if each.get("type") != "null"), choices[0]), depth)
    if holder.get("allOf"):
        parts = [_example(document, _resolved(document, each), depth + 1) for each in holder["allOf"]]
        own = _fields(document, holder, depth)
        return {key: value for each in (*parts, own) if is_object(each) for key, value in each.items()}
    kind = holder.get("type")
    kind = next((each for each in kind if each != "null"), None) if is_list(kind) else kind
    match kind:
        case "object" | None:
            return _fields(document, holder, depth)
        case "array":
            item = _example(document, _resolved(document, holder.get("items") or {}), depth + 1)
            return [item]
        case "integer" | "number":
            return holder.get("minimum") or (1 if kind == "integer" else 0.5)
        case "boolean":
            return True
        case _:
            return {"uri": "https://example.com/1", "url": "https://example.com/1"}.get(
                holder.get("format", ""), "text"
            )


def _fields(document: Any, schema: Any, depth: int) -> dict[str, Any]:
    properties: dict[str, Any] = schema.get("properties") or {}
    return {name: _example(document, _resolved(document, each), depth + 1) for name, each in properties.items()}
