"""The HTTP package, over real sockets and on each backend."""
