"""What goes over the line between a process and the one that works for it: each a length, and then so many bytes."""

import pickle
import struct

LENGTH = struct.Struct(">Q")
"""How long what follows is, in bytes."""


class Failed:
    """What was raised in place of an answer, and what the engine calls it; empty where the engine has no part in it."""

    def __init__(self, raised: Exception, code: str = "") -> None:
        self.raised = raised
        self.code = code


def packed(what: object) -> bytes:
    """Something as it goes over the line."""
    text = pickle.dumps(what)
    return LENGTH.pack(len(text)) + text


def unpacked(text: bytes) -> object:
    """What came over the line; both ends are ours, and nobody else has either."""
    return pickle.loads(text)  # noqa: S301  # what it says of itself is true
