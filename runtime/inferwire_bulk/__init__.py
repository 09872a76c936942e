"""Bulk runs: one call for each row of a dataset, many at a time, with a journal that lets a run resume.

    rows ── reading ──► Row ── Engine ── client method ──► Result ── journal ──► consumer
                                 │                            │
                            concurrency                    report, progress

`engine` holds the only loop that makes calls, as coroutines. `runs` has its two fronts: one for ``for``, which runs the
engine in a thread of its own, and one for ``async for``.
"""
