"""Which modules hold the tables, and which package their migrations: what Tortoise is configured with."""

import inspect
from functools import cache
from importlib import import_module

from tortoise.models import Model

from models.columns import APP

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
def tables(modules: tuple[str, ...] = MODULES) -> tuple[type[Model], ...]:
    """Every table of these modules, each after those that its rows name: the order in which they define them."""
    return tuple(
        member
        for name in modules
        for member in vars(import_module(name)).values()
        if inspect.isclass(member) and issubclass(member, Model) and member.__module__ == name
    )
