"""Read invoices into values: python examples/extraction.py invoice.txt ..."""

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from inferwire import InferenceClient, ParseError, RefusalError, TruncatedOutputError

MODEL = "Qwen/Qwen3-32B"


@dataclass
class Item:
    description: str
    price: float
    quantity: int = 1


@dataclass
class Invoice:
    """What an invoice states. Prices are without tax."""

    number: str
    issued: date
    currency: Literal["EUR", "USD", "GBP"]
    items: list[Item]

    @property
    def total(self) -> float:
        return sum(item.price * item.quantity for item in self.items)


def main(paths: list[str]) -> None:
    tokens = 0
    with InferenceClient(model=MODEL) as client:
        for path in paths:
            try:
                result = client.parse(f"Read this invoice:\n\n{Path(path).read_text()}", Invoice, repair=2)
            except RefusalError as error:
                print(f"{path}: refused: {error.refusal}")
            except TruncatedOutputError:
                print(f"{path}: too long for one response")
            except ParseError as error:
                print(f"{path}: no invoice after {error.tries} tries: {error.output[:80]!r}")
            else:
                invoice = result.value
                print(f"{path}: {invoice.number} of {invoice.issued:%d %B %Y}: {invoice.total:.2f} {invoice.currency}")
                tokens += (result.usage and result.usage.total_tokens) or 0
    print(f"{tokens} tokens")


if __name__ == "__main__":
    main(sys.argv[1:])
