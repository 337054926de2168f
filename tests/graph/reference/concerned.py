"""The persons concerned by a delivery: each judged as the only one whom a delivery of the same kind lists."""

from typing import Any

from models.vocabulary import RuleCode
from tests.graph.reference.lists import Connection
from tests.graph.reference.nodes import Thing, one
from tests.graph.reference.refusing import BAD_INPUT
from tests.graph.reference.world import World, on_one
from vendors.judgement import Judge
from vendors.judging.deliveries import SIEVES

NOT_LISTED = "PERSONS_NOT_LISTED"


class ConcernedPerson(Thing):
    """One person whom a delivery lists; the reference is the entry."""

    def __init__(self, world: World, subject: str, found: set[str], number: int, delivery: Any) -> None:
        super().__init__(world, subject)
        self.subject, self.found, self.number, self.delivery = subject, found, number, delivery

    def consent(self) -> Any:
        """The last of his consents by which alone he lacks none; where one is asked for at all."""
        return standing(self.world, self.delivery, self.subject)

    def codes(self) -> list[RuleCode]:
        return [code for code in RuleCode if code in self.found]


def standing(world: World, delivery: Any, subject: str) -> Any:
    """That consent of his with which he lacks nothing, though it is his only one: the last that was given."""
    lacking = {rule.code for rule in SIEVES}
    if not codes_alone(world, delivery, subject, consents=()) & lacking:
        return None
    counting = [
        one
        for one in world.register.consents
        if one.subject == subject and not codes_alone(world, delivery, subject, consents=(one,)) & lacking
    ]
    last = max(counting, key=lambda one: (one.given_at, one.text), default=None)
    return last and {"text": last.text, "givenAt": last.given_at, "guardian": last.guardian}


def codes_alone(world: World, delivery: Any, subject: str, **otherwise: Any) -> set[str]:
    """The rules broken by a delivery to nobody else, as far as they count persons; of its record nothing.

    `otherwise` is what the register says instead.
    """
    alone = delivery.model_copy(update={"code": "alone-1", "subjects": (subject,), "subject_count": None})
    register: Any = world.register.model_copy(update={"deliveries": (alone,), **otherwise})
    return {f.code for f in Judge(register).delivery("alone-1").findings if f.subjects is not None and f.from_ is None}


def persons_concerned(world: World, asked: dict[str, Any]) -> Connection | None:
    """Those of a delivery, or of one of its findings."""
    node, day, code = one(world, "Delivery", asked["delivery"]), asked.get("on") or world.today, asked.get("code")
    if node is None:
        Connection(world, "ConcernedPerson", [], asked)
        return None
    findings = node.judged.findings
    of_record = {f.code for f in findings if f.from_ is not None and on_one(f.from_, f.until, day)}
    subjects = sorted(node.entry.subjects, key=world.stored)
    wrong = [] if subjects else [NOT_LISTED]
    rows = [
        ConcernedPerson(world, subject, codes_alone(world, node.entry, subject) | of_record, number, node.entry)
        for number, subject in enumerate(subjects, 1)
    ]
    if code is not None:
        rows = [row for row in rows if code in row.found]
        if subjects and not rows and any(f.code == code and f.subjects is None for f in findings):
            wrong.append(BAD_INPUT)
    return Connection(world, "ConcernedPerson", rows, asked, wrong)
