"""Published versions of the privacy policy, with their notices of joint use and opt-out."""

from tortoise.models import Model

from models import columns


class Policy(Model):
    """A published version of the privacy policy."""

    id = columns.row_number()
    version = columns.text("Name of the version")
    from_on = columns.day("First day in force")
    until_on = columns.optional_day("Last day in force: the day before the next version's; null while it is the last")
    states_provision = columns.flag("Whether provision to third parties stands among its purposes (APPI 17)")
    note = columns.note()
    owner = columns.owner()

    class Meta:
        table = "policy"
        table_description = "Published versions of the privacy policy"
        constraints = (
            columns.unique("policy_version_unique", "version"),
            columns.unique("policy_from_unique", "from_on"),
        )


class PolicyPurpose(Model):
    """A purpose that a version publishes."""

    id = columns.row_number()
    policy = columns.part_of("Policy", "The version")
    purpose = columns.refers_to("Purpose", "A purpose that it publishes")

    class Meta:
        table = "policy_purpose"
        table_description = "Purposes that a policy version publishes"
        constraints = (columns.unique("policy_purpose_unique", "policy_id", "purpose_id"),)
        indexes = (columns.index("policy_purpose_purpose", "purpose_id"),)


class PolicyJointUse(Model):
    """A notice of joint use (共同利用, APPI 27(5)(iii))."""

    id = columns.row_number()
    policy = columns.part_of("Policy", "The version that holds the notice")
    responsible = columns.optional_text("Who is responsible for managing the data")
    from_on = columns.day("Day from which the notice is given")
    note = columns.note()
    owner = columns.owner()

    class Meta:
        table = "policy_joint_use"
        table_description = "Notices of joint use (APPI 27(5)(iii))"
        indexes = (columns.index("policy_joint_use_policy", "policy_id"),)


class PolicyJointUseUser(Model):
    """A joint user that a notice names."""

    id = columns.row_number()
    joint_use = columns.part_of("PolicyJointUse", "The notice")
    recipient = columns.refers_to("Recipient", "A joint user that it names")

    class Meta:
        table = "policy_joint_use_user"
        table_description = "Joint users that a notice names"
        constraints = (columns.unique("policy_joint_use_user_unique", "joint_use_id", "recipient_id"),)
        indexes = (columns.index("policy_joint_use_user_recipient", "recipient_id"),)


class PolicyJointUseItem(Model):
    """An item that a notice of joint use names."""

    id = columns.row_number()
    joint_use = columns.part_of("PolicyJointUse", "The notice")
    item = columns.refers_to("Item", "An item that it names")

    class Meta:
        table = "policy_joint_use_item"
        table_description = "Items that a notice of joint use names"
        constraints = (columns.unique("policy_joint_use_item_unique", "joint_use_id", "item_id"),)
        indexes = (columns.index("policy_joint_use_item_item", "item_id"),)


class PolicyJointUsePurpose(Model):
    """A purpose that a notice of joint use names."""

    id = columns.row_number()
    joint_use = columns.part_of("PolicyJointUse", "The notice")
    purpose = columns.refers_to("Purpose", "A purpose that it names")

    class Meta:
        table = "policy_joint_use_purpose"
        table_description = "Purposes that a notice of joint use names"
        constraints = (columns.unique("policy_joint_use_purpose_unique", "joint_use_id", "purpose_id"),)
        indexes = (columns.index("policy_joint_use_purpose_purpose", "purpose_id"),)


class PolicyOptOut(Model):
    """An opt-out notice (オプトアウト, APPI 27(2))."""

    id = columns.row_number()
    policy = columns.part_of("Policy", "The version that holds the notice")
    notified_on = columns.optional_day("Day on which principals were notified, or could readily know")
    filed_on = columns.optional_day("Day on which it was filed with the PPC (APPI 27(2))")
    published_on = columns.optional_day("Day on which it was published (APPI 27(4))")
    from_on = columns.day("Day from which it is used")
    note = columns.note()
    owner = columns.owner()

    class Meta:
        table = "policy_opt_out"
        table_description = "Opt-out notices (APPI 27(2))"
        indexes = (columns.index("policy_opt_out_policy", "policy_id"),)


class PolicyOptOutItem(Model):
    """An item that an opt-out notice names."""

    id = columns.row_number()
    opt_out = columns.part_of("PolicyOptOut", "The notice")
    item = columns.refers_to("Item", "An item that it names")

    class Meta:
        table = "policy_opt_out_item"
        table_description = "Items that an opt-out notice names"
        constraints = (columns.unique("policy_opt_out_item_unique", "opt_out_id", "item_id"),)
        indexes = (columns.index("policy_opt_out_item_item", "item_id"),)


class PolicyOptOutRecipient(Model):
    """A recipient that an opt-out notice names."""

    id = columns.row_number()
    opt_out = columns.part_of("PolicyOptOut", "The notice")
    recipient = columns.refers_to("Recipient", "A recipient that it names")

    class Meta:
        table = "policy_opt_out_recipient"
        table_description = "Recipients that an opt-out notice names"
        constraints = (columns.unique("policy_opt_out_recipient_unique", "opt_out_id", "recipient_id"),)
        indexes = (columns.index("policy_opt_out_recipient_recipient", "recipient_id"),)
