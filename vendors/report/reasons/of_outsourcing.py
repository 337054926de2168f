"""Why outsourcing does not stand, in words: rules 10 to 19."""

from models.vocabulary import ContractKind
from vendors.periods import FOREVER
from vendors.register.entries.contract import Contract
from vendors.register.entries.recipient import Subprocessor
from vendors.report.reasons.case import Case, Said
from vendors.report.reasons.spoken import CONTRACT_KINDS, TERMS
from vendors.rules.contract import CONTRACT_TERMS


def too_many_items(case: Case) -> Said:
    """Rule 10."""
    contract, given = case.contract, case.transfer.items.at(case.day)
    allowed = contract.clauses.at(case.day).items
    if allowed is None:
        return {
            "ja": f"{case.title(contract)}は項目を定めておらず、「{case.items(given)}」を渡せない。",
            "en": f"{case.title(contract)} lists no items, so that it allows none; given are: {case.items(given)}.",
        }
    return {
        "ja": f"{case.title(contract)}が認める項目は「{case.items(allowed)}」で、「"
        f"{case.items(given - allowed)}」を含まない。",
        "en": f"{case.title(contract)} allows {case.items(allowed)}; given beyond that: {case.items(given - allowed)}.",
    }


def no_contract(case: Case) -> Said:
    """Rule 11."""
    if not isinstance(case.entry, Contract):
        return {
            "ja": f"{case.recipient}への委託について、契約が記録されていない。",
            "en": f"For the outsourcing to {case.recipient}, no contract is named.",
        }
    contract = case.contract
    if contract.entry.recipient != case.transfer.entry.recipient:
        return {
            "ja": f"{case.title(contract)}は、{case.recipient}との契約ではない。",
            "en": f"{case.title(contract)} is not one with {case.recipient}.",
        }
    if not contract.in_force:
        return {
            "ja": f"{case.title(contract)}は、終期の後に署名され、有効になったことがない。",
            "en": f"{case.title(contract)} was signed after its own end, and so was never in force.",
        }
    if contract.kind is not ContractKind.OUTSOURCING:
        kind = CONTRACT_KINDS[contract.kind]
        return {
            "ja": f"{case.title(contract)}は{kind['ja']}であり、委託契約ではない。",
            "en": f"{case.title(contract)} is {kind['en']}, not one of outsourcing.",
        }
    start = case.on(contract.in_force.first)
    return {
        "ja": f"{case.title(contract)}が有効になるのは {start} からである。",
        "en": f"{case.title(contract)} is in force only from {start}.",
    }


def contract_ended(case: Case) -> Said:
    """Rule 12."""
    contract = case.contract
    ends = [last for _, last in contract.in_force if last < case.day]
    end = case.on(max(ends)) if ends else "—"
    return {
        "ja": f"{case.title(contract)}の最終日は {end} で、その後に有効な更新または延長がない。",
        "en": f"{case.title(contract)} has {end} as its last day, and neither a renewal nor an extension is in force.",
    }


def terms_missing(case: Case) -> Said:
    """Rule 13."""
    contract = case.contract
    if case.path.endswith(".confidentiality"):
        return {
            "ja": f"{case.title(contract)}に、守秘義務の定めがない。",
            "en": f"{case.title(contract)} has no confidentiality clause.",
        }
    held = contract.clauses.at(case.day).terms
    missing = case.spoken(TERMS[term] for term in CONTRACT_TERMS[contract.kind] if term not in held)
    return {
        "ja": f"{case.title(contract)}に、次の条項がない: {missing}。",
        "en": f"{case.title(contract)} lacks: {missing}.",
    }


def not_screened(case: Case) -> Said:
    """Rule 14."""
    screenings = case.facts.recipients[case.entry.code].entry.screenings
    if not screenings:
        return {
            "ja": f"{case.recipient}を選定時に確認した記録がない。",
            "en": f"No screening of {case.recipient} is recorded.",
        }
    return {
        "ja": f"{case.recipient}の最初の確認は {min(screenings)} で、委託の開始より後である。",
        "en": f"{case.recipient} was first screened on {min(screenings)}, after the outsourcing began.",
    }


def review_late(case: Case) -> Said:
    """Rule 15."""
    vendor, months = case.facts.recipients[case.entry.code], case.facts.limits.review_months
    runs = [first for first, last in case.transfer.outsourcing_runs if first <= case.day <= last]
    marks = [day for day in vendor.supervised if day <= case.day and (not runs or day >= runs[0])]
    if not marks:
        return {
            "ja": f"委託を始めた {case.on(runs[0]) if runs else '—'} から{months}か月を過ぎても、"
            f"{case.recipient}の取扱状況を"
            "把握した記録がない。",
            "en": f"More than {months} months after the outsourcing began ({case.on(runs[0]) if runs else '—'}), no "
            f"review of {case.recipient} is recorded.",
        }
    return {
        "ja": f"{case.recipient}の直近の把握は {case.on(marks[-1])} で、{months}か月を過ぎている。",
        "en": f"{case.recipient} was last screened or reviewed on {case.on(marks[-1])}, more than {months} months ago.",
    }


def beyond_the_work(case: Case) -> Said:
    """Rule 16."""
    if isinstance(case.entry, Contract):
        contract, purposes = case.contract, case.transfer.purposes.at(case.day)
        beyond = case.purposes(purposes - contract.clauses.at(case.day).purposes)
        return {
            "ja": f"{case.title(contract)}の目的に、「{beyond}」が含まれない。",
            "en": f"{case.title(contract)} does not list the purpose: {beyond}.",
        }
    return {
        "ja": f"{case.recipient}が、データを自ら利用し、または他のデータと混合・突合している。",
        "en": f"{case.recipient} uses the data for itself, or mixes or matches it with other data.",
    }


def subprocessor_not_approved(case: Case) -> Said:
    """Rule 17."""
    place = int(case.path.rpartition("[")[2].rstrip("]"))
    sub: Subprocessor = case.entry.subprocessors[place]
    above, below = case.who(case.entry.code), case.who(sub.recipient)
    if sub.approved_on is None:
        return {
            "ja": f"{above}は {sub.from_} から{below}に再委託しているが、承認の記録がない。",
            "en": f"{below} works for {above} since {sub.from_}, and no approval is recorded.",
        }
    return {
        "ja": f"{above}は {sub.from_} から{below}に再委託しているが、承認は {sub.approved_on} である。",
        "en": f"{below} works for {above} since {sub.from_}, but was approved only on {sub.approved_on}.",
    }


def subprocessor_abroad(case: Case) -> Said:
    """Rule 18."""
    below, where = case.who(case.entry.code), case.where(case.entry.code)
    return {
        "ja": f"再委託先の{below}（{where}）について、外国での取扱いの根拠が記録されていない。",
        "en": f"{below} ({where}) works on the data for the vendor, and nothing recorded covers that abroad.",
    }


def not_returned(case: Case) -> Said:
    """Rule 19."""
    contract = case.contract
    end = contract.in_force.last
    days = contract.entry.return_within_days
    days = case.facts.limits.return_days if days is None else days
    due = case.on(min(end + days, FOREVER))
    returned = contract.entry.returned_on
    certified: Said = {
        "ja": f"証明を受けたのは {returned} である。" if returned else "証明の記録がない。",
        "en": f"the certificate is of {returned}." if returned else "no certificate is recorded.",
    }
    return {
        "ja": f"{case.title(contract)}の最終日は {case.on(end)}、返還・消去の期限は {due} で、{certified['ja']}",
        "en": f"{case.title(contract)} has {case.on(end)} as its last day, and {due} as the last one for return or "
        f"erasure; {certified['en']}",
    }
