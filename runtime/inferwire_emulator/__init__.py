"""A local server that stands for the Hub, its router, every provider and an endpoint. Needs the extra ``emulator``."""
