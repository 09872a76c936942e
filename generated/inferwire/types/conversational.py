# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for conversational."""

from __future__ import annotations

from inferwire_runtime.decoding import Part, Result


class ConversationalOutputConversation(Part, kw_only=True):
    """Conversation with the newest message and reply added; send it along with the next message."""

    past_user_inputs: list[str]
    """All messages of the user, oldest first."""

    generated_responses: list[str]
    """All replies of the model, oldest first."""


class ConversationalOutput(Result, kw_only=True):
    """Reply of the model, with the updated conversation."""

    generated_text: str
    """Text of the reply."""

    conversation: ConversationalOutputConversation | None = None
    """Conversation with the newest message and reply added; send it along with the next message."""

    warnings: list[str] | None = None
    """Remarks of the server on the request, if any."""
