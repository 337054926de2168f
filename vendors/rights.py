"""The sets of roles that the table of rights is written in (`vendors.access`), and the rights that are no fields."""

from collections.abc import Mapping

from models.vocabulary import Role

Roles = frozenset[Role]

ANYONE: Roles = frozenset(Role)
FACTS: Roles = frozenset({Role.DASHBOARD, Role.REVIEWER, Role.RECORDER, Role.EXPORTER})
RECORDERS: Roles = frozenset({Role.RECORDER})
REVIEWERS: Roles = frozenset({Role.REVIEWER})
HISTORIES: Roles = frozenset({Role.REVIEWER, Role.RECORDER})
PERSONS: Roles = frozenset({Role.REVIEWER, Role.RECORDER})
JUDGEMENTS: Roles = frozenset({Role.DASHBOARD, Role.REVIEWER, Role.EXPORTER})
PROCESS: Roles = frozenset({Role.DASHBOARD, Role.REVIEWER, Role.RECORDER})
"""They read how far a request has come; whose it is, `HISTORIES` alone."""
ADMINS: Roles = frozenset({Role.ADMIN})


def by(roles: Roles, fields: str) -> dict[str, Roles]:
    """Fields, parted by blanks, that these roles read."""
    return dict.fromkeys(fields.split(), roles)


def list_of(roles: Roles) -> dict[str, Roles]:
    """The fields of a connection that these roles read."""
    return by(roles, "edges nodes pageInfo totalCount")


def combined(conditions: Mapping[str, Roles]) -> Mapping[str, Roles]:
    """A filter's conditions, with what combines them: who may ask one of them may ask several."""
    return {**conditions, **by(frozenset[Role]().union(*conditions.values()), "and or not")}


ROUTES: Mapping[str, Roles] = {
    "gate": PERSONS,
    "ingest": RECORDERS,
    "disclosures": REVIEWERS,
    "receipts": PERSONS,
}
"""For each route beside GraphQL, the roles that it answers."""


def may_call(route: str, roles: Roles) -> bool:
    """Whether one of these roles is answered by that route; no, where the table does not say so."""
    return not roles.isdisjoint(ROUTES.get(route, frozenset()))


COMMANDS: Mapping[str, Roles] = {
    "import": RECORDERS,
    "ingest": RECORDERS,
    "export": frozenset({Role.EXPORTER}),
    "dump": frozenset({Role.EXPORTER}),
    "disclose": frozenset({Role.REVIEWER}),
    "receipt": PERSONS,
    "purge": frozenset({Role.ADMIN, Role.REVIEWER}),
}
"""For each command that asks as whom it is run, the roles that run it."""


def may_run(command: str, roles: Roles) -> bool:
    """Whether one of these roles runs that command; no, where the table does not say so."""
    return not roles.isdisjoint(COMMANDS.get(command, frozenset()))
