"""Who may read what of process, and go a step further with it: a part of the table of rights (`vendors.access`).

Requests of persons and data received are read by whoever looks after the register; who the persons are, and the third
parties, which may be persons too, by `REVIEWER` and `RECORDER` alone.
"""

from collections.abc import Mapping

from vendors.rights import HISTORIES, PROCESS, REVIEWERS, Roles, by, list_of

QUESTIONS: dict[str, Roles] = by(PROCESS, "requests request receivedProvisions receivedProvision") | by(
    REVIEWERS, "receivedRecords"
)
"""The root fields."""

VERBS: dict[str, Roles] = by(
    HISTORIES,
    "receiveRequest verifyIdentity investigateRequest notifyRequest correctRequest"
    " registerReceivedProvision confirmReceivedProvision recordReceivedProvision recordReceivedDeletion"
    " correctReceivedProvision",
) | by(REVIEWERS, "decideRequest removeRequest")

ROWS: Mapping[str, Mapping[str, Roles]] = {
    "PersonRequestPayload": by(HISTORIES, "request again userErrors"),
    "PersonRequestConnection": list_of(PROCESS),
    "PersonRequestEdge": by(PROCESS, "cursor node"),
    "PersonRequest": (
        by(
            PROCESS,
            "id code kind receivedOn method recipients verifiedOn investigatedOn decidedOn outcome reasons stoppedFrom"
            " notifiedOn suitFrom findings",
        )
        | by(HISTORIES, "subject asked identity found explained history")
    ),
    "PersonRequestFilter": by(PROCESS, "on code kind outcome decided received overdue") | by(HISTORIES, "subject"),
    "RequestFinding": by(PROCESS, "code title cure cites severity from until"),
    "ReceivedProvisionPayload": by(HISTORIES, "receivedProvision again userErrors"),
    "ReceivedProvisionConnection": list_of(PROCESS),
    "ReceivedProvisionEdge": by(PROCESS, "cursor node"),
    "ReceivedProvision": (
        by(
            PROCESS,
            "id code provider providerKind basis receivedOn items subjectCount subjectsListed confirmedOn "
            " providerMethod circumstancesMethod record required receivedRecord purgedOn findings revision",
        )
        | by(HISTORIES, "name address representative circumstances history")
    ),
    "MadeReceivedRecord": by(PROCESS, "madeOn method has deletedOn"),
    "ReceivedRecordConnection": list_of(REVIEWERS),
    "ReceivedRecordEdge": by(REVIEWERS, "cursor node"),
    "ReceivedRecord": (
        by(PROCESS, "received holds receivedOn items dueOn carriedBy method has madeOn closesOn keptUntil")
        | by(HISTORIES, "name address representative circumstances")
    ),
    "ReceivedFinding": by(PROCESS, "code title cure cites severity cause because from until"),
    "ReceivedProvisionFilter": (
        by(PROCESS, "on code provider providerKind basis received required confirmed recorded cause broken")
        | by(HISTORIES, "subject")
    ),
}
"""For each noun, and each of its fields, the roles that read it."""
