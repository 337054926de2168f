"""Who may read what is about persons: these rows of the table of rights (`vendors.access`).

`REVIEWER` and `RECORDER` see persons, `DASHBOARD` and `EXPORTER` none.
"""

from collections.abc import Mapping

from vendors.rights import JUDGEMENTS, PERSONS, REVIEWERS, Roles, by, list_of

ABOUT_PERSONS: Mapping[str, Mapping[str, Roles]] = {
    "ConsentPayload": by(PERSONS, "consent written userErrors dryRun"),
    "ConsentsPayload": by(PERSONS, "consents written userErrors dryRun"),
    "GateAnswer": by(PERSONS, "decision at allowed codes itemsOutside persons"),
    "GatePerson": by(PERSONS, "subject allowed codes"),
    "ConcernedPersonConnection": list_of(REVIEWERS),
    "ConcernedPersonEdge": by(REVIEWERS, "cursor node"),
    "ConcernedPerson": by(REVIEWERS, "subject codes consent"),
    "StandingConsent": by(REVIEWERS, "text givenAt guardian"),
    "ProvisionRecordConnection": list_of(REVIEWERS),
    "ProvisionRecordEdge": by(REVIEWERS, "cursor node"),
    "ProvisionRecord": by(
        JUDGEMENTS,
        "delivery holds providedOn recipientName recipientAddress recipientRepresentative items consent eachTime dueOn"
        " carriedBy method madeOn closesOn keptUntil",
    ),
    "ConsentConnection": list_of(PERSONS),
    "ConsentEdge": by(PERSONS, "cursor node"),
    "Consent": by(
        PERSONS,
        "id text subject givenAt capable guardian withdrawnAt recordedAt withdrawalRecordedAt receipt note owner",
    ),
    "ConsentReceipt": by(PERSONS, "operator text wording subject givenAt withdrawnAt recordedAt event"),
}
"""For each noun, and each of its fields, the roles that read it."""
