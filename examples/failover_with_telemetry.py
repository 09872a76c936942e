"""Run a chat with the first of several providers that responds, and report who did, how long it took, and what it cost.

Spans and metrics go to OpenTelemetry's global providers, which an exporter such as OTLP sets up.
"""

from __future__ import annotations

from inferwire import CallEnded, CallEvent, InferenceClient, ProviderSkipped
from inferwire.otel import instrument

MODEL = "meta-llama/Llama-3.1-8B-Instruct"


def report(event: CallEvent) -> None:
    """Print the events that an operator wants to see."""
    match event:
        case ProviderSkipped():
            print(f"{event.provider} failed ({event.error.status}), {event.next_provider} is next")
        case CallEnded():
            meta, usage = event.meta, event.meta.usage
            tokens = usage.total_tokens if usage is not None else None
            print(f"{meta.provider} took {meta.seconds.total:.2f} s, {tokens} tokens, {meta.cost} dollars")


def main(prompt: str = "What does a failover do?") -> str:
    """Return the response of a chat."""
    instrument()
    with InferenceClient(model=MODEL, provider=["groq", "together", "auto"], on_event=report) as client:
        return client.chat_completion([{"role": "user", "content": prompt}], cooldown=60).text or ""


if __name__ == "__main__":
    print(main())
