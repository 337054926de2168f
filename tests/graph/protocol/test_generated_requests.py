"""Requests that schemathesis makes of the schema: whatever they ask or do, no fault of the server is answered."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import requests
from pydantic.alias_generators import to_camel

from models.vocabulary import Role
from tests.graph.desk import TODAY
from tests.graph.places import ENGINES, on_postgres, on_sqlite
from tests.graph.protocol.generated import DAYS, for_each_of, operations, texts_in, with_words
from tests.graph.reference.asking import SEED, TIMES
from tests.graph.service import bearer, made_token, served
from vendors.demo.register import demo_register
from vendors.register.documents import register_document

PARTS = 4
EACH = 3
"""Requests of each field."""
FREE = {"TEIKYO_REQUESTS_BURST": "0", "TEIKYO_COST_BUDGET": "0"}
LISTS = ("transfers", "contracts", "recipients", "policies", "consentTexts", "deliveries", "findings", "items")


@pytest.fixture(scope="module", params=ENGINES)
def place(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of these tests' own with the demo register, on each engine in turn."""
    if request.param == "sqlite":
        yield on_sqlite(request, demo_register(TODAY))
    else:
        with on_postgres(request, demo_register(TODAY)) as url:
            yield url


class Asking:
    """Somebody who may do everything, and what he has seen."""

    def __init__(self, url: str, token: str, log: Path) -> None:
        self._url = f"{url}/graphql"
        self._session = requests.Session()
        self._session.headers.update(bearer(token))
        self._log = log
        self._words: dict[str, Sequence[str]] = {}

    def look_around(self) -> None:
        """Learn codes, days, names, ids, revisions and cursors that there are."""
        words: dict[str, set[str]] = defaultdict(set)
        for name, text in texts_in(register_document(demo_register(TODAY))):
            words[to_camel(name)].add(text)
            words[""].add(text)
        words[DAYS] = {str(TODAY + timedelta(days=30 * number)) for number in range(-40, 40)}
        for name in LISTS:
            answer = self.say(f"{{ {name}(first: 9) {{ edges {{ cursor node {{ id }} }} }} }}").json()
            for edge in answer["data"][name]["edges"]:
                words["id"].add(edge["node"]["id"])
                words["ids"].add(edge["node"]["id"])
                words["after"].add(edge["cursor"])
                words["before"].add(edge["cursor"])
        self._words = {name: sorted(those) for name, those in words.items()}

    def say(self, query: str) -> requests.Response:
        """Ask, or do, that."""
        return self._session.post(self._url, json={"query": query}, timeout=60)

    def ask(self, case: Any, chance: Random) -> None:
        """Ask what schemathesis made; fails where the answer is a fault of the server's."""
        text = with_words(case.body, self._words, chance)
        response = self.say(text)
        shown = f"TEIKYO_TEST_SEED={SEED}\n{text}\n{response.text[:2000]}\n{self._log.read_text()[-4000:]}"
        assert response.status_code < 500, shown
        codes = {one["extensions"]["code"] for one in response.json().get("errors", ())}
        assert not codes & {"INTERNAL", "UNAVAILABLE"}, shown


@pytest.fixture(scope="module")
def asking(place: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    """Him, at a service in a process of its own."""
    token = made_token(place, "everybody", *Role)
    log = tmp_path_factory.mktemp("served") / "log"
    with served(place, settings=FREE, log=log) as url:
        one = Asking(url, token, log)
        one.look_around()
        yield one


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_is_asked_or_done_is_no_fault_of_the_server(asking: Asking, part: int) -> None:
    """Each field of each query and mutation, with arguments that fit the schema and some that don't."""
    for operation in operations()[part::PARTS]:
        for_each_of(operation, EACH * TIMES, f"{SEED} {operation.label}", asking.ask)
