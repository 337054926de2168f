"""Partner contracts, their terms over time, and the return of data after their end."""

from tortoise.models import Model

from models import columns
from models.vocabulary import ContractKind, Term


class Contract(Model):
    """A partner contract, in force from the later of its first day and its signing; see its versions."""

    id = columns.row_number()
    code = columns.code("contract")
    recipient = columns.refers_to("Recipient", "With whom")
    kind = columns.word(ContractKind, "What it is about")
    title = columns.optional_text("Title")
    work = columns.optional_text("What is entrusted")
    signed_on = columns.optional_day("Day of signing; null: taken as the first day")
    from_on = columns.day("First day as written")
    terminated_on = columns.optional_day("Last day in force, where it was ended")
    auto_renews_months = columns.optional_number("Months by which it renews itself (自動更新); null: it does not")
    auto_renews_notice_days = columns.optional_number("Days of notice that stop a renewal")
    renews = columns.may_refer_to("Contract", "The contract that this one renews or replaces")
    handles_personal_data = columns.flag("Whether the recipient handles personal data; null is yes")
    access_controlled = columns.flag("Whether its access is controlled (the cloud case)")
    return_within_days = columns.optional_number("Days for return or erasure after the end")
    returned_on = columns.optional_day("Day of the certificate of return or erasure")
    note = columns.note()
    owner = columns.owner()

    class Meta:
        table = "contract"
        table_description = "Partner contracts"
        constraints = (columns.unique("contract_code_unique", "code"),)
        indexes = (
            columns.index("contract_recipient", "recipient_id", "from_on", "id"),
            columns.index("contract_renews", "renews_id"),
            columns.index("contract_from", "from_on", "id"),
        )


class ContractVersion(Model):
    """What a contract says over a run of days, its amendments applied."""

    id = columns.row_number()
    contract = columns.part_of("Contract", "The contract")
    from_on = columns.day("First day; 0001-01-01 from the beginning")
    until_on = columns.optional_day("Last day; null while it is the last version")
    ends_on = columns.optional_day("Last day of the contract, as this version has it; null is open-ended")
    has_confidentiality = columns.answer("Whether it has a confidentiality clause (守秘義務)")
    survives_months = columns.optional_number("Months for which confidentiality outlives the contract")
    binds_staff = columns.flag("Whether confidentiality binds the recipient's staff")
    binds_subcontractors = columns.flag("Whether confidentiality binds subcontractors")
    limits_purposes = columns.answer("Whether it names purposes at all")
    limits_items = columns.answer("Whether it names items at all")
    changed = columns.change_words("What the amendment that begins it replaces")
    adds = columns.change_words("Clauses that the amendment adds")
    removes = columns.change_words("Clauses that the amendment removes")
    note = columns.change_note()
    owner = columns.change_owner()

    class Meta:
        table = "contract_version"
        table_description = "What a contract says over a run of days"
        constraints = (columns.unique("contract_version_unique", "contract_id", "from_on"),)


class ContractVersionTerm(Model):
    """A clause that a version holds (APPI 25)."""

    id = columns.row_number()
    version = columns.part_of("ContractVersion", "The version")
    term = columns.word(Term, "A clause that it holds")

    class Meta:
        table = "contract_version_term"
        table_description = "Clauses that a contract version holds (APPI 25)"
        constraints = (columns.unique("contract_version_term_unique", "version_id", "term"),)
        indexes = (columns.index("contract_version_term_term", "term"),)


class ContractVersionPurpose(Model):
    """A purpose that a version allows."""

    id = columns.row_number()
    version = columns.part_of("ContractVersion", "The version")
    purpose = columns.refers_to("Purpose", "A purpose that it allows")

    class Meta:
        table = "contract_version_purpose"
        table_description = "Purposes that a contract version allows"
        constraints = (columns.unique("contract_version_purpose_unique", "version_id", "purpose_id"),)
        indexes = (columns.index("contract_version_purpose_purpose", "purpose_id"),)


class ContractVersionItem(Model):
    """An item that a version allows to be given."""

    id = columns.row_number()
    version = columns.part_of("ContractVersion", "The version")
    item = columns.refers_to("Item", "An item that it allows")

    class Meta:
        table = "contract_version_item"
        table_description = "Items that a contract version allows to be given"
        constraints = (columns.unique("contract_version_item_unique", "version_id", "item_id"),)
        indexes = (columns.index("contract_version_item_item", "item_id"),)


class ContractRun(Model):
    """A run of days on which a contract is in force, its signing, amendments, renewals and termination considered."""

    id = columns.row_number()
    contract = columns.part_of("Contract", "The contract")
    from_on = columns.day("First day in force")
    until_on = columns.optional_day("Last day in force; null is open-ended")

    class Meta:
        table = "contract_run"
        table_description = "Runs of days on which a contract is in force"
        constraints = (columns.unique("contract_run_unique", "contract_id", "from_on"),)
        indexes = (columns.index("contract_run_until", "until_on"),)
