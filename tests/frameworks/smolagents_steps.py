"""smolagents: the model, and both kinds of agents."""

from __future__ import annotations

from typing import Any

from smolagents import CodeAgent, InferenceClientModel, ToolCallingAgent, tool

MODEL = "emulated/chat-completion"
CODE = "Thought: I know.\n<code>\nfinal_answer(21 * 2)\n</code>"
MESSAGES = [{"role": "user", "content": [{"type": "text", "text": "How many cats?"}]}]


@tool
def count_cats(place: str) -> int:
    """Count the cats in a place.

    Args:
        place: Where to count.
    """
    return 2


def model(**options: Any) -> InferenceClientModel:
    return InferenceClientModel(model_id=MODEL, token="hf_test", **options)


def step_text(server: Any) -> None:
    assert model().generate(MESSAGES).content == "There are two cats."


def step_usage(server: Any) -> None:
    usage = model().generate(MESSAGES).token_usage
    assert (usage.input_tokens, usage.output_tokens) == (9, 3)


def step_call(server: Any) -> None:
    assert model()(MESSAGES).content == "There are two cats."


def step_stop_sequences(server: Any) -> None:
    model().generate(MESSAGES, stop_sequences=["Observation:"])
    assert server.bodies[-1]["stop"] == ["Observation:"]


def step_parameters(server: Any) -> None:
    model(temperature=0.5, max_tokens=9).generate(MESSAGES)
    assert (server.bodies[-1]["temperature"], server.bodies[-1]["max_tokens"]) == (0.5, 9)


def step_tool_call(server: Any) -> None:
    message = model().generate(MESSAGES, tools_to_call_from=[count_cats])
    assert message.tool_calls[0].function.name == "count_cats"
    message = model().parse_tool_calls(message)
    assert message.tool_calls[0].function.arguments == {"place": "two cats"}


def step_stream(server: Any) -> None:
    deltas = list(model().generate_stream(MESSAGES))
    assert "".join(delta.content or "" for delta in deltas) == "There are two cats."
    assert any(delta.token_usage for delta in deltas)


def step_streamed_tool_call(server: Any) -> None:
    deltas = list(model().generate_stream(MESSAGES, tools_to_call_from=[count_cats]))
    assert any(delta.tool_calls for delta in deltas)


def step_tool_calling_agent(server: Any) -> None:
    agent = ToolCallingAgent(tools=[count_cats], model=model(), max_steps=3, verbosity_level=0)
    agent.run("How many cats?")
    names = [tool["function"]["name"] for tool in server.bodies[0]["tools"]]
    assert names == ["count_cats", "final_answer"]
    assert server.bodies[-1]["messages"][-1]


def step_streaming_tool_calling_agent(server: Any) -> None:
    agent = ToolCallingAgent(tools=[count_cats], model=model(), max_steps=2, verbosity_level=0, stream_outputs=True)
    assert agent.run("How many cats?") is not None


def step_final_result_of_an_agent(server: Any) -> None:
    agent = ToolCallingAgent(tools=[], model=model(), max_steps=2, verbosity_level=0)
    assert agent.run("How many cats?") == "two cats"


def step_code_agent(server: Any) -> None:
    server.texts.append(CODE)
    assert CodeAgent(tools=[], model=model(), max_steps=2, verbosity_level=0).run("What is 21 * 2?") == 42


def step_streaming_code_agent(server: Any) -> None:
    server.texts.append(CODE)
    agent = CodeAgent(tools=[], model=model(), max_steps=2, verbosity_level=0, stream_outputs=True)
    assert agent.run("What is 21 * 2?") == 42


def step_agent_remembers(server: Any) -> None:
    server.texts += [CODE, CODE]
    agent = CodeAgent(tools=[], model=model(), max_steps=2, verbosity_level=0)
    agent.run("What is 21 * 2?")
    assert agent.run("And again?", reset=False) == 42
    assert len(server.bodies[-1]["messages"]) > 3
