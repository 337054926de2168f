"""All verbs, by the names under which callers know them."""

import copyreg
from collections.abc import Iterator, Mapping

from vendors.register.documents import ENTRY_TYPES
from vendors.register.entries.contract import Amendment, Contract
from vendors.register.entries.delivery import ProvisionRecord
from vendors.register.entries.operator import Limits, Operator
from vendors.register.entries.part import Part
from vendors.register.entries.recipient import EquivalentMeasures, RecipientChange, Subprocessor
from vendors.register.entries.transfer import TransferChange
from vendors.store.entries import LIMITS, OPERATOR
from vendors.verbs import bases, dated, entries, inputs
from vendors.verbs.deciding import DECISION
from vendors.verbs.verb import Verb

SINGULARS: Mapping[str, tuple[str, str, str]] = {
    "services": ("Service", "Services", "a service from which data is provided"),
    "purposes": ("Purpose", "Purposes", "a purpose of use (利用目的, APPI 17)"),
    "items": ("Item", "Items", "an item of personal data (個人データの項目)"),
    "policies": ("Policy", "Policies", "a published version of the privacy policy"),
    "recipients": ("Recipient", "Recipients", "a recipient (提供先)"),
    "contracts": ("Contract", "Contracts", "a partner contract (APPI 25, 27)"),
    "consent_texts": ("ConsentText", "ConsentTexts", "a wording that people agree to (APPI 27(1), 28(2))"),
    "transfers": ("Transfer", "Transfers", "a flow of personal data to a recipient (提供, APPI 27)"),
    "deliveries": ("Delivery", "Deliveries", "an actual hand-over (APPI 27, 29)"),
    "anonymised_releases": (
        "AnonymisedRelease",
        "AnonymisedReleases",
        "a publication about anonymised information (匿名加工情報, APPI 43, 44)",
    ),
}
"""What one entry of each list is called in names of verbs, what several are, and what it is."""


_OF_DECISION = (
    "The gate's decision under which it was made (`GateAnswer.decision`), for the same transfer: how many persons that"
    " had not allowed is told as `outsideOfDecision`."
)
_BESIDE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "deliveries": (
        (
            DECISION,
            _OF_DECISION,
        ),
    )
}
"""What is said of a new entry of a list that is no part of it, and stands in no register file."""


def _of_every_entry() -> Iterator[Verb]:
    for list_name, (one, several, what) in SINGULARS.items():
        part = ENTRY_TYPES[list_name]
        yield Verb(
            f"register{one}",
            f"register{several}",
            list_name,
            f"Record {what}.",
            part,
            entries.register,
            makes=True,
            sees=False,
            beside=_BESIDE.get(list_name, ()),
        )
        yield Verb(
            f"correct{one}",
            f"correct{several}",
            list_name,
            f"Correct what is recorded of {what}: it then said so from the beginning, and all days are judged anew."
            " What is left out stays as it is; null makes a field absent; a list is replaced whole.",
            part,
            entries.correct,
            corrects=True,
            partly=True,
            without=frozenset({"code", "version"}),
        )
        yield Verb(
            f"remove{one}",
            f"remove{several}",
            list_name,
            f"Remove {what} that should not have been recorded; what is named by another entry stays.",
            Part,
            entries.remove,
            corrects=True,
        )


def _single(list_name: str, name: str, what: str, part: type[Part]) -> Verb:
    return Verb(
        name,
        "",
        list_name,
        f"Correct what is recorded of {what}; all days are judged anew. What is left out stays as it is; null makes a"
        " field absent.",
        part,
        entries.correct,
        corrects=True,
        partly=True,
    )


_DATED = (
    Verb(
        "changeRecipient",
        "changeRecipients",
        "recipients",
        "Record what changes about a recipient from a day on; earlier days keep their facts. What is left out stays as"
        " it is; null makes a field absent from that day on.",
        RecipientChange,
        dated.adds_to("changes"),
    ),
    Verb(
        "recordScreening",
        "recordScreenings",
        "recipients",
        "Record that the selection of a recipient was checked on a day, and passed (委託先の選定, APPI 25).",
        inputs.OnDay,
        dated.adds_day("screenings"),
        sees=False,
    ),
    Verb(
        "recordReview",
        "recordReviews",
        "recipients",
        "Record that a recipient's handling was reviewed on a day (取扱状況の把握, APPI 25).",
        inputs.OnDay,
        dated.adds_day("reviews"),
        sees=False,
    ),
    Verb(
        "recordEquivalentCheck",
        "recordEquivalentChecks",
        "recipients",
        "Record that a recipient's equivalent measures were checked on a day (Rule 18(1)).",
        inputs.OnDay,
        dated.adds_day("equivalent_checks"),
        sees=False,
    ),
    Verb(
        "addSubprocessor",
        "addSubprocessors",
        "recipients",
        "Record that a recipient entrusts work further (再委託, APPI 25).",
        Subprocessor,
        dated.adds_to("subprocessors", "subprocessor"),
        named_field="subprocessor",
    ),
    Verb(
        "approveSubprocessor",
        "approveSubprocessors",
        "recipients",
        "Record the day on which re-entrustment (再委託) was approved.",
        inputs.SubprocessorApproved,
        dated.says_of_one("subprocessors", "recipient", "approved_on"),
    ),
    Verb(
        "endSubprocessor",
        "endSubprocessors",
        "recipients",
        "Record the last day of re-entrustment (再委託).",
        inputs.SubprocessorUntil,
        dated.says_of_one("subprocessors", "recipient", "until"),
    ),
    Verb(
        "addEquivalentMeasures",
        "addEquivalentMeasuresOfRecipients",
        "recipients",
        "Record that a recipient takes equivalent measures from a day on (基準適合体制, Rule 16).",
        EquivalentMeasures,
        dated.adds_to("equivalent_measures", "measures"),
        named_field="measures",
    ),
    Verb(
        "endEquivalentMeasures",
        "endEquivalentMeasuresOfRecipients",
        "recipients",
        "Record the last day of a recipient's equivalent measures (基準適合体制, Rule 16).",
        inputs.MeasuresUntil,
        dated.says_of_one("equivalent_measures", "kind", "until"),
    ),
    Verb(
        "amendContract",
        "amendContracts",
        "contracts",
        "Record an amendment of a contract from a day on: terms added and removed, whole values of the rest replaced.",
        Amendment,
        dated.adds_to("amendments"),
    ),
    Verb(
        "renewContract",
        "renewContracts",
        "contracts",
        "Record a contract that renews or replaces another. What is left out is as the other one said in the end, its"
        " amendments followed; null makes a field absent. Answers with the new contract.",
        Contract,
        dated.renew,
        sees=False,
        partly=True,
        without=frozenset({"renews", "recipient", "amendments", "terminated_on", "returned_on"}),
        wants=frozenset({"code", "from"}),
        named_field="renewal",
    ),
    Verb(
        "terminateContract",
        "terminateContracts",
        "contracts",
        "Record the last day in force of a contract that was ended.",
        inputs.OnDay,
        dated.says("terminated_on", "on", once=True),
    ),
    Verb(
        "recordReturn",
        "recordReturns",
        "contracts",
        "Record the day of the certificate that what was given under a contract was returned or erased (APPI 22).",
        inputs.OnDay,
        dated.says("returned_on", "on", once=True),
    ),
    Verb(
        "endConsentText",
        "endConsentTexts",
        "consent_texts",
        "Record the last day on which a consent text is in use.",
        inputs.Until,
        dated.says("until", "until"),
    ),
    Verb(
        "changeTransfer",
        "changeTransfers",
        "transfers",
        "Record what changes about a transfer from a day on; earlier days keep their facts. What is left out stays as"
        " it is; null makes a field absent from that day on.",
        TransferChange,
        dated.adds_to("changes"),
    ),
    Verb(
        "replaceBasis",
        "replaceBases",
        "transfers",
        "Have a transfer rest on another legal basis from a day on (APPI 27): the one in force ends the day before. The"
        " new one lasts as long as that one would have, unless it says until when.",
        inputs.NewBasis,
        bases.replace_basis,
    ),
    Verb(
        "endTransfer",
        "endTransfers",
        "transfers",
        "Record the last day of a transfer.",
        inputs.Until,
        dated.says("until", "until"),
    ),
    Verb(
        "recordProvision",
        "recordProvisions",
        "deliveries",
        "Record the provision record of a delivery (提供記録, APPI 29).",
        ProvisionRecord,
        dated.says("record", "record", once=True),
        named_field="record",
    ),
    Verb(
        "recordDeletion",
        "recordDeletions",
        "deliveries",
        "Record the day on which the provision record of a delivery was deleted (APPI 29, Rule 21).",
        inputs.OnDay,
        dated.says_of_part("record", "deleted_on", "on"),
    ),
)

VERBS: tuple[Verb, ...] = (
    *_of_every_entry(),
    _single(OPERATOR, "correctOperator", "the company whose register this is", Operator),
    _single(LIMITS, "correctLimits", "the register's internal limits", Limits),
    *_DATED,
)
"""Every verb there is."""

BY_NAME: Mapping[str, Verb] = {verb.name: verb for verb in VERBS}


def verb_named(name: str) -> Verb:
    """The verb of that name."""
    return BY_NAME[name]


# From one process to another a verb goes by its name: what it does is no data.
copyreg.pickle(Verb, lambda verb: (verb_named, (verb.name,)))
