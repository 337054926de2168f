"""How Python looks for garbage in a service: for rings of objects that nobody holds but themselves.

Hardly anything that answers a request leaves such rings, and what nobody holds goes at once without any look. So what
lives as long as the process is not looked through again and again, and new objects are only when there are many.
"""

import gc

_NEW_OBJECTS, _LOOKS_AT_NEW, _LOOKS_AT_OLDER = 10_000, 10, 10
"""After so many new objects these are looked through, after so many looks those that stayed, and then all: garbage lies
about for a million objects at most, some hundred megabytes."""


def look_for_garbage_as_a_service() -> None:
    """Leave out what is there now, and look less often from now on. To be called when a process is ready to serve."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, _LOOKS_AT_NEW, _LOOKS_AT_OLDER)
