"""A local server that stands for the Hub, its router, every provider and an endpoint. Needs the extra ``emulator``.

```python
with serve(models={"facebook/bart-large-cnn": "summarization"}) as emulator:
    client = InferenceClient(api_key="hf_test", emulator_url=emulator.url)
```

``python -m inferwire_emulator`` starts it by itself; `pytest_plugin` has a fixture for tests. The names below are
imported when they are first used: the generated tables need this package, but no server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inferwire_emulator.app import Emulator as Emulator
    from inferwire_emulator.journal import Received as Received
    from inferwire_emulator.server import Running as Running
    from inferwire_emulator.server import serve as serve

__all__ = ["Emulator", "Received", "Running", "serve"]

_MODULES = {"Emulator": "app", "Received": "journal", "Running": "server", "serve": "server"}
EXTRA_IS_MISSING = "the emulator needs uvicorn and starlette: pip install 'inferwire[emulator]'"


def is_extra_missing(error: ModuleNotFoundError) -> bool:
    """Whether an import failed because the extra is not installed."""
    return (error.name or "").partition(".")[0] in ("uvicorn", "starlette")


if not TYPE_CHECKING:  # visible to a checker, it would let every misspelling pass

    def __getattr__(name: str) -> object:
        """Import a public name when it is first used."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        import importlib  # only for the first use

        try:
            module = importlib.import_module(f"{__name__}.{_MODULES[name]}")
        except ModuleNotFoundError as exc:
            if not is_extra_missing(exc):
                raise
            raise ImportError(EXTRA_IS_MISSING) from exc
        return getattr(module, name)
