"""Transports that use HTTP libraries. They raise only our own exceptions, so callers do not depend on a library."""
