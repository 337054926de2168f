"""When the entries of a stored register were recorded, as the reference is to know it."""

from tests.graph.reference.world import LATER, MOMENT, Recorded
from tests.looking import seen, spoilt


def recorded_twice(place: str) -> Recorded:
    """Say of a stored register that it was recorded at `MOMENT`, and that one in three was corrected `LATER`."""
    first, then = MOMENT.isoformat(" "), LATER.isoformat(" ")
    spoilt(
        place,
        f"UPDATE loading SET loaded_at = '{first}'",  # noqa: S608  # ours
        f"INSERT INTO loading (loaded_at, added, corrected, removed) VALUES ('{then}', 0, 1, 0)",  # noqa: S608  # ours
        "UPDATE recorded SET loading_id = (SELECT max(id) FROM loading) WHERE id % 3 = 0",
    )
    return {
        (str(list_name), str(key)): LATER
        for list_name, key in seen(place, "SELECT list, key FROM recorded WHERE id % 3 = 0")
    }
