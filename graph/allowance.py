"""How much a caller may ask for: so many requests, and so many values; and how often an address may fail to be let in.

Whoever is let in has buckets of his own, by the name of his token: nobody else's failures or requests touch them.
"""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from graph.buckets import Buckets
from graph.reads.refusals import Code, Refused
from vendors.token_text import key_of


@dataclass(frozen=True)
class Rates:
    """How large the buckets are, and how much they get back a second. A size of 0 bounds nothing."""

    cost: int = 2_000_000
    cost_per_second: int = 200_000
    requests: int = 1_000
    requests_per_second: int = 200
    failures: int = 20
    failures_per_minute: int = 20


class Account:
    """What one request costs, out of its caller's bucket."""

    def __init__(self, buckets: Buckets, key: str) -> None:
        self._buckets = buckets
        self._key = key
        self.requested: int | None = None
        """What it costs; `None` where it never came so far as to be reckoned."""
        self.wait = 0
        """In how many seconds the caller can afford it; 0 where he could."""

    def charge(self, cost: int) -> None:
        """Take the cost of a question; raises `Refused` where there is not so much."""
        self.requested = cost
        most = self._buckets.size
        if cost > most > 0:
            raise Refused(
                Code.LIMIT_EXCEEDED,
                f"It costs {cost}; at most {most} is answered at once. Ask for smaller pages or fewer fields.",
                f"コストが {cost} です。一度に {most} までです。ページかフィールドを減らしてください。",
            )
        self.wait = self._buckets.take(self._key, cost)
        if self.wait:
            left = self._buckets.left(self._key)
            raise Refused(
                Code.LIMIT_EXCEEDED,
                f"It costs {cost}, and {left} is left; ask again in {self.wait} seconds.",
                f"コスト {cost} に対し、残りは {left} です。{self.wait} 秒後に再度お試しください。",
            )

    def figures(self) -> dict[str, object] | None:
        """What `extensions.cost` says; `None` where nothing was reckoned, or nothing is bounded."""
        if self.requested is None or not self._buckets.size:
            return None
        return {
            "requested": self.requested,
            "remaining": self._buckets.left(self._key),
            "restoreRate": self._buckets.rate,
        }


class Allowance:
    """The buckets of one process."""

    def __init__(self, rates: Rates) -> None:
        self._cost = Buckets(rates.cost, rates.cost_per_second)
        self._requests = Buckets(rates.requests, rates.requests_per_second)
        self._failures = Buckets(rates.failures, rates.failures_per_minute / 60)
        self._failures_by_name = Buckets(rates.failures, rates.failures_per_minute / 60)

    def account(self, name: str) -> Account:
        """The account of a caller."""
        return Account(self._cost, name)

    def request(self, name: str) -> int:
        """Count a request of a caller; in how many seconds he may ask again, 0 where he may now."""
        return self._requests.take(name)

    def failure(self, address: str, text: str) -> int:
        """Count a failure to be let in with a text; in how many seconds it may fail again, 0 where it may now.

        It counts for the address, and for the token whose key the text names, whoever tries it from wherever.
        """
        wait = self._failures.take(_network(address))
        name = key_of(text)
        return wait if name is None else max(wait, self._failures_by_name.take(name))


def _network(address: str) -> str:
    """An address as somebody has it: of IPv6, the 64 bits that are his."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(int(parsed) >> 64) if isinstance(parsed, IPv6Address) else address
