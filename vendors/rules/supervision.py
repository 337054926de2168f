"""Rules 14 to 16 and 19: a vendor is chosen with care, watched, kept to its work, and returns the data at the end."""

from collections.abc import Iterable

from models.vocabulary import RuleCode
from vendors.facts.transfers import TransferFacts
from vendors.periods import FOREVER, run, since
from vendors.rules.due import overdue
from vendors.rules.readings import ANNIVERSARY, LIMITS
from vendors.rules.rule import ABSENT, ACT, BLOCKING, CONTRARY, OUTSOURCING, WARNING, Broken, Reach, Rule


def vendor_was_not_screened(transfer: TransferFacts) -> Iterable[Broken]:
    """Outsourcing until the day before the first screening."""
    screenings = transfer.recipient.entry.screenings
    first = min(screenings, default=None)
    yield Broken(transfer.outsourced - since(first), CONTRARY if screenings else ABSENT, transfer.recipient.about)


def review_is_overdue(transfer: TransferFacts) -> Iterable[Broken]:
    """No screening and no review within the limit, since the outsourcing began or since the last of them."""
    vendor = transfer.recipient
    late = overdue(transfer.outsourcing_runs, vendor.supervised, transfer.facts.limits.review_months)
    yield Broken(transfer.outsourced & late, CONTRARY if vendor.reviewed else ABSENT, vendor.about)


def goes_beyond_the_entrusted_work(transfer: TransferFacts) -> Iterable[Broken]:
    """The vendor uses the data for itself, mixes it with other data, or serves purposes that its contract lacks."""
    outsourced = transfer.outsourced
    misused = outsourced & (transfer.flagged("own_use") | transfer.flagged("mixed"))
    if misused:
        yield Broken(misused, CONTRARY, transfer.about)
    for contract, days in transfer.in_force:
        beyond = outsourced & days & transfer.purposes.within(contract.beyond_purposes)
        if beyond:
            yield Broken(beyond, ABSENT if contract.entry.purposes is None else CONTRARY, contract.about)


def data_was_not_returned(transfer: TransferFacts) -> Iterable[Broken]:
    """The last contract of a chain has ended, its days for return and erasure have run out, and nothing came back.

    Asked from the first day on which the transfer has run under the chain: before it, nothing was given.
    """
    for chain, days in transfer.chains:
        last, outsourced = chain.last, transfer.outsourced & days
        if last is None or last.is_cloud or not outsourced:
            continue
        allowed = last.entry.return_within_days
        end = last.in_force.last + (transfer.facts.limits.return_days if allowed is None else allowed)
        if last.in_force.last < FOREVER:
            owed = run(max(end + 1, outsourced.first), FOREVER if last.returned is None else last.returned - 1)
            yield Broken(owed, ABSENT if last.returned is None else CONTRARY, last.about)


VENDOR_NOT_SCREENED = Rule(
    number=14,
    code=RuleCode.VENDOR_NOT_SCREENED,
    title_ja="委託先を選定時に確認していない",
    title_en="The vendor was not screened before the outsourcing began",
    cure_ja="委託先の安全管理措置を確認し、選定の日を登録する。",
    cure_en="Check the vendor's security measures and record the day of the screening.",
    severities=(BLOCKING,),
    cites=("APPI 25", "Policy 4(1)"),
    since=ACT,
    reads=("recipients.screenings",),
    bases=OUTSOURCING,
    over=vendor_was_not_screened,
)

SUPERVISION_OVERDUE = Rule(
    number=15,
    code=RuleCode.SUPERVISION_OVERDUE,
    title_ja="委託先の取扱状況の把握が遅れている",
    title_en="The review of the vendor is overdue",
    cure_ja="取扱状況を確認し、その日を登録する。",
    cure_en="Review how the vendor handles the data, and record the day.",
    severities=(WARNING,),
    cites=("APPI 25", "Policy 4(1)"),
    since=ACT,
    readings=(LIMITS, ANNIVERSARY),
    reads=("recipients.reviews", "recipients.screenings", "limits.review_months"),
    bases=OUTSOURCING,
    over=review_is_overdue,
)

OUTSOURCING_SCOPE_EXCEEDED = Rule(
    number=16,
    code=RuleCode.OUTSOURCING_SCOPE_EXCEEDED,
    title_ja="委託の範囲を超えて利用されている",
    title_en="The data is used beyond the entrusted work",
    cure_ja="委託先自身の利用・混合をやめさせるか、別の根拠(同意など)に改める。契約の目的を実際の目的に合わせる。",
    cure_en="End the vendor's own use and mixing, or rest it on another basis such as consent; bring the contract's "
    "purposes in line.",
    severities=(BLOCKING,),
    cites=("APPI 27(5)(i)",),
    since=ACT,
    reads=("transfers.own_use", "transfers.mixed", "transfers.purposes", "contracts.purposes"),
    bases=OUTSOURCING,
    over=goes_beyond_the_entrusted_work,
)

RETURN_ERASURE_OVERDUE = Rule(
    number=19,
    code=RuleCode.RETURN_ERASURE_OVERDUE,
    title_ja="契約終了後の返還・消去が確認されていない",
    title_en="Return or erasure after the contract's end is overdue",
    cure_ja="返還または消去の証明を受け、その日を登録する。",
    cure_en="Obtain a certificate of return or erasure, and record its day.",
    severities=(WARNING,),
    cites=("APPI 22", "APPI 25"),
    since=ACT,
    readings=(LIMITS,),
    reads=(
        "contracts.until",
        "contracts.terminated_on",
        "contracts.return_within_days",
        "contracts.returned_on",
        "limits.return_days",
    ),
    bases=OUTSOURCING,
    reach=Reach.AFTERWARDS,
    over=data_was_not_returned,
)
