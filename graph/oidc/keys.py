"""The keys of a provider, kept for a while: fetched anew when they are old, or one is asked for that is not there.

Whoever names keys that are not there makes us ask the provider no more often than `APART`. Where it does not answer,
the keys that we have are good for as long as `STALE`.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from graph.oidc.provider import Provider, ProviderLost

LOG = logging.getLogger("teikyo.oidc")
FRESH = 300.0
"""Seconds for which keys are used without asking again."""
STALE = 86_400.0
"""Seconds for which they are used at most, where the provider does not answer."""
APART = 30.0
"""Seconds between two questions to the provider at least."""


class Keys:
    """The keys of one provider, by their ids."""

    def __init__(self, provider: Provider, clock: Callable[[], float] = time.monotonic) -> None:
        self._provider = provider
        self._clock = clock
        self._keys: Mapping[str, Mapping[str, Any]] = {}
        self._fetched = float("-inf")
        self._asked = float("-inf")
        self._lost = False
        self._asking = asyncio.Lock()

    async def key(self, number: str) -> Mapping[str, Any] | None:
        """The key of that id; `None` where there is none. Raises `ProviderLost` where that can't be told."""
        found = self._keys.get(number)
        if found is None or self._age() >= FRESH:
            await self._ask()
            found = self._keys.get(number)
        if found is not None and self._age() < STALE:
            return found
        if self._lost:
            raise ProviderLost("no such key is known, and it does not answer")
        return None

    def _age(self) -> float:
        return self._clock() - self._fetched

    async def _ask(self) -> None:
        async with self._asking:
            if self._clock() - self._asked < APART:
                return
            self._asked = self._clock()
            try:
                published = await asyncio.to_thread(self._provider.keys)
            except ProviderLost as lost:
                self._lost = True
                LOG.warning("the keys of the OpenID provider could not be fetched: %s", lost)
                return
            self._lost = False
            self._fetched = self._clock()
            self._keys = {
                one["kid"]: one for one in published if isinstance(one, dict) and isinstance(one.get("kid"), str)
            }
