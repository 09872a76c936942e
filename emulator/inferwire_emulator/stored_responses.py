"""Responses of OpenAI's Responses API that the emulator stores, to be retrieved, cancelled and deleted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

import msgspec
from msgspec import structs

from inferwire_emulator.responses import InvalidRequestError, json_response

if TYPE_CHECKING:
    from inferwire_emulator.checks import Fields
    from inferwire_emulator.journal import RecordedRequest
    from inferwire_emulator.responses import Response

TASK = "responses"
STATES = ("queued", "in_progress")  # of a response in the background, one for each time that it is sent
STORED = re.compile(r"(?P<create>.*/responses)/(?P<id>[^/]+)(?P<cancel>/cancel)?")


class ResponseStore:
    """The stored responses."""

    def __init__(self) -> None:
        self._responses: dict[str, Fields] = {}
        self._sent: dict[str, int] = {}  # how often a response in the background has been sent
        self._count = 0

    def clear(self) -> None:
        """Forget all responses."""
        self._responses.clear()
        self._sent.clear()

    def add(self, response: Response, fields: Fields) -> Response:
        """Store a response with an ID of its own, unless the request forbids it, and return it as it is sent."""
        if response.is_stream or fields.get("store") is False:
            return response
        self._count += 1
        made = cast("Fields", msgspec.json.decode(b"".join(response.chunks)))
        made = {**made, "id": f"resp_{self._count}"}
        self._responses[made["id"]] = made
        if fields.get("background") is True:
            self._sent[made["id"]] = 0
        return structs.replace(response, chunks=(msgspec.json.encode(self._state(made["id"])),))

    def handle(self, request: RecordedRequest, response_id: str, *, cancels: bool) -> Response:
        """Respond to a request about a stored response.

        Raises:
            InvalidRequestError: If there is no such response, or it cannot be cancelled.
        """
        if response_id not in self._responses:
            raise InvalidRequestError(404, {"error": {"message": f"Response with id '{response_id}' not found."}})
        if request.method == "DELETE" and not cancels:
            del self._responses[response_id]
            return json_response({"id": response_id, "object": "response", "deleted": True})
        if request.method == "POST" and cancels:
            if self._sent.get(response_id) is None:
                error = "Only responses that are generated in the background can be cancelled."
                raise InvalidRequestError(400, {"error": {"message": error}})
            del self._sent[response_id]
            self._responses[response_id] |= {"status": "cancelled", "output": []}
            return json_response(self._responses[response_id])
        if request.method == "GET" and not cancels:
            return json_response(self._state(response_id))
        raise InvalidRequestError(405, {"error": {"message": f"{request.path} does not allow {request.method}"}})

    def _state(self, response_id: str) -> Fields:
        """Return a response as it is sent next: a response in the background is complete after a few times."""
        made = self._responses[response_id]
        if (sent := self._sent.get(response_id)) is None:
            return made
        if sent == len(STATES):
            del self._sent[response_id]
            return {**made, "background": True}
        self._sent[response_id] = sent + 1
        rest = {name: value for name, value in made.items() if name != "usage"}
        return {**rest, "status": STATES[sent], "output": [], "background": True}
