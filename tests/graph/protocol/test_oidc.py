"""Bearer tokens of an OpenID provider, a process of its own on loopback: which are taken, and as whom they let in."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from graph.allowance import Rates
from graph.app import create_app
from graph.oidc import keys as keeping
from graph.oidc.keys import Keys
from graph.oidc.provider import Provider, ProviderLost
from graph.oidc.setting import provider_of
from graph.oidc.vouching import Vouching
from graph.reads.refusals import Refused
from graph.settings import SettingRefused, settings
from models.vocabulary import ActorKind, Role
from tests.graph.service import calling, environment, free_port
from vendors.store.address import address

VIEWER = "{ viewer { name kind roles token } }"


@dataclass
class Issuer:
    """The provider's process, and what can be asked of it."""

    url: str
    process: subprocess.Popen[bytes]

    def sign(self, how: str = "RS256", head: dict[str, Any] | None = None, **claims: Any) -> str:
        """A token that it signs in that way; a claim that is `None` is left out."""
        asked = {"how": how, "claims": claims, "head": head or {}}
        return httpx2.post(f"{self.url}/sign", json=asked).text

    def rotate(self) -> None:
        """Have it throw its keys away."""
        httpx2.post(f"{self.url}/rotate").raise_for_status()

    @property
    def fetched(self) -> int:
        """How often its keys were fetched."""
        return int(httpx2.get(f"{self.url}/count").text)

    def end(self) -> None:
        """Have it go away."""
        self.process.terminate()
        self.process.wait(timeout=10)


def started() -> Issuer:
    """A provider of its own."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "uvicorn", "tests.graph.issuer:app", "--port", str(port), "--log-level", "error"]
    process = subprocess.Popen(command, env=environment(ISSUER=url))
    for _ in range(300):
        try:
            httpx2.get(f"{url}/count")
        except httpx2.TransportError:
            assert process.poll() is None, "it ended"
            time.sleep(0.05)
        else:
            return Issuer(url, process)
    raise AssertionError("it never answered")


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    """A provider that goes on running."""
    made = started()
    yield made
    made.end()


@pytest.fixture
def mortal() -> Iterator[Issuer]:
    """A provider of the test's own, that it may end."""
    made = started()
    yield made
    made.end()


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """What it says."""
        return self.now


def trusted(issuer: Issuer, **how: Any) -> Provider:
    """The provider, as it is trusted."""
    return Provider(issuer.url, "teikyo", **how)


async def roles(vouching: Vouching, token: str, now: datetime | None = None) -> set[Role] | None:
    """What the token lets its holder do; `None` where it is not taken."""
    holder = await vouching.holder(token, now or datetime.now(UTC))
    return None if holder is None else set(holder.roles)


@pytest.mark.parametrize("how", ["RS256", "PS256", "ES256", "EdDSA"])
async def test_a_token_lets_in_whom_the_provider_vouches_for(issuer: Issuer, demo_place: str, how: str) -> None:
    """By its subject, in the roles that its claim lists and that we know; never as an actor of ours."""
    token = issuer.sign(how, roles=["REVIEWER", "KING", 7])
    app = create_app(address(demo_place), provider=trusted(issuer))
    async with calling(app, token) as caller:
        viewer = (await caller.ask(VIEWER)).json()["data"]["viewer"]
        seen = (await caller.ask("{ findings { totalCount } }")).json()["data"]

    assert viewer == {"name": "oidc:hanako", "kind": "PERSON", "roles": ["REVIEWER"], "token": None}
    assert seen["findings"]["totalCount"] > 0


async def test_without_a_provider_in_the_settings_no_signed_token_is_taken(issuer: Issuer, demo_place: str) -> None:
    """However well it is signed."""
    async with calling(create_app(address(demo_place)), issuer.sign(roles=["ADMIN"])) as caller:
        assert (await caller.ask(VIEWER)).status_code == 401


async def test_whom_two_subjects_look_like_is_one_actor(issuer: Issuer) -> None:
    """The name that is written in the one way is taken as it is, in any script; no other is taken for it."""
    vouching = Vouching(trusted(issuer))
    now = datetime.now(UTC)
    for subject in ("hanako sato", "r\u00e9mi", "山田\u3000花子", "hanako|1", "が"):
        holder = await vouching.holder(issuer.sign(sub=subject, roles=["ADMIN"]), now)
        assert holder is not None
        assert holder.name == f"oidc:{subject}"
    for subject in ("hanako\u200d sato", "re\u0301mi", "山田\u3000花\ufe00子", "\ufeffhanako|1", "か\u3099"):
        assert await vouching.holder(issuer.sign(sub=subject, roles=["ADMIN"]), now) is None


NOT_TAKEN: dict[str, dict[str, Any]] = {
    "expired": {"exp": 1_700_000_000},
    "not yet begun": {"nbf": 4_000_000_000},
    "issued in the future": {"iat": 4_000_000_000},
    "without an end": {"exp": None},
    "an end that is none": {"exp": "soon"},
    "an end beyond all calendars": {"exp": 10**30},
    "for somebody else": {"aud": "other"},
    "for nobody": {"aud": None},
    "by somebody else": {"iss": "https://evil.example"},
    "by nobody": {"iss": None},
    "about nobody": {"sub": None},
    "about an empty name": {"sub": ""},
    "about a name with a line's end": {"sub": "hanako\nadmin"},
    "about a name with a letter that nobody sees": {"sub": "hana\u200bko"},
    "about a name that ends in one": {"sub": "hanako\u2060"},
    "about a name that turns others round": {"sub": "\u202eokanah"},
    "about a name with a filler": {"sub": "hanako\u3164"},
    "about a name with another form of a letter": {"sub": "辻\U000e0100"},
    "about a name with a joiner": {"sub": "ha\u034fnako"},
    "about a name that is not composed": {"sub": "re\u0301mi"},
    "about a name with a blank after it": {"sub": "hanako "},
    "about a name with a blank that looks like one": {"sub": "hanako\u00a0sato"},
    "about a name without an end": {"sub": "x" * 191},
    "unsigned": {"how": "none"},
    "unsigned, by another name": {"how": "none", "head": {"alg": "None"}},
    "signed with the public key as a secret": {"how": "HS256 with the public key"},
    "signed with a secret that was published": {"how": "HS256 with the published secret"},
    "signed by nobody's key": {"how": "a key of nobody"},
    "signed by a key that is not there": {"head": {"kid": "unknown"}},
    "signed by a key for something else": {"head": {"kid": "encrypts"}},
    "signed by a key for another algorithm": {"how": "ES256", "head": {"kid": "RS256-1"}},
    "without a key's name": {"head": {"kid": ""}},
}


@pytest.mark.parametrize("name", NOT_TAKEN)
async def test_a_token_that_is_not_taken_is_401_and_no_more(issuer: Issuer, demo_place: str, name: str) -> None:
    """The same bytes as for any stranger."""
    token = issuer.sign(**{"roles": ["ADMIN"], **NOT_TAKEN[name]})
    app = create_app(address(demo_place), provider=trusted(issuer))
    async with calling(app, token) as caller:
        turned = await caller.ask(VIEWER)
        stranger = await caller.client.post("/graphql", headers={"Authorization": "Bearer teikyo_x"})

    assert (turned.status_code, turned.content) == (401, stranger.content)


@pytest.mark.parametrize("token", ["..", "a.b.c", "e30.e30.", "é.é.é", f"{'x' * 3000}.{'y' * 3000}.{'z' * 3000}"])
async def test_what_has_two_points_and_no_sense_is_401(issuer: Issuer, demo_place: str, token: str) -> None:
    """Nor does it make us ask the provider."""
    before = issuer.fetched
    app = create_app(address(demo_place), provider=trusted(issuer))
    async with calling(app, "") as caller:
        headers = [(b"Authorization", f"Bearer {token}".encode())]
        turned = await caller.client.post("/graphql", json={"query": VIEWER}, headers=headers)

    assert turned.status_code == 401
    assert issuer.fetched == before


async def test_a_token_lets_in_until_its_end_though_it_is_remembered(issuer: Issuer) -> None:
    """With half a minute for clocks that differ, and not a moment longer."""
    end = int(time.time()) + 40
    token = issuer.sign(exp=end, roles=["REVIEWER"])
    vouching = Vouching(trusted(issuer))
    moments = [datetime.fromtimestamp(end, UTC) + timedelta(seconds=late) for late in (-30, 29, 30)]

    found = [await roles(vouching, token, moment) for moment in moments]

    assert found == [{Role.REVIEWER}, {Role.REVIEWER}, None]


@pytest.mark.parametrize(
    ("how", "claims", "expected"),
    [
        ({}, {"roles": "REVIEWER EXPORTER"}, {Role.REVIEWER, Role.EXPORTER}),
        ({}, {"roles": {"REVIEWER": True}}, set()),
        ({}, {"roles": None}, set()),
        ({"roles_claim": "realm_access.roles"}, {"realm_access": {"roles": ["ADMIN"]}}, {Role.ADMIN}),
        ({"roles_claim": "realm_access.roles"}, {"realm_access": ["ADMIN"]}, set()),
        ({"roles_claim": "https://x.example/roles"}, {"https://x.example/roles": ["RECORDER"]}, {Role.RECORDER}),
        ({"names": {"appi legal": Role.REVIEWER}}, {"roles": ["appi legal", "ADMIN"]}, {Role.REVIEWER}),
    ],
)
async def test_roles_come_from_the_claim_that_the_settings_name(
    issuer: Issuer, how: dict[str, Any], claims: dict[str, Any], expected: set[Role]
) -> None:
    """In the provider's own names, where these are given; what is no list of names gives none."""
    assert await roles(Vouching(trusted(issuer, **how)), issuer.sign(**claims)) == expected


async def test_a_program_that_came_in_by_itself_is_told_from_a_person(issuer: Issuer) -> None:
    """Its subject is the client itself (RFC 9068)."""
    vouching = Vouching(trusted(issuer))
    for claim in ("client_id", "azp"):
        claims: dict[str, Any] = {"sub": "batch", claim: "batch"}
        holder = await vouching.holder(issuer.sign(**claims), datetime.now(UTC))

        assert holder is not None
        assert holder.kind is ActorKind.PROGRAM


async def test_a_new_key_is_fetched_when_it_is_named_and_an_old_one_forgotten(mortal: Issuer) -> None:
    """At once where the provider was not asked just before, and never more than once in half a minute."""
    clock = Clock()
    provider = trusted(mortal)
    vouching = Vouching(provider, Keys(provider, clock))
    old = mortal.sign(roles=["REVIEWER"])
    first = [await roles(vouching, mortal.sign(roles=["REVIEWER"], jti=str(number))) for number in range(3)]
    fetched_first = mortal.fetched
    mortal.rotate()
    new = [mortal.sign(roles=["REVIEWER"], jti=str(number)) for number in range(3)]
    too_early = [await roles(vouching, new[0]), await roles(vouching, mortal.sign(head={"kid": "unknown"}))]
    fetched_early = mortal.fetched
    clock.now += keeping.APART
    later = [await roles(vouching, one) for one in new]
    await roles(vouching, mortal.sign(head={"kid": "unknown"}))

    assert first == [{Role.REVIEWER}] * 3
    assert (fetched_first, fetched_early, mortal.fetched) == (1, 1, 2)
    assert too_early == [None, None]
    assert later == [{Role.REVIEWER}] * 3
    assert await roles(vouching, old) is None


async def test_a_key_that_was_withdrawn_is_forgotten_within_minutes(mortal: Issuer) -> None:
    """Though nobody names another one, and the token was taken before."""
    clock = Clock()
    provider = trusted(mortal)
    vouching = Vouching(provider, Keys(provider, clock))
    token, now = mortal.sign(roles=["REVIEWER"]), datetime.now(UTC)
    before = await roles(vouching, token, now)
    mortal.rotate()
    clock.now += keeping.FRESH

    assert before == {Role.REVIEWER}
    assert await roles(vouching, token, now + timedelta(seconds=59)) == {Role.REVIEWER}
    assert await roles(vouching, token, now + timedelta(seconds=60)) is None


async def test_while_the_provider_is_away_known_keys_are_good_for_a_day(
    mortal: Issuer, caplog: pytest.LogCaptureFixture
) -> None:
    """Others can't be told, so the caller shall ask again; after a day, the same goes for all."""
    clock = Clock()
    provider = trusted(mortal)
    vouching = Vouching(provider, Keys(provider, clock))
    tokens = [mortal.sign(roles=["REVIEWER"], jti=str(number)) for number in range(3)]
    unknown = mortal.sign(head={"kid": "unknown"})
    await roles(vouching, tokens[0])
    mortal.end()
    clock.now += keeping.FRESH
    meanwhile = await roles(vouching, tokens[1])
    with pytest.raises(Refused, match="does not answer"):
        await roles(vouching, unknown)
    clock.now += keeping.STALE
    with pytest.raises(Refused, match="does not answer"):
        await roles(vouching, tokens[2])

    assert meanwhile == {Role.REVIEWER}
    assert "could not be fetched" in caplog.text
    assert not any(one in caplog.text for one in (*tokens, unknown, "hanako"))


async def test_a_provider_that_never_answered_makes_its_callers_wait_and_nobody_else(
    mortal: Issuer, demo_place: str
) -> None:
    """503 with UNAVAILABLE for what can't be told; tokens of ours let in as ever, and it is no failure of anybody's."""
    token = mortal.sign(roles=["REVIEWER"])
    mortal.end()
    app = create_app(address(demo_place), rates=Rates(failures=1, failures_per_minute=1), provider=trusted(mortal))
    async with calling(app, token) as caller:
        answers = [await caller.ask(VIEWER) for _ in range(3)]

    assert {response.status_code for response in answers} == {503}
    assert answers[0].json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"


@pytest.mark.parametrize("wrong", ["/other", "/count", "/sign"])
def test_a_provider_that_answers_with_something_else_is_lost(issuer: Issuer, wrong: str) -> None:
    """Not there, no JSON, not by this method."""
    with pytest.raises(ProviderLost):
        trusted(issuer, keys_at=f"{issuer.url}{wrong}").keys()


def test_a_provider_that_calls_itself_by_another_name_is_not_the_one(issuer: Issuer) -> None:
    """What it publishes is for its own name alone."""
    with pytest.raises(ProviderLost, match="another name"):
        Provider(f"{issuer.url}/", "teikyo").keys()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"OIDC_ISSUER": "https://id.example"}, "TEIKYO_OIDC_AUDIENCE"),
        ({"OIDC_AUDIENCE": "teikyo"}, "TEIKYO_OIDC_ISSUER"),
        ({"OIDC_ISSUER": "http://id.example", "OIDC_AUDIENCE": "x"}, "TEIKYO_OIDC_ISSUER=http://id.example"),
        ({"OIDC_ISSUER": "id.example", "OIDC_AUDIENCE": "x"}, "https://"),
        (
            {"OIDC_ISSUER": "https://a.example", "OIDC_AUDIENCE": "x", "OIDC_KEYS_URL": "http://a.example"},
            "OIDC_KEYS_URL",
        ),
        ({"OIDC_ISSUER": "https://a.example", "OIDC_AUDIENCE": "x", "OIDC_ROLES": "legal=KING"}, "legal=KING"),
        ({"OIDC_ISSUER": "https://a.example", "OIDC_AUDIENCE": "x", "OIDC_ROLES": "legal"}, "THEIRS=OURS"),
    ],
)
def test_settings_that_would_trust_too_much_or_nobody_are_refused(given: dict[str, str], said: str) -> None:
    """With the one that is wrong."""
    with pytest.raises(SettingRefused, match=said):
        provider_of(settings({f"TEIKYO_{name}": value for name, value in given.items()}))


def test_the_settings_name_a_provider() -> None:
    """Whole, and nothing where none is named."""
    given = {
        "TEIKYO_OIDC_ISSUER": "https://id.example",
        "TEIKYO_OIDC_AUDIENCE": "teikyo",
        "TEIKYO_OIDC_ROLES": "legal=REVIEWER, a=b=ADMIN",
    }

    assert provider_of(settings({})) is None
    assert provider_of(settings(given)) == Provider(
        "https://id.example", "teikyo", names={"legal": Role.REVIEWER, "a=b": Role.ADMIN}
    )
