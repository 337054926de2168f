"""The gate: whose data may be provided, asked before it leaves (APPI 27, 28, 35)."""

from datetime import UTC, datetime
from typing import Annotated

import strawberry

from graph.context import Asker
from graph.reads.refusals import Code, Refused
from models.vocabulary import RuleCode
from vendors.gate.deciding import Answer, Asking

MOST = 1_000
"""Persons that one field asks about; more of them go through the route."""


@strawberry.type(description="What the gate answers of one person.")
class GatePerson:
    """What the gate answers of one person."""

    subject: str = strawberry.field(description="The operator's own reference for the person.")
    allowed: bool = strawberry.field(description="Whether the person's data may be provided.")
    codes: list[RuleCode] = strawberry.field(
        description="The rules that forbid it, those among them that forbid the provision as a whole."
    )


@strawberry.type(description="What the gate answers before data leaves; it is kept, and a delivery may name it.")
class GateAnswer:
    """What the gate answers before data leaves."""

    decision: str = strawberry.field(description="By what a delivery names this answer.")
    at: datetime = strawberry.field(description="The moment that was asked about.")
    allowed: bool = strawberry.field(description="Whether the provision may be made at all, if only with some persons.")
    codes: list[RuleCode] = strawberry.field(description="The rules that forbid it, whoever is in it.")
    items_outside: list[str] = strawberry.field(
        description="Items that were asked about and are none of the transfer's on that day; any of them forbids it."
    )
    persons: list[GatePerson] = strawberry.field(description="Each person, in the order asked.")


async def may_provide(
    info: strawberry.Info[Asker, None],
    transfer: Annotated[str, strawberry.argument(description="Code of the transfer in the register file.")],
    subjects: Annotated[
        list[str],
        strawberry.argument(description=f"The operator's own references for the persons, at most {MOST}."),
    ],
    items: Annotated[
        list[str] | None,
        strawberry.argument(
            description="Codes of the items that are to be provided; all of the transfer's unless given."
        ),
    ] = None,
    at: Annotated[
        datetime | None, strawberry.argument(description="The moment of the provision; now unless given.")
    ] = None,
) -> GateAnswer | None:
    """Decide, and keep what was decided."""
    gate = info.context.gate
    if gate is None:
        raise Refused(
            Code.METHOD_NOT_ALLOWED,
            "The gate keeps its answers, and a URL may be logged: ask it by POST.",
            "関門の答えは記録され、URL は記録に残り得ます。POST で問い合わせてください。",
        )
    if len(subjects) > MOST:
        raise Refused(
            Code.LIMIT_EXCEEDED,
            f"{len(subjects)} persons are given; at most {MOST} are answered here. Send more to the route /gate.",
            f"{len(subjects)} 人が指定されています。ここでは {MOST} 人までです。それ以上は /gate に送ってください。",
        )
    if at is not None and at.tzinfo is None:
        raise Refused(Code.BAD_INPUT, "`at` needs an offset, such as Z.", "`at` には Z などの時差が必要です。")
    moment = datetime.now(UTC) if at is None else at.astimezone(UTC)
    asking = Asking(transfer, info.context.holder.name, moment, None if items is None else tuple(items))
    answer = await gate.decide(asking, subjects)
    return None if answer is None else _told(asking, answer)


def _told(asking: Asking, answer: Answer) -> GateAnswer:
    return GateAnswer(
        decision=asking.decision,
        at=asking.at,
        allowed=answer.may_be,
        codes=list(answer.whole),
        items_outside=list(answer.items_outside),
        persons=[
            GatePerson(subject=subject, allowed=answer.may_be and not codes, codes=list(codes))
            for subject, codes in answer.persons
        ],
    )
