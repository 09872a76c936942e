"""huggingface_hub's client of the Model Context Protocol, and its agent."""

from __future__ import annotations

import sys
from typing import Any

from huggingface_hub import Agent, MCPClient

SERVER = """
from mcp.server.fastmcp import FastMCP

server = FastMCP("cats")


@server.tool()
def count_cats(place: str) -> int:
    "Count the cats in a place."
    return len(place)


server.run()
"""
STDIO: Any = {"command": sys.executable, "args": ["-c", SERVER]}
MODEL = "emulated/chat-completion"


async def step_tools_are_listed_and_called(server: Any) -> None:
    async with MCPClient(model=MODEL, api_key="hf_test") as client:
        await client.add_mcp_server("stdio", **STDIO)
        messages: list[Any] = [{"role": "user", "content": "How many cats?"}]
        async for _ in client.process_single_turn_with_tools(messages):
            pass
    assert messages[-1]["role"] == "tool"
    assert "8" in str(messages[-1]["content"])


async def step_agent(server: Any) -> None:
    agent = Agent(model=MODEL, api_key="hf_test", servers=[{"type": "stdio", **STDIO}])
    async with agent:
        await agent.load_tools()
        items = [item async for item in agent.run("How many cats?")]
    assert items
    assert any(message["role"] == "tool" for message in server.bodies[-1]["messages"])
