"""How many transfers stand how, kept: changes of the counts, day by day, and summed over months and years.

How many there are on a day is the sum of all changes until then: those of the years before, of the months before in its
year, and of the days in its month. They change in the transaction that changes spans and findings.
"""

from tortoise.models import Model

from models import columns
from models.vocabulary import BasisKind, ForeignMechanism, Grain, RuleCode, Severity, Verdict


class CountedState(Model):
    """What transfers that are counted together agree in."""

    id = columns.row_number()
    key = columns.key_text("All of it in one text, to find it by", 200)
    verdict = columns.word(Verdict, "What is said of the transfer")
    basis_kind = columns.optional_word(BasisKind, "Kind of the basis in force; null: none")
    abroad = columns.answer("Whether the recipient is abroad (APPI 28)")
    mechanism = columns.optional_word(
        ForeignMechanism, "What lets the provision go abroad (APPI 28); null outside the transfer's period"
    )
    record_required = columns.answer("Whether a provision record is required (APPI 29)")
    country = columns.country("Country of the recipient, ISO 3166-1 alpha-2 (APPI 28)")
    service = columns.refers_to("Service", "From which service")

    class Meta:
        table = "counted_state"
        table_description = "What transfers that are counted together agree in"
        constraints = (columns.unique("counted_state_key_unique", "key"),)
        indexes = (columns.index("counted_state_service", "service_id"),)


class TransferCount(Model):
    """By how many the transfers in a state become more, or fewer, over a day, a month or a year."""

    id = columns.row_number()
    grain = columns.word(Grain, "How many days it sums up")
    from_on = columns.day("First of these days")
    state = columns.refers_to("CountedState", "The state")
    transfers = columns.number("By how many they become more; below zero: fewer")
    ended = columns.number("How many transfers had their last day, in this state, the day before")

    class Meta:
        table = "transfer_count"
        table_description = "Changes of how many transfers stand how"
        constraints = (columns.unique("transfer_count_unique", "state_id", "grain", "from_on"),)
        indexes = (columns.index("transfer_count_days", "grain", "from_on", "state_id", "transfers", "ended"),)


class CodeCount(Model):
    """The same of transfers that break a rule; outside a transfer's period too."""

    id = columns.row_number()
    grain = columns.word(Grain, "How many days it sums up")
    from_on = columns.day("First of these days")
    code = columns.word(RuleCode, "The rule that is broken")
    state = columns.refers_to("CountedState", "The state")
    transfers = columns.number("By how many they become more; below zero: fewer")
    ended = columns.number("How many broke it the day before for the last time in their quarter")

    class Meta:
        table = "code_count"
        table_description = "Changes of how many transfers break a rule, and stand how"
        constraints = (columns.unique("code_count_unique", "state_id", "code", "grain", "from_on"),)
        indexes = (columns.index("code_count_days", "grain", "from_on", "code", "state_id", "transfers", "ended"),)


class FindingCount(Model):
    """By how many the findings of a rule become more, or fewer."""

    id = columns.row_number()
    grain = columns.word(Grain, "How many days it sums up")
    from_on = columns.day("First of these days")
    code = columns.word(RuleCode, "The rule that is broken")
    severity = columns.word(Severity, "Whether it blocks or warns")
    findings = columns.number("By how many findings there are more; below zero: fewer")
    transfers = columns.number("By how many transfers have one; below zero: fewer")

    class Meta:
        table = "finding_count"
        table_description = "Changes of how many findings hold"
        constraints = (columns.unique("finding_count_unique", "grain", "from_on", "code", "severity"),)
