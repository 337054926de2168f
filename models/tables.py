"""Which modules hold the tables, and which package their migrations: what Tortoise is configured with."""

import inspect
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from tortoise.models import Model

from models.columns import APP, is_encrypted

MODULES = (
    "models.operator",
    "models.catalogue",
    "models.recipient",
    "models.policy",
    "models.contract",
    "models.consent_text",
    "models.transfer",
    "models.basis",
    "models.person",
    "models.delivery",
    "models.anonymised_release",
    "models.judgement",
    "models.counted",
    "models.entry",
    "models.ledger",
    "models.actor",
    "models.token",
    "models.browser_session",
    "models.verb_answer",
    "models.request",
    "models.received",
    "models.gate",
    "models.reference_key",
)

MIGRATIONS = "models.migrations"


def configuration(connection: str | dict[str, object]) -> dict[str, object]:
    """Tortoise's configuration for one database, given by URL or by engine and credentials."""
    return {
        "connections": {"default": connection},
        "apps": {APP: {"models": list(MODULES), "default_connection": "default", "migrations": MIGRATIONS}},
        "use_tz": True,
        "timezone": "UTC",
    }


CONFIG = configuration("sqlite://:memory:")
"""For Tortoise's own commands, which compare the models with the migrations and need no data for that."""


@cache
def encrypted_columns() -> Mapping[str, tuple[str, ...]]:
    """The columns that are encrypted where a key is set, by table."""
    found = {}
    for table in tables():
        meta = table._meta  # noqa: SLF001  # Tortoise has no other name for it
        named = {column: meta.fields_map[name] for name, column in meta.fields_db_projection.items()}
        if columns := tuple(column for column, field in named.items() if is_encrypted(field)):
            found[meta.db_table] = columns
    return MappingProxyType(found)


@cache
def tables(modules: tuple[str, ...] = MODULES) -> tuple[type[Model], ...]:
    """Every table of these modules, each after those that its rows name: the order in which they define them."""
    return tuple(
        member
        for name in modules
        for member in vars(import_module(name)).values()
        if inspect.isclass(member) and issubclass(member, Model) and member.__module__ == name
    )
