"""The hand-written runtime that generated modules build on: calls, routing, streams, media, jobs and errors.

    client       base of both clients: options, copies, and blocking or asynchronous use of the core
      core       a call, step by step: read inputs, find a route, send, parse
        routing  where a call goes          exchange  one request: redirects, limits, the key
        jobs     submit and poll            files     media in and out
          models       data of a call: Call, Route, Request, Response
            streaming, uploads, decoding, options ...

`inferwire_http` sends the requests and knows nothing about inference. No module here depends on a task or a provider.
"""

__version__ = "0.1.0"
