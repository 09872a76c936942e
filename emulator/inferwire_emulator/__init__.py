"""A local HTTP server for tests: the Hub, its router, every provider's API, and dedicated endpoints.

```python
with serve(models={"facebook/bart-large-cnn": "summarization"}) as emulator:
    client = InferenceClient(api_key="hf_test", emulator_url=emulator.url)
```

``python -m inferwire_emulator`` runs it as a process; `pytest_plugin` provides a fixture.
"""

from __future__ import annotations

from inferwire_emulator.app import Emulator
from inferwire_emulator.journal import RecordedRequest
from inferwire_emulator.scripted import EmulatedCall, ScriptedResponse
from inferwire_emulator.server import RunningEmulator, record, serve

__all__ = ["EmulatedCall", "Emulator", "RecordedRequest", "RunningEmulator", "ScriptedResponse", "record", "serve"]
