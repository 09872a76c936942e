"""What public reports describe, over real HTTP: bytes that a server sent, and what a call must return."""
