"""The questions that can be asked: the root of the schema."""

from datetime import date, datetime
from typing import Any

import strawberry

from graph.context import Asker
from graph.reads.page import MOST
from graph.reads.points import StatisticsKey
from graph.reads.rows import ON, ByIdentity, Single, Sole, argument, computed, read
from graph.types import calendar_rows
from graph.types.actor import AccessToken, AccessTokenConnection, Actor
from graph.types.actor_list import ACTORS, TOKENS, AccessTokenFilter, AccessTokenOrder, ActorFilter, ActorOrder
from graph.types.anonymised_release import (
    RELEASES,
    AnonymisedRelease,
    AnonymisedReleaseFilter,
    AnonymisedReleaseOrder,
)
from graph.types.calendar import CALENDAR, CalendarEntryConnection, CalendarEntryFilter, CalendarEntryOrder
from graph.types.catalogue import Item, Purpose, Service
from graph.types.catalogue_list import (
    ITEMS,
    PURPOSES,
    SERVICES,
    CatalogueOrder,
    ItemFilter,
    PurposeFilter,
    ServiceFilter,
)
from graph.types.concerned import ConcernedPersonConnection, persons_of
from graph.types.connections import ContractConnection, DeliveryConnection, TransferConnection
from graph.types.consent import CONSENTS, Consent, ConsentConnection
from graph.types.consent_text import ConsentText
from graph.types.consent_text_list import CONSENT_TEXTS, ConsentTextFilter, ConsentTextOrder
from graph.types.contract import Contract
from graph.types.contract_list import CONTRACTS, ContractFilter, ContractOrder
from graph.types.counted import Quarters
from graph.types.delivery import Delivery
from graph.types.delivery_list import DELIVERIES, DeliveryFilter, DeliveryOrder
from graph.types.finding import Finding, FindingConnection
from graph.types.finding_list import FINDINGS, FindingFilter, FindingOrder
from graph.types.gate import GateAnswer, may_provide
from graph.types.lapse import LAPSES, MOST_DAYS, USUAL_DAYS, LapseConnection, LapseFilter, LapseOrder
from graph.types.ledger import LEDGER, LedgerEventConnection, LedgerEventFilter, LedgerEventOrder
from graph.types.node import Node
from graph.types.operator import Operator
from graph.types.paging import Connection, connection
from graph.types.policy import Policy
from graph.types.policy_list import POLICIES, PolicyFilter, PolicyOrder
from graph.types.provision_record import PROVISION_RECORDS, ProvisionRecordConnection
from graph.types.received import ReceivedProvision, ReceivedProvisionConnection
from graph.types.received_list import RECEIVED, ReceivedProvisionFilter, ReceivedProvisionOrder
from graph.types.received_record import RECEIVED_RECORDS, ReceivedRecordConnection
from graph.types.recipient import Recipient
from graph.types.recipient_list import RECIPIENTS, RecipientFilter, RecipientOrder
from graph.types.request import PersonRequest, PersonRequestConnection
from graph.types.request_list import REQUESTS, PersonRequestFilter, PersonRequestOrder
from graph.types.statistics import STATISTICS, Statistics
from graph.types.transfer import Transfer
from graph.types.transfer_list import TRANSFERS, TransferFilter, TransferOrder
from models.vocabulary import ActorKind, Role

ActorConnection = Connection[Actor]
ServiceConnection = Connection[Service]
PurposeConnection = Connection[Purpose]
ItemConnection = Connection[Item]
PolicyConnection = Connection[Policy]
ConsentTextConnection = Connection[ConsentText]
RecipientConnection = Connection[Recipient]
AnonymisedReleaseConnection = Connection[AnonymisedRelease]


def single(type_: str, of: str, name: str = "code", where: str = " in the register file") -> Any:
    """One row, by its id or by what names it there."""
    return read(
        Single(type_, {name: name, "id": "id"}),
        f"One {of}, by its {name} or by its id; null where there is none.",
        argument(name, str | None, f"{name.capitalize()} of the {of}{where}.", None),
        argument("id", strawberry.ID | None, f"Global id of the {of}.", None),
    )


def single_by_id(type_: str, of: str) -> Any:
    """One row of those that have no code."""
    return read(
        Single(type_, {"id": "id"}),
        f"One {of}, by its id; null where there is none.",
        argument("id", strawberry.ID, f"Global id of the {of}."),
    )


@strawberry.type(description="Who asks.")
class Viewer:
    """Who asks."""

    name: str = strawberry.field(description="The name of the actor whose token it is.")
    kind: ActorKind = strawberry.field(description="Whether that is a person or a program.")
    roles: list[Role] = strawberry.field(description="What the actor may do with this token.")
    token: str | None = strawberry.field(
        description="The key of the token, by which it is listed and revoked; null for one that was not made here."
    )
    expires_at: datetime | None = strawberry.field(
        description="From when on the token lets nobody in; null: it does not expire."
    )


def holder_of_token(info: strawberry.Info[Asker, None]) -> Viewer:
    """The holder of the token: the one answer that comes from the request itself."""
    holder = info.context.holder
    return Viewer(
        name=holder.name,
        kind=holder.kind,
        roles=sorted(holder.roles),
        token=holder.key or None,
        expires_at=holder.expires_at,
    )


@strawberry.type(description="The questions that can be asked.")
class Query:
    """The questions that can be asked."""

    operator: Operator | None = read(
        Sole("Operator"), "The company whose register this is; null while no register is loaded."
    )
    services: ServiceConnection = connection(
        SERVICES, "Services from which data is provided.", filtered=ServiceFilter, by=CatalogueOrder
    )
    purposes: PurposeConnection = connection(
        PURPOSES, "Purposes of use (利用目的, APPI 17).", filtered=PurposeFilter, by=CatalogueOrder
    )
    items: ItemConnection = connection(
        ITEMS, "Items of personal data (個人データの項目).", filtered=ItemFilter, by=CatalogueOrder
    )
    policies: PolicyConnection = connection(
        POLICIES, "Published versions of the privacy policy (APPI 17, 21).", filtered=PolicyFilter, by=PolicyOrder
    )
    consent_texts: ConsentTextConnection = connection(
        CONSENT_TEXTS,
        "Wordings that people agree to (APPI 27(1), 28(2)).",
        filtered=ConsentTextFilter,
        by=ConsentTextOrder,
    )
    recipients: RecipientConnection = connection(
        RECIPIENTS, "Recipients (提供先).", filtered=RecipientFilter, by=RecipientOrder
    )
    contracts: ContractConnection = connection(
        CONTRACTS, "Partner contracts (APPI 25, 27).", filtered=ContractFilter, by=ContractOrder
    )
    transfers: TransferConnection = connection(
        TRANSFERS, "Flows of personal data to a recipient (APPI 27).", filtered=TransferFilter, by=TransferOrder
    )
    deliveries: DeliveryConnection = connection(
        DELIVERIES,
        "Actual hand-overs (APPI 27, 29); of persons they say how many, never who.",
        filtered=DeliveryFilter,
        by=DeliveryOrder,
    )
    anonymised_releases: AnonymisedReleaseConnection = connection(
        RELEASES,
        "Publications about anonymised information (匿名加工情報, APPI 43, 44).",
        filtered=AnonymisedReleaseFilter,
        by=AnonymisedReleaseOrder,
    )
    findings: FindingConnection = connection(
        FINDINGS,
        "Rules broken, with their days. Which transfers abroad stood on no basis last quarter, and why, is one.",
        filtered=FindingFilter,
        by=FindingOrder,
    )
    lapses: LapseConnection = connection(
        LAPSES,
        "What begins to be wrong after a day, and until another: findings that begin, contracts that end.",
        argument("on", date | None, "Look at the days after this one; today unless given.", None),
        argument("within", int | None, f"This many days: 0 to {MOST_DAYS}; {USUAL_DAYS} unless given.", None),
        argument("until", date | None, "Look until this day, inclusive, whatever `within` says.", None),
        filtered=LapseFilter,
        by=LapseOrder,
    )
    calendar: CalendarEntryConnection = connection(
        CALENDAR,
        "What ends, begins and is due on the days asked about (期日), as far as is known today: contracts and notices,"
        " returns, reviews, checks, consent texts, policies, transfers, findings, records. What was done in time, and"
        " so is never overdue, is not said to be due.",
        argument("from", date | None, "The first day; today unless given.", None),
        argument(
            "until",
            date | None,
            f"The last day; {calendar_rows.USUAL_DAYS} days after the first unless given. At most"
            f" {calendar_rows.MOST_DAYS} days are looked at.",
            None,
        ),
        slow=True,
        filtered=CalendarEntryFilter,
        by=CalendarEntryOrder,
    )
    ledger: LedgerEventConnection = connection(
        LEDGER,
        "What was done to the register, by whom and when, in the order in which it was committed; nothing in it is ever"
        " changed. `teikyo verify` proves that what is stored comes of it.",
        filtered=LedgerEventFilter,
        by=LedgerEventOrder,
    )
    requests: PersonRequestConnection = connection(
        REQUESTS,
        "What persons ask for under APPI 32 to 39, and how it is answered.",
        filtered=PersonRequestFilter,
        by=PersonRequestOrder,
    )
    provision_records: ProvisionRecordConnection = connection(
        PROVISION_RECORDS,
        "The records of provisions of a person's data (第三者提供記録, APPI 33(5)): those that the law asks for, and"
        " that are kept; what was recorded without a duty is none of them. Those of receipts are `receivedRecords`.",
        argument("subject", str, "The operator's own reference for the person."),
    )
    received_provisions: ReceivedProvisionConnection = connection(
        RECEIVED,
        "Personal data that third parties provided (第三者提供を受けた個人データ, APPI 30), and what is missing.",
        filtered=ReceivedProvisionFilter,
        by=ReceivedProvisionOrder,
    )
    received_records: ReceivedRecordConnection = connection(
        RECEIVED_RECORDS,
        "The records of receipts of a person's data (APPI 30(3), 33(5)): those that the law asks for, and are kept.",
        argument("subject", str, "The operator's own reference for the person."),
    )
    consents: ConsentConnection = connection(
        CONSENTS,
        "What a person agreed to, and took back (APPI 27(1), 28(1)).",
        argument("subject", str, "The operator's own reference for the person."),
    )
    actors: ActorConnection = connection(
        ACTORS, "Persons and programs that ask and write.", filtered=ActorFilter, by=ActorOrder
    )
    tokens: AccessTokenConnection = connection(
        TOKENS,
        "Access tokens, by what they are called; what lets in is never told.",
        filtered=AccessTokenFilter,
        by=AccessTokenOrder,
    )
    actor: Actor | None = single("Actor", "actor", name="name", where="")
    token: AccessToken | None = single("AccessToken", "token", name="key", where="")
    request: PersonRequest | None = single("PersonRequest", "request", where="")
    received_provision: ReceivedProvision | None = single("ReceivedProvision", "receipt of data", where="")
    consent: Consent | None = single_by_id("Consent", "consent")
    service: Service | None = single("Service", "service")
    purpose: Purpose | None = single("Purpose", "purpose of use")
    item: Item | None = single("Item", "item of personal data")
    policy: Policy | None = single("Policy", "version of the policy", name="version")
    consent_text: ConsentText | None = single("ConsentText", "consent text")
    recipient: Recipient | None = single("Recipient", "recipient")
    contract: Contract | None = single("Contract", "contract")
    transfer: Transfer | None = single("Transfer", "transfer")
    delivery: Delivery | None = single("Delivery", "delivery")
    anonymised_release: AnonymisedRelease | None = single_by_id(
        "AnonymisedRelease", "publication about anonymised information"
    )
    finding: Finding | None = single_by_id("Finding", "finding")
    node: Node | None = read(
        ByIdentity("id"),
        "Anything by its global id; null where there is nothing.",
        argument("id", strawberry.ID, "The global id."),
    )
    nodes: list[Node | None] = read(
        ByIdentity("ids"),
        "Anything by global ids, in their order; null where there is nothing.",
        argument("ids", list[strawberry.ID], f"Global ids, at most {MOST}."),
    )
    statistics: Statistics = read(
        STATISTICS,
        "Counts of transfers as they stand on a day, or quarter after quarter.",
        ON,
        argument("filter", TransferFilter | None, "Count only transfers for which all that is given holds.", None),
        argument("by", list[StatisticsKey] | None, "What `groups` are counted by; anything together.", None),
        argument(
            "quarters",
            Quarters | None,
            "Which quarters `groups` are counted in; given, they are by quarter whether `by` says so or not.",
            None,
        ),
    )

    may_provide: GateAnswer | None = computed(
        may_provide,
        "Whose data may be provided under a transfer, asked before it leaves (APPI 27, 28, 35): for each person"
        " allowed or the rules that forbid it, and for the transfer as a whole. The answer is kept; null where there is"
        " no such transfer.",
    )
    persons_concerned: ConcernedPersonConnection | None = computed(
        persons_of,
        "Whom a delivery lists, by their references, with the rules that are broken for each (APPI 27 to 29): those"
        " whom a finding of it counts, by its `code`. Null where there is no such delivery. Where nobody is listed it"
        " is refused, with `PERSONS_PURGED` or `PERSONS_NOT_LISTED`. It is read on a state of its own, no replica's.",
        paged=True,
    )
    viewer: Viewer = computed(holder_of_token, "Who asks: the actor whose token the request carries.")
