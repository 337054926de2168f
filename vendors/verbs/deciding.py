"""What a verb says of the gate's decision under which a delivery was made; no part of the delivery's entry."""

from vendors.gate.naming import names_nobody
from vendors.register.fault_texts import shown
from vendors.store.several import rows_among
from vendors.verbs.desk import Desk

DECISION = "decision"
"""Under which key of the input it stands."""


async def check_decisions(desk: Desk) -> None:
    """Refuse what is no decision of the gate's, was answered for another transfer, or names nobody any more."""
    named = [one for one in desk.worked if DECISION in one.beside]
    if not named:
        return
    asked = {name for one in named if "\0" not in (name := str(one.beside[DECISION]))}
    rows = await rows_among(
        desk.connection, "SELECT DISTINCT decision, transfer FROM gate_answer WHERE decision AMONG THESE", asked
    )
    known = {row["decision"]: row["transfer"] for row in rows}
    for one in named:
        decision, transfer = one.beside[DECISION], (one.now or {}).get("transfer")
        params = {"value": shown(decision), "transfer": shown(transfer)}
        if decision not in known:
            desk.refuse("unknown_decision", (*one.at, DECISION), **params)
        elif known[decision] != transfer:
            desk.refuse("decision_of_another_transfer", (*one.at, DECISION), theirs=shown(known[decision]), **params)
        elif await names_nobody(desk.connection, decision):
            desk.refuse("purged_decision", (*one.at, DECISION), **params)
