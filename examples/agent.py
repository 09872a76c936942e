"""Let a model plan a trip with two functions: python examples/agent.py "Somewhere warm by train" """

import asyncio
import sys
from datetime import date
from typing import Annotated, Literal

from inferwire import AsyncInferenceClient

MODEL = "Qwen/Qwen3-32B"
DEGREES = {"paris": 21.0, "rome": 29.0}
MINUTES = {("paris", "rome"): 640, ("berlin", "paris"): 490}


async def weather(city: str, unit: Literal["C", "F"] = "C") -> dict[str, float]:
    """Return the weather in a city.

    Args:
        city: Name of the city, in English.
        unit: Unit of the temperature.
    """
    degrees = DEGREES[city.lower()]
    return {"degrees": degrees if unit == "C" else degrees * 9 / 5 + 32}


def train(start: str, end: str, day: Annotated[date, "when to leave"]) -> str:
    """Return how long the train takes from one city to another."""
    hours, minutes = divmod(MINUTES[start.lower(), end.lower()], 60)
    return f"{hours} h {minutes} min on {day:%A}"


async def main(wish: str) -> None:
    async with (
        AsyncInferenceClient(model=MODEL) as client,
        client.run_tools(wish, tools=[weather, train], max_rounds=6, stream=True) as stream,
    ):
        async for event in stream:
            match event.type:
                case "text":
                    print(event.text, end="", flush=True)
                case "call":
                    print(f"\n> {event.call.name}({event.call.text})")
                case "result":
                    print(f"< {event.result.content}")
        result = await stream.final()
    print(f"\n{result.rounds} rounds, {len(result.results)} calls")


if __name__ == "__main__":
    asyncio.run(main(" ".join(sys.argv[1:])))
