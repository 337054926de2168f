"""Q1 and Q2 against the floor, one client, asked in turns; Q2 as a trusted document, too, by POST and by GET."""

from tests.benchmarks.databases import Filled
from tests.benchmarks.operations import BARE, BODIES, BY_GET
from tests.benchmarks.serving import Request, asked, floor, medians, teikyo
from tests.benchmarks.telling import say

NAMES = ("Q1", "Q2", "Q2 trusted", "Q2 trusted, GET")


def heading() -> None:
    """What the columns are."""
    say(f"{'engine':10} {'transfers':>10} {'':16} {'floor ms':>9} {'teikyo ms':>10} {'ratio':>6}")


def measure(filled: Filled) -> dict[str, float]:
    """Milliseconds that Teikyo takes for each, told beside the floor's."""
    taken: dict[str, float] = {}
    with floor(filled) as bare, teikyo(filled) as ours:
        for name in NAMES:
            request = asked(ours, BODIES.get(name), filled.token, BY_GET.get(name, ""))
            least, taken[name] = medians([Request(bare, BARE[name]), request])
            line = f"{filled.engine:10} {filled.size:>10} {name:16} {least:>9.2f} {taken[name]:>10.2f}"
            say(f"{line} {taken[name] / least:>6.2f}")
    return taken
