# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the conversational task."""

from __future__ import annotations

from inferwire_runtime.results import Model, ResponseModel


class ConversationalOutputConversation(Model, kw_only=True):
    """Conversation including the latest message and response; send it with the next message."""

    past_user_inputs: list[str]
    """All messages of the user, oldest first."""

    generated_responses: list[str]
    """All responses of the model, oldest first."""


class ConversationalOutput(ResponseModel, kw_only=True):
    """Response of the model, with the updated conversation."""

    generated_text: str
    """Text of the response."""

    conversation: ConversationalOutputConversation | None = None
    """Conversation including the latest message and response; send it with the next message."""

    warnings: list[str] | None = None
    """Warnings from the server, if any."""
