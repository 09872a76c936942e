"""Respond from passages of files: python examples/rag.py "How tall is the tower?" notes/*.txt"""

import sys
from pathlib import Path

import msgspec
import numpy as np

from inferwire import InferenceClient

CHAT = "Qwen/Qwen3-32B"
EMBEDDINGS = "BAAI/bge-small-en-v1.5"


class Response(msgspec.Struct):
    """A response that rests on passages only."""

    text: str
    sources: list[int]
    """Numbers of the passages."""


def main(query: str, paths: list[str]) -> None:
    passages = [part for path in paths for part in Path(path).read_text().split("\n\n") if part.strip()]
    with InferenceClient() as client:
        first, *others = client.embed([query, *passages], model=EMBEDDINGS, normalize=True, dtype="float32")
        ranked = np.argsort(-(np.stack(others) @ first))[:5]
        context = "\n\n".join(f"[{index}] {passages[index]}" for index in ranked)
        prompt = f"Use these passages only:\n\n{context}\n\n{query}"
        response = client.parse(prompt, Response, model=CHAT).value
    print(response.text)
    for index in response.sources:
        print(f"[{index}] {passages[index]}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
