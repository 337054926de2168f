"""The persons concerned by a delivery: who they are, for those who may see persons, and what is said of each."""

from datetime import date, datetime
from typing import Annotated, Any

import strawberry

from graph.context import Asker
from graph.reads.cursors import cut, narrowed_to
from graph.reads.database import unavailable
from graph.reads.dialect import Kind, wrap
from graph.reads.page import MOST, USUAL, size_of
from graph.reads.refusals import Code, Refused
from graph.types.paging import Connection, Edge, PageInfo
from models.vocabulary import RuleCode
from vendors.store.persons.concerned import NobodyListed, Page, Person, SaidOfTheWhole, persons_concerned
from vendors.store.persons.paging import Edge as At
from vendors.store.persons.paging import NotListedThere, Slice
from vendors.store.refusals import StoreRefused


@strawberry.type(description="The consent of a person that stood at the moment of a delivery and counts for it.")
class StandingConsent:
    """The consent of a person that stood at the moment of a delivery."""

    text: str = strawberry.field(description="Code of the consent text to which he agreed.")
    given_at: datetime = strawberry.field(description="When it was given, before the delivery.")
    guardian: bool | None = strawberry.field(description="Whether a guardian agreed for the person (guideline 2-16).")


@strawberry.type(description="A person whose data a delivery handed over, and what is said of him there.")
class ConcernedPerson:
    """A person whose data a delivery handed over."""

    subject: str = strawberry.field(description="The operator's own reference for the person.")
    codes: list[RuleCode] = strawberry.field(
        description="The rules that are broken for him, in the rulebook's order: at the delivery's moment, and by its"
        " record on the day asked about. None: nothing is said of him."
    )
    consent: StandingConsent | None = strawberry.field(
        description="His own consent that stood at the moment of the delivery and counts for it, whatever became of it"
        " since; of several the one that was given last. Null: none did, or the delivery asks for none."
    )


ConcernedPersonConnection = Connection[ConcernedPerson]


def _argument(description: str) -> Any:
    return strawberry.argument(description=description)


async def persons_of(
    info: strawberry.Info[Asker, None],
    delivery: Annotated[str, _argument("Code of the delivery in the register file.")],
    code: Annotated[
        RuleCode | None,
        _argument(
            "Only those for whom this rule is broken, as many as `subjects` of that finding says; all whom the delivery"
            " lists unless given."
        ),
    ] = None,
    on: Annotated[
        date | None,
        _argument("The day asked about, for what is said of the record; today in the operator's time zone."),
    ] = None,
    first: Annotated[
        int | None, _argument(f"The most rows, counted from the start: 0 to {MOST}; {USUAL} unless given.")
    ] = None,
    after: Annotated[str | None, _argument("Begin behind the row with this cursor.")] = None,
    last: Annotated[
        int | None, _argument(f"The most rows, counted from the end: 0 to {MOST}; not with `first`.")
    ] = None,
    before: Annotated[str | None, _argument("End before the row with this cursor.")] = None,
) -> ConcernedPersonConnection | None:
    """Look who they are, on one state of the database."""
    reader, day = info.context.reader, on or info.context.today
    assert reader is not None, "who asks is told by whom it is read"
    assert day is not None, "and which day it is"
    paging = {"first": first, "after": after, "last": last, "before": before}
    if "\0" in "".join((delivery, after or "", before or "")):
        raise Refused(Code.BAD_INPUT, "A text holds NUL, which is in none.", "文字列に NUL が含まれています。")
    signature = f"1.ConcernedPerson.{narrowed_to({'delivery': delivery, 'code': code, 'on': on})}"
    edges = (_at(paging, name, signature) for name in ("after", "before"))
    wanted = Slice(size_of(paging, ()), last is not None, *edges)
    try:
        page = await reader.on_one_state(lambda reads: persons_concerned(reads, delivery, code, day, wanted))
    except NobodyListed as nobody:
        raise _nobody(delivery, nobody) from nobody
    except SaidOfTheWhole as said:
        raise Refused(
            Code.BAD_INPUT,
            f"{code} is said of the delivery as a whole, whoever is in it. Leave out `code` to read all whom it lists.",
            f"{code} は個々の本人ではなく、この引渡し全体についての指摘です。`code` を省略すると全員を読めます。",
        ) from said
    except NotListedThere as moved:
        raise Refused(
            Code.BAD_CURSOR,
            "The person with that cursor is not listed there any more; begin again without one.",
            "そのカーソルの本人は現在この引渡しの一覧にありません。カーソルなしで読み直してください。",
        ) from moved
    except StoreRefused as refused:
        raise unavailable(refused.refusal.value) from refused
    return None if page is None else _told(page, wanted, signature)


def _at(paging: dict[str, Any], name: str, signature: str) -> At | None:
    cursor = paging[name]
    if cursor is None:
        return None
    where = cut(cursor, signature, Kind.TEXT, name, ())
    return At(str(where.key), where.id)


def _told(page: Page, wanted: Slice, signature: str) -> ConcernedPersonConnection:
    edges = [_edge(person, signature) for person in page.persons]
    info = PageInfo(
        has_next_page=wanted.before is not None if wanted.backward else page.more,
        has_previous_page=page.more if wanted.backward else wanted.after is not None,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return ConcernedPersonConnection(
        edges=edges, nodes=[edge.node for edge in edges], page_info=info, total_count=page.whole
    )


def _edge(person: Person, signature: str) -> Edge[ConcernedPerson]:
    cursor = wrap([signature, person.edge.digest, person.edge.number])
    given = person.consent
    consent = (
        None if given is None else StandingConsent(text=given.text, given_at=given.given_at, guardian=given.guardian)
    )
    return Edge(cursor=cursor, node=ConcernedPerson(subject=person.subject, codes=list(person.codes), consent=consent))


def _nobody(delivery: str, nobody: NobodyListed) -> Refused:
    """Why it can't be told who is concerned: never an empty list, which would say that nobody is."""
    if nobody.purged_on is not None:
        return Refused(
            Code.PERSONS_PURGED,
            f"The persons of the delivery {delivery} were purged on {nobody.purged_on}: who they were is not known any"
            " more. How many each finding touched stands in `findings { subjects }`.",
            f"引渡し {delivery} の本人に関する行は {nobody.purged_on} に消去され、誰であったかは分かりません。"
            "人数は `findings { subjects }` に残っています。",
        )
    counted = "how many is not recorded" if nobody.counted is None else f"{nobody.counted} are counted"
    counted_ja = "人数の記録もありません" if nobody.counted is None else f"人数（{nobody.counted} 人）だけの記録です"
    return Refused(
        Code.PERSONS_NOT_LISTED,
        f"The delivery {delivery} lists no persons; {counted}. Who is concerned is told of those whom one lists.",
        f"引渡し {delivery} には本人の一覧がなく、{counted_ja}。誰が該当するかは、一覧のある引渡しでのみ読めます。",
    )
