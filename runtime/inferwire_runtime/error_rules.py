"""How a provider reports errors, where neither the status nor the usual fields of a response show them."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from inferwire_runtime.jsontypes import Json


class ErrorRules(Struct, frozen=True, kw_only=True):
    """A provider's rules for errors. Each function receives the JSON of a response, or of an event of a stream.

    Attributes:
        is_error: Returns whether the response reports an error, whatever its status; None if only its status does.
        message: Returns the message; the usual fields are searched if it is not a non-empty string.
        is_key_error: Returns whether the API key is the reason.
        meant_status: Returns the HTTP status that the error corresponds to, if it differs from that of the response.
    """

    is_error: Callable[[Json], bool] | None = None
    message: Callable[[Json], Json] | None = None
    is_key_error: Callable[[Json], bool] | None = None
    meant_status: Callable[[Json], Json] | None = None

    def reports_error(self, data: Json) -> bool:
        """Return whether JSON reports an error under a status of success."""
        return self.is_error is not None and self.is_error(data)

    def find_message(self, data: Json) -> str:
        """Return the provider's message; an empty string if its rules find none."""
        message = self.message(data) if self.message is not None else None
        return message.strip() if isinstance(message, str) else ""

    def find_status(self, data: Json, status: int) -> int:
        """Return the status that an error stands for: 401 for a wrong key."""
        if self.is_key_error is not None and self.is_key_error(data):
            return 401
        meant = self.meant_status(data) if self.meant_status is not None else None
        return meant if isinstance(meant, int) and 400 <= meant < 600 else status
