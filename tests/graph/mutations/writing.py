"""Somebody who does verbs over GraphQL, on a small register, in this process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2

from graph.app import create_app
from models.vocabulary import Role
from tests.graph.desk import register_of, stored
from tests.graph.service import Caller, calling, token_for
from tests.vendors.verbs.clerk import REGISTER
from vendors.register.entries.register import Register
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.loading import the_register


@dataclass
class Desk:
    """Where he does them."""

    place: str
    caller: Caller

    async def post(self, document: str, lang: str = "en", **variables: Any) -> httpx2.Response:
        """The response to a document."""
        asked = {"query": document, "variables": variables}
        return await self.caller.send(json=asked, headers={"Accept-Language": lang})

    async def do(self, document: str, lang: str = "en", **variables: Any) -> Any:
        """The data that a document is answered with; fails where there is an error."""
        answer = (await self.post(document, lang, **variables)).json()
        assert "errors" not in answer, answer
        return answer["data"]

    async def register(self) -> Register:
        """What is stored now."""
        async with opened(address(self.place)) as database:
            return await the_register(database)


@asynccontextmanager
async def writing(place: str, *roles: Role, register: str = REGISTER, **how: Any) -> AsyncIterator[Desk]:
    """A desk over the small register, for a recorder unless roles are given."""
    await stored(place, register_of(register))
    token = await token_for(place, "Sato", *(roles or [Role.RECORDER]))
    async with calling(create_app(address(place), **how), token) as caller:
        yield Desk(place, caller)
