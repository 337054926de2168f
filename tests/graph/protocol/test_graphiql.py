"""GraphiQL's pages: what a stranger sees, how one signs in and out, and that no other page can use a cookie of ours."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from graph.allowance import Rates
from graph.app import create_app
from graph.graphiql.pages import THEIRS
from tests.graph.service import Caller, calling, token_for
from vendors import tokens
from vendors.store.address import address
from vendors.store.database import opened

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
    for headers in ({}, {"Cookie": "teikyo_graphiql=teikyo_wrong"}, {"Authorization": f"Bearer {browser.token}"}):
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
    assert all(part in cookie for part in ("httponly", "samesite=strict", "path=/graphiql"))
    assert "graphiql.min.js" in page.text
    assert asked.json()["data"] == {"viewer": {"name": "developer"}}
    assert [file.status_code for file in files] == [200] * 6
    assert [file.status_code for file in gone] == [404] * 4


async def test_the_cookie_opens_nothing_but_graphiql(browser: Caller) -> None:
    """`/graphql` knows bearer tokens alone."""
    await signed_in(browser)

    response = await browser.client.post("/graphql", json=HELLO, headers={"Cookie": f"teikyo_graphiql={browser.token}"})

    assert response.status_code == 401


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


async def test_a_wrong_token_is_refused_and_too_many_are_held_back(browser: Caller) -> None:
    """By address, and whoever has a good one comes in all the same."""
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
