"""What the law and the manuals say: pure functions on small frozen dataclasses. Nothing here reads a file or knows HTML."""
