"""What can be set about a running Teikyo: from the environment, and by options that speak louder.

Every setting is described here once; `docs/settings.md` is written from it, and checked.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

T = TypeVar("T")


class SettingRefused(Exception):  # noqa: N818  # a refusal, not an error
    """A setting has a value that it can't have; the message says which, and what would be accepted."""


def _setting(default: T, meaning: str, option: str = "", *, least: int = 0, most: int = 0) -> T:
    described: T = field(default=default, metadata={"meaning": meaning, "option": option, "least": least, "most": most})
    return described


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one process; each is `TEIKYO_` and its name in capitals in the environment."""

    database_url: str = _setting(
        "var/teikyo.db",
        "The database: a path, `sqlite://PATH`, or `postgres://USER@HOST:PORT/NAME`. A relative path starts where the "
        "command runs.",
        "--database",
    )
    ledger_key: str = _setting(
        "",
        "Key that signs the ledger's checkpoints (Ed25519): a PEM file, or its 32 bytes in base64. "
        "`openssl genpkey -algorithm ed25519 -out FILE` makes one.",
    )
    ledger_name: str = _setting(
        "teikyo/ledger", "Name of the ledger in its checkpoints, without blanks and plus signs; one for each ledger."
    )
    reference_key: str = _setting(
        "",
        "Key under which references of persons are encrypted in the database (AES-SIV): a file that holds 64 (or 32) "
        "bytes in base64, or these themselves. See docs/persons.md.",
    )
    reference_key_before: str = _setting(
        "", "Key that they had before, while `teikyo references encrypt` gives them another one."
    )
    replica_url: str = _setting(
        "", "Streaming replica of that database, on PostgreSQL, from which questions are answered: its URL."
    )
    replica_marks: str = _setting(
        "", "File in which several workers note up to where callers have written; a temporary one unless given."
    )
    host: str = _setting("127.0.0.1", "Address on which `teikyo serve` listens.", "--host")
    port: int = _setting(8000, "Port on which it listens.", "--port", least=1, most=65_535)
    workers: int = _setting(1, "Processes that answer.", "--workers", least=1, most=64)
    workers_held: str = _setting(
        "", "File in which several workers note how many connections each holds; a temporary one unless given."
    )
    cors_origins: tuple[str, ...] = _setting(
        (), "Origins of dashboards that a browser may read from, parted by commas.", "--cors"
    )
    documents: str = _setting(
        "", "Folder of trusted documents (`NAME.graphql`), which are asked for by `documentId`.", "--documents"
    )
    documents_only: bool = _setting(
        False, "Whether nothing but the trusted documents is answered: `yes` or `no`.", "--documents-only"
    )
    graphiql: str = _setting("var/graphiql", "Folder into which `make graphiql` put GraphiQL; served at `/graphiql`.")
    body_bytes: int = _setting(1_048_576, "Longest body of a request, in bytes.", least=1_024, most=16_777_216)
    ingest_bytes: int = _setting(
        1_073_741_824,
        "Longest batch that `/ingest` takes, in bytes, as it comes and again as it is unpacked; it lies in files "
        "without a name under `TMPDIR` meanwhile.",
        least=1_048_576,
        most=1_099_511_627_776,
    )
    query_seconds: int = _setting(20, "Longest time that the database may work on one question.", least=1, most=600)
    cost_budget: int = _setting(
        2_000_000, "How much a caller may ask for at once, in values of the answer; 0: any.", most=1_000_000_000
    )
    cost_per_second: int = _setting(
        200_000, "How much of that a caller gets back each second.", least=1, most=1_000_000_000
    )
    requests_burst: int = _setting(1_000, "How many requests a caller may send at once; 0: any.", most=1_000_000)
    requests_per_second: int = _setting(
        200, "How many of those a caller gets back each second.", least=1, most=1_000_000
    )
    failures_burst: int = _setting(
        20, "How often an address may come with a token that lets nobody in; 0: ever.", most=1_000_000
    )
    failures_per_minute: int = _setting(20, "How many of those it gets back each minute.", least=1, most=1_000_000)
    log_requests: bool = _setting(
        True, "Whether the log has a line for each request: its id, operation, status and time; `yes` or `no`."
    )
    metrics_token: str = _setting(
        "", "Bearer token with which `/metrics` is read; at least 16 characters. Nobody reads it where it is not set."
    )
    metrics_folder: str = _setting(
        "", "Folder in which several workers add up their numbers; a temporary one unless given."
    )
    otel_endpoint: str = _setting(
        "", "Collector of OpenTelemetry to which traces are sent (OTLP over HTTP): `http://127.0.0.1:4318`."
    )
    oidc_issuer: str = _setting(
        "", "OpenID Connect provider whose bearer tokens are taken, as its tokens name it: `https://id.example`."
    )
    oidc_audience: str = _setting("", "For whom its tokens have to be (`aud`); has to be given with the issuer.")
    oidc_roles_claim: str = _setting(
        "roles", "Claim that lists roles; a point leads into an object: `realm_access.roles`."
    )
    oidc_roles: tuple[str, ...] = _setting(
        (), "What it calls our roles, as `THEIRS=OURS` parted by commas; our own names unless given."
    )
    oidc_keys_url: str = _setting("", "Where its keys are (JWKS); found out from the issuer unless given.")


def settings(environment: Mapping[str, str] | None = None, **options: Any) -> Settings:
    """The settings from the environment; an option that is given (is not `None`, not empty) replaces its setting.

    Raises `SettingRefused` for a value that can't be, and for a name that begins with `TEIKYO_` and is no setting.
    """
    given = os.environ if environment is None else environment
    known = {f"TEIKYO_{one.name.upper()}": one for one in fields(Settings)}
    unknown = sorted(name for name in given if name.startswith("TEIKYO_") and name not in known | _NOT_OURS)
    if unknown:
        raise SettingRefused(f"{unknown[0]} is no setting. There are: {', '.join(known)}.")
    values: dict[str, Any] = {
        one.name: _read(name, given[name], one.metadata, one.default) for name, one in known.items() if given.get(name)
    }
    values |= {name: value for name, value in options.items() if value not in (None, ())}
    chosen = Settings(**values)
    if 0 < len(chosen.metrics_token) < 16:
        raise SettingRefused("TEIKYO_METRICS_TOKEN: give at least 16 characters, as `openssl rand -hex 16` prints.")
    if chosen.documents_only and not chosen.documents:
        raise SettingRefused("TEIKYO_DOCUMENTS_ONLY=yes: say with TEIKYO_DOCUMENTS which documents are trusted.")
    return chosen


def environment_of(chosen: Settings) -> dict[str, str]:
    """The environment in which another process comes to the same settings."""
    return {f"TEIKYO_{one.name.upper()}": _written(getattr(chosen, one.name)) for one in fields(Settings)}


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(value) if isinstance(value, tuple) else str(value)


_NOT_OURS = dict.fromkeys(("TEIKYO_TEST_POSTGRES",))
"""Names that the tests use."""
_FLAGS = {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}


def _read(name: str, text: str, about: Mapping[str, Any], default: object) -> object:
    if isinstance(default, bool):
        if text not in _FLAGS:
            raise SettingRefused(f"{name}={text}: give yes or no.")
        return _FLAGS[text]
    if isinstance(default, int):
        least, most = about["least"], about["most"]
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise SettingRefused(f"{name}={text}: give a whole number from {least} to {most}.")
        return int(text)
    if isinstance(default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return text


def settings_document() -> str:
    """`docs/settings.md`: every setting with its option, default and meaning."""
    lines = [
        "# Settings",
        "",
        "Written from `graph/settings.py` (`make docs`). An option speaks louder than the environment.",
        "",
        "| Environment | Option | Default | Meaning |",
        "|---|---|---|---|",
    ]
    for one in fields(Settings):
        about = one.metadata
        default = _written(one.default)
        bounds = f" From {about['least']} to {about['most']}." if about["most"] else ""
        option = f"`{about['option']}`" if about["option"] else ""
        shown = f"`{default}`" if default else "none"
        lines.append(f"| `TEIKYO_{one.name.upper()}` | {option} | {shown} | {about['meaning']}{bounds} |")
    return "\n".join(lines) + "\n"
