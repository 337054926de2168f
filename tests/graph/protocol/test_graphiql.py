"""GraphiQL's pages: what a stranger sees, how one signs in and out, and that no other page can use a cookie of ours."""

import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest

from graph.allowance import Rates
from graph.app import create_app
from graph.graphiql.pages import THEIRS
from models.sqlite import PRAGMAS
from models.vocabulary import Role
from tests.graph.service import Caller, calling, token_for
from vendors import sessions, tokens
from vendors.store.address import address
from vendors.store.database import opened
from vendors.token_text import key_of, new_text

HERE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://test"}
ELSEWHERE = [
    {},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://test"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://evil.test"},
    {"Origin": "null"},
    {"Origin": "http://test:81"},
]
HELLO = {"query": "{ viewer { name } }"}


@pytest.fixture
async def browser(demo_place: str, tmp_path: Path) -> AsyncIterator[Caller]:
    """A browser at a service where `make graphiql` was run; it sends no `Authorization`, and keeps cookies."""
    folder = tmp_path / "graphiql"
    folder.mkdir()
    for name in THEIRS:
        (folder / name).write_text(f"/* {name} */")
    token = await token_for(demo_place, "developer")
    app = create_app(address(demo_place), rates=Rates(failures=3, failures_per_minute=1), graphiql=str(folder))
    async with calling(app, token) as made:
        yield made


async def signed_in(browser: Caller) -> httpx2.Response:
    """Sign in as a person would; the client keeps the cookie."""
    return await browser.client.post("/graphiql/sign-in", data={"token": browser.token}, headers=HERE)


async def test_a_stranger_sees_where_to_sign_in_and_nothing_else(browser: Caller) -> None:
    """No file of the page, no answer; a wrong cookie or a bearer token opens nothing here."""
    for headers in ({}, {"Cookie": f"teikyo_session={browser.token}"}, {"Authorization": f"Bearer {browser.token}"}):
        page = await browser.client.get("/graphiql", headers=headers)
        asked = await browser.client.post("/graphiql/graphql", json=HELLO, headers={**HERE, **headers})
        files = [await browser.client.get(f"/graphiql/{name}", headers=headers) for name in (*THEIRS, "page.js")]

        assert (page.status_code, asked.status_code) == (401, 401)
        assert "/graphiql/sign-in" in page.text
        assert "graphiql.min.js" not in page.text
        assert {file.status_code for file in files} == {404}


async def test_who_signs_in_gets_the_page_its_files_and_answers(browser: Caller) -> None:
    """The cookie is for this path alone, no script reads it, and no other site's request carries it."""
    entered = await signed_in(browser)
    page = await browser.client.get("/graphiql")
    asked = await browser.client.post("/graphiql/graphql", json=HELLO, headers=HERE)
    files = [await browser.client.get(f"/graphiql/{name}") for name in (*THEIRS, "page.js", "page.css")]
    gone = [await browser.client.get(f"/graphiql/{name}") for name in ("package.json", "entry.py", "..%2Fapp.py", "x")]

    assert (entered.status_code, entered.headers["location"]) == (303, "/graphiql")
    cookie = entered.headers["set-cookie"].lower()
    assert all(part in cookie for part in ("teikyo_session=teikyo_", "httponly", "samesite=strict", "path=/;"))
    assert browser.token.lower() not in cookie
    assert "graphiql.min.js" in page.text
    assert asked.json()["data"] == {"viewer": {"name": "developer"}}
    assert [file.status_code for file in files] == [200] * 6
    assert [file.status_code for file in gone] == [404] * 4


async def test_the_cookie_opens_nothing_but_graphiql(browser: Caller) -> None:
    """`/graphql` knows bearer tokens alone."""
    await signed_in(browser)

    session = browser.client.cookies["teikyo_session"]
    asked = [
        await browser.client.post("/graphql", json=HELLO, headers=HERE),
        await browser.client.post("/graphql", json=HELLO, headers={"Authorization": f"Bearer {session}"}),
    ]

    assert [response.status_code for response in asked] == [401, 401]


@pytest.mark.parametrize("headers", ELSEWHERE)
async def test_no_other_page_can_sign_in_ask_or_sign_out(browser: Caller, headers: dict[str, str]) -> None:
    """Though it had the cookie, as a browser without `SameSite` would send it."""
    await signed_in(browser)

    entered = await browser.client.post("/graphiql/sign-in", data={"token": browser.token}, headers=headers)
    asked = [
        await browser.client.post("/graphiql/graphql", json=HELLO, headers=headers),
        await browser.client.get("/graphiql/graphql", params=HELLO, headers=headers),
    ]
    left = await browser.client.post("/graphiql/sign-out", headers=headers)

    assert (entered.status_code, left.status_code) == (403, 403)
    assert [response.status_code for response in asked] == [401, 401]
    assert not any("set-cookie" in response.headers for response in (entered, left, *asked))


async def test_who_signs_out_or_is_revoked_is_out(browser: Caller, demo_place: str) -> None:
    """At once, whatever the browser keeps."""
    await signed_in(browser)
    async with opened(address(demo_place)) as database:
        await tokens.revoke(database, "developer", datetime.now(UTC))
    revoked = await browser.client.get("/graphiql")
    left = await browser.client.post("/graphiql/sign-out", headers=HERE)

    assert revoked.status_code == 401
    assert (left.status_code, "Max-Age=0" in left.headers["set-cookie"]) == (303, True)


async def test_a_session_is_a_row_that_is_listed_and_over_when_it_is_said_to_be(
    browser: Caller, demo_place: str
) -> None:
    """By who signs out, who signs in anew with that browser, and who revokes it: what the browser keeps is void."""
    kept = []
    for _ in range(3):
        await signed_in(browser)
        kept.append(browser.client.cookies["teikyo_session"])
    async with opened(address(demo_place)) as database:
        begun = await sessions.listed(database)
        await sessions.revoke(database, begun[2].key, datetime.now(UTC))
    revoked = await browser.client.get("/graphiql")
    await signed_in(browser)
    kept.append(browser.client.cookies["teikyo_session"])
    await browser.client.post("/graphiql/sign-out", headers=HERE)
    browser.client.cookies.clear()
    again = [await browser.client.get("/graphiql", headers={"Cookie": f"teikyo_session={one}"}) for one in kept]
    async with opened(address(demo_place)) as database:
        ended = [one.ended_at for one in await sessions.listed(database)]

    assert [(one.actor, one.token, one.ended_at is None) for one in begun] == [
        ("developer", "developer", open_) for open_ in (False, False, True)
    ]
    assert revoked.status_code == 401
    assert [response.status_code for response in again] == [401] * 4
    assert None not in ended
    assert len(ended) == 4


async def test_a_session_lets_in_for_twelve_hours_and_no_longer_than_its_token(demo_place: str) -> None:
    """To the moment."""
    now = datetime.now(UTC)
    async with opened(address(demo_place)) as database:
        short = await tokens.create(database, "short", [Role.REVIEWER], now - timedelta(hours=20), 1)
        long = await tokens.create(database, "long", [Role.REVIEWER], now)
        begun = [await sessions.begin(database, one, now) or "" for one in (short, long)]
        ends = [now + timedelta(hours=4), now + timedelta(hours=12)]
        last = [
            (
                await sessions.BY_SESSION.let_in(database, one, end - timedelta(seconds=1)),
                await sessions.BY_SESSION.let_in(database, one, end),
            )
            for one, end in zip(begun, ends, strict=True)
        ]
        unknown = [await sessions.begin(database, one, now) for one in (new_text()[1], begun[0], "teikyo_", "")]

    assert [(before and before.name, after) for before, after in last] == [("short", None), ("long", None)]
    assert unknown == [None] * 4


async def test_over_tls_the_cookie_is_bound_to_this_host(browser: Caller) -> None:
    """`Secure`, by the scheme that the proxy tells, and of a name that no neighbour can set."""
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "https://test"}
    entered = await browser.client.post("https://test/graphiql/sign-in", data={"token": browser.token}, headers=headers)
    page = await browser.client.get("https://test/graphiql")

    cookie = entered.headers["set-cookie"]
    assert cookie.startswith("__Host-teikyo_session=")
    assert all(part in cookie for part in ("; Secure", "; Path=/;", "; HttpOnly"))
    assert "Domain" not in cookie
    assert page.status_code == 200


async def test_where_the_database_cannot_be_written_nobody_signs_in_and_it_is_said(
    browser: Caller, demo_place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page comes with 503, and no cookie, once patience is at its end."""
    monkeypatch.setitem(PRAGMAS, "busy_timeout", 50)
    held = sqlite3.connect(demo_place, isolation_level=None)
    held.execute("begin immediate")
    try:
        refused = await signed_in(browser)
    finally:
        held.close()

    assert refused.status_code == 503
    assert "cannot be written" in refused.text
    assert "set-cookie" not in refused.headers


async def test_a_wrong_token_is_refused_and_too_many_are_held_back(browser: Caller) -> None:
    """By address and by the token that is named, and whoever has a good one comes in all the same."""
    wrong = [
        await browser.client.post("/graphiql/sign-in", data={"token": f"teikyo_{number}"}, headers=HERE)
        for number in range(4)
    ]
    long = await browser.client.post("/graphiql/sign-in", data={"token": "x" * 1000}, headers=HERE)

    assert [response.status_code for response in wrong] == [401, 401, 401, 429]
    assert "retry-after" in wrong[-1].headers
    assert not any("set-cookie" in response.headers for response in (*wrong, long))
    assert long.status_code == 413
    assert (await signed_in(browser)).status_code == 303


async def test_who_tries_one_token_from_many_addresses_is_held_back(demo_place: str) -> None:
    """By the key that it names; the holder of the token comes in all the same."""
    token = await token_for(demo_place, "wanted")
    app = create_app(address(demo_place), rates=Rates(failures=3, failures_per_minute=1))
    key = key_of(token)
    found = []
    async with app.router.lifespan_context(app):
        for number in range(5):
            wrong = f"teikyo_{key}_{number:049}"
            transport = httpx2.ASGITransport(app, client=(f"192.0.2.{number}", 1))
            async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
                found.append(await client.post("/graphql", json=HELLO, headers={"Authorization": f"Bearer {wrong}"}))
        async with calling(app, token) as holder:
            good = await holder.ask(HELLO["query"])

    assert [response.status_code for response in found] == [401, 401, 401, 429, 429]
    assert int(found[-1].headers["retry-after"]) > 0
    assert good.status_code == 200


async def test_every_page_forbids_whatever_is_not_ours(browser: Caller) -> None:
    """A strict policy, whatever the status."""
    answers = [await browser.client.get(path) for path in ("/graphiql", "/graphiql/page.css", "/graphiql/x")]

    for response in answers:
        policy = response.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self';")
        assert "unsafe" not in policy
        assert "http" not in policy
        assert response.headers["x-content-type-options"] == "nosniff"


async def test_where_graphiql_is_not_installed_the_page_says_what_to_run(demo_place: str, tmp_path: Path) -> None:
    """To who is signed in, in his language."""
    token = await token_for(demo_place, "developer")
    async with calling(create_app(address(demo_place), graphiql=str(tmp_path)), token) as browser:
        await signed_in(browser)
        said = [await browser.client.get("/graphiql", headers={"Accept-Language": lang}) for lang in ("en", "ja")]

    assert [response.status_code for response in said] == [503, 503]
    assert "Run `make graphiql`" in said[0].text
    assert "`make graphiql` を実行" in said[1].text


async def test_who_signs_out_of_nothing_has_nothing_written(browser: Caller, demo_place: str) -> None:
    """A stranger may send any cookie; while somebody else writes for long, he is answered all the same."""
    with sqlite3.connect(demo_place, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        cookie = {"Cookie": f"teikyo_session={new_text()[1]}"}
        left = await browser.client.post("/graphiql/sign-out", headers={**HERE, **cookie})
        other.execute("ROLLBACK")

    assert left.status_code == 303
