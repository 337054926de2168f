"""Whose token it is that a request carries."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from graph.reads.database import Reader
from models.vocabulary import Role

_SCHEME = "bearer "
_LONGEST = 512
_FIND = (
    "select token.name, token.expires_at, token_role.role from token"
    " left join token_role on token_role.token_id = token.id"
    " where token.digest = ? and token.revoked_at is null"
)


@dataclass(frozen=True)
class Bearer:
    """The holder of a token that lets in."""

    name: str
    roles: frozenset[Role]


def presented(authorization: str | None) -> str | None:
    """The token of an `Authorization` header, or `None` where it carries none."""
    if authorization is None or authorization[: len(_SCHEME)].lower() != _SCHEME:
        return None
    return authorization[len(_SCHEME) :].strip() or None


async def bearer(reader: Reader, token: str) -> Bearer | None:
    """Who holds that token; `None` for one that is unknown, revoked or expired.

    It is looked up for each request, so a revoked token is out at once. Found is it by its digest, which tells nothing
    of how much of a guess was right.
    """
    if len(token) > _LONGEST:
        return None
    rows = await reader.rows(_FIND, sha256(token.encode()).hexdigest())
    if not rows or _expired(rows[0]["expires_at"]):
        return None
    return Bearer(rows[0]["name"], frozenset(Role(row["role"]) for row in rows if row["role"]))


def _expired(expires_at: datetime | str | None) -> bool:
    if expires_at is None:
        return False
    moment = datetime.fromisoformat(expires_at) if isinstance(expires_at, str) else expires_at
    return datetime.now(UTC) > moment
