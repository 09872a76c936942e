# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""One module for each task: its function, and its asynchronous twin."""

from inferwire_runtime.listing import make_callable


def tasks(provider: str | None = None) -> list[str]:
    """Give the ids of all tasks, as the Hub names them: ``inferwire.tasks()``.

    Args:
        provider: Only those that this provider serves.

    Raises:
        InputError: There is no such provider.
    """
    from inferwire.providers import REGISTRY  # only when asked

    return REGISTRY.tasks(provider)


make_callable(__name__, tasks)
