"""Policies, with notices of joint use and opt-out."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint


class Migration(migrations.Migration):
    """Policies, with notices of joint use and opt-out."""

    dependencies = [("teikyo", "0002_recipients")]

    operations = [
        ops.CreateModel(
            name="Policy",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                ("version", fields.TextField(description="Name of the version")),
                ("from_on", fields.DateField(description="First day in force")),
                (
                    "until_on",
                    fields.DateField(
                        null=True,
                        description="Last day in force: the day before the next version's; null while it is the last",
                    ),
                ),
                (
                    "states_provision",
                    fields.BooleanField(
                        null=True, description="Whether provision to third parties stands among its purposes (APPI 17)"
                    ),
                ),
                ("note", fields.TextField(null=True, description="Free note on the entry")),
                ("owner", fields.TextField(null=True, description="Who answers for the entry inside the company")),
            ],
            options={
                "table": "policy",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Published versions of the privacy policy",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Policy",
            constraint=UniqueConstraint(fields=("version",), name="policy_version_unique"),
        ),
        ops.AddConstraint(
            model_name="Policy",
            constraint=UniqueConstraint(fields=("from_on",), name="policy_from_unique"),
        ),
        ops.CreateModel(
            name="PolicyPurpose",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                (
                    "policy",
                    fields.ForeignKeyField(
                        "teikyo.Policy",
                        source_field="policy_id",
                        description="The version",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "purpose",
                    fields.ForeignKeyField(
                        "teikyo.Purpose",
                        source_field="purpose_id",
                        description="A purpose that it publishes",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
            ],
            options={
                "table": "policy_purpose",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Purposes that a policy version publishes",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="PolicyPurpose",
            constraint=UniqueConstraint(fields=("policy_id", "purpose_id"), name="policy_purpose_unique"),
        ),
        ops.AddIndex(
            model_name="PolicyPurpose",
            index=Index(fields=["purpose_id"], name="policy_purpose_purpose"),
        ),
        ops.CreateModel(
            name="PolicyJointUse",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                (
                    "policy",
                    fields.ForeignKeyField(
                        "teikyo.Policy",
                        source_field="policy_id",
                        description="The version that holds the notice",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("responsible", fields.TextField(null=True, description="Who is responsible for managing the data")),
                ("from_on", fields.DateField(description="Day from which the notice is given")),
                ("note", fields.TextField(null=True, description="Free note on the entry")),
                ("owner", fields.TextField(null=True, description="Who answers for the entry inside the company")),
            ],
            options={
                "table": "policy_joint_use",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Notices of joint use (APPI 27(5)(iii))",
            },
            bases=["Model"],
        ),
        ops.AddIndex(
            model_name="PolicyJointUse",
            index=Index(fields=["policy_id"], name="policy_joint_use_policy"),
        ),
        ops.CreateModel(
            name="PolicyJointUseUser",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                (
                    "joint_use",
                    fields.ForeignKeyField(
                        "teikyo.PolicyJointUse",
                        source_field="joint_use_id",
                        description="The notice",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "recipient",
                    fields.ForeignKeyField(
                        "teikyo.Recipient",
                        source_field="recipient_id",
                        description="A joint user that it names",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
            ],
            options={
                "table": "policy_joint_use_user",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Joint users that a notice names",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="PolicyJointUseUser",
            constraint=UniqueConstraint(fields=("joint_use_id", "recipient_id"), name="policy_joint_use_user_unique"),
        ),
        ops.AddIndex(
            model_name="PolicyJointUseUser",
            index=Index(fields=["recipient_id"], name="policy_joint_use_user_recipient"),
        ),
        ops.CreateModel(
            name="PolicyJointUseItem",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                (
                    "joint_use",
                    fields.ForeignKeyField(
                        "teikyo.PolicyJointUse",
                        source_field="joint_use_id",
                        description="The notice",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "item",
                    fields.ForeignKeyField(
                        "teikyo.Item",
                        source_field="item_id",
                        description="An item that it names",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
            ],
            options={
                "table": "policy_joint_use_item",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Items that a notice of joint use names",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="PolicyJointUseItem",
            constraint=UniqueConstraint(fields=("joint_use_id", "item_id"), name="policy_joint_use_item_unique"),
        ),
        ops.AddIndex(
            model_name="PolicyJointUseItem",
            index=Index(fields=["item_id"], name="policy_joint_use_item_item"),
        ),
        ops.CreateModel(
            name="PolicyJointUsePurpose",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                (
                    "joint_use",
                    fields.ForeignKeyField(
                        "teikyo.PolicyJointUse",
                        source_field="joint_use_id",
                        description="The notice",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "purpose",
                    fields.ForeignKeyField(
                        "teikyo.Purpose",
                        source_field="purpose_id",
                        description="A purpose that it names",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
            ],
            options={
                "table": "policy_joint_use_purpose",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Purposes that a notice of joint use names",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="PolicyJointUsePurpose",
            constraint=UniqueConstraint(fields=("joint_use_id", "purpose_id"), name="policy_joint_use_purpose_unique"),
        ),
        ops.AddIndex(
            model_name="PolicyJointUsePurpose",
            index=Index(fields=["purpose_id"], name="policy_joint_use_purpose_purpose"),
        ),
        ops.CreateModel(
            name="PolicyOptOut",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                (
                    "policy",
                    fields.ForeignKeyField(
                        "teikyo.Policy",
                        source_field="policy_id",
                        description="The version that holds the notice",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "notified_on",
                    fields.DateField(
                        null=True, description="Day on which principals were notified, or could readily know"
                    ),
                ),
                (
                    "filed_on",
                    fields.DateField(null=True, description="Day on which it was filed with the PPC (APPI 27(2))"),
                ),
                ("published_on", fields.DateField(null=True, description="Day on which it was published (APPI 27(4))")),
                ("from_on", fields.DateField(description="Day from which it is used")),
                ("note", fields.TextField(null=True, description="Free note on the entry")),
                ("owner", fields.TextField(null=True, description="Who answers for the entry inside the company")),
            ],
            options={
                "table": "policy_opt_out",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Opt-out notices (APPI 27(2))",
            },
            bases=["Model"],
        ),
        ops.AddIndex(
            model_name="PolicyOptOut",
            index=Index(fields=["policy_id"], name="policy_opt_out_policy"),
        ),
        ops.CreateModel(
            name="PolicyOptOutItem",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                (
                    "opt_out",
                    fields.ForeignKeyField(
                        "teikyo.PolicyOptOut",
                        source_field="opt_out_id",
                        description="The notice",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "item",
                    fields.ForeignKeyField(
                        "teikyo.Item",
                        source_field="item_id",
                        description="An item that it names",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
            ],
            options={
                "table": "policy_opt_out_item",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Items that an opt-out notice names",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="PolicyOptOutItem",
            constraint=UniqueConstraint(fields=("opt_out_id", "item_id"), name="policy_opt_out_item_unique"),
        ),
        ops.AddIndex(
            model_name="PolicyOptOutItem",
            index=Index(fields=["item_id"], name="policy_opt_out_item_item"),
        ),
        ops.CreateModel(
            name="PolicyOptOutRecipient",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                (
                    "opt_out",
                    fields.ForeignKeyField(
                        "teikyo.PolicyOptOut",
                        source_field="opt_out_id",
                        description="The notice",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "recipient",
                    fields.ForeignKeyField(
                        "teikyo.Recipient",
                        source_field="recipient_id",
                        description="A recipient that it names",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
            ],
            options={
                "table": "policy_opt_out_recipient",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Recipients that an opt-out notice names",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="PolicyOptOutRecipient",
            constraint=UniqueConstraint(fields=("opt_out_id", "recipient_id"), name="policy_opt_out_recipient_unique"),
        ),
        ops.AddIndex(
            model_name="PolicyOptOutRecipient",
            index=Index(fields=["recipient_id"], name="policy_opt_out_recipient_recipient"),
        ),
    ]
