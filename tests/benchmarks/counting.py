"""Statistics over all transfers, from the kept counts: one client, each question against itself at another size."""

from tests.benchmarks.databases import Filled
from tests.benchmarks.operations import body
from tests.benchmarks.serving import asked, medians, teikyo
from tests.benchmarks.telling import say

_GROUP = "verdict basis foreign mechanism country service code transfers"
QUESTIONS = {
    "a day": body(
        "query ($on: Date!) { statistics(on: $on) { recorded transfers valid invalid notAProvision inactive foreign"
        " domestic recordRequired byVerdict { verdict transfers } byBasis { basis transfers }"
        " byMechanism { mechanism transfers } byService { service transfers invalid }"
        " findings { code severity findings transfers } } }"
    ),
    "by all but rule": body(
        "query ($on: Date!) { statistics(on: $on, by: [VERDICT, BASIS, FOREIGN, MECHANISM, COUNTRY, SERVICE])"
        f" {{ groups {{ {_GROUP} }} }} }}"
    ),
    "by rule": body(f"query ($on: Date!) {{ statistics(on: $on, by: [CODE]) {{ groups {{ {_GROUP} }} }} }}"),
    "by quarter": body(
        "query ($on: Date!) { statistics(on: $on, by: [BASIS, FOREIGN, QUARTER]) { groups { quarter basis foreign"
        " transfers } } }"
    ),
    "90 days": body(
        'query ($on: Date!) { statistics(on: $on) { series(from: "2026-05-18", by: [VERDICT])'
        " { on verdict transfers } } }"
    ),
}


def heading() -> None:
    """What the columns are."""
    say(f"{'engine':10} {'transfers':>10} {'statistics':16} {'':>9} {'teikyo ms':>10}")


def measure(filled: Filled) -> dict[str, float]:
    """Milliseconds that each question takes."""
    with teikyo(filled) as ours:
        taken = medians([asked(ours, question, filled.token) for question in QUESTIONS.values()])
    for name, milliseconds in zip(QUESTIONS, taken, strict=True):
        say(f"{filled.engine:10} {filled.size:>10} {name:16} {'':>9} {milliseconds:>10.2f}")
    return dict(zip(QUESTIONS, taken, strict=True))
