"""Policy versions as rows: each ends the day before the next begins, so they are written together."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import zip_longest

import models.policy as tables
from vendors.register.entries.operator import JointUse, OptOut, Policy
from vendors.store.projection.numbers import Numbers
from vendors.store.rows import Rows


def write_policies(rows: Rows, policies: Sequence[Policy], numbers: Numbers) -> None:
    """The rows of all versions of the policy."""
    in_order = sorted(policies, key=lambda policy: policy.from_)
    lasts = [following.from_ - timedelta(days=1) for following in in_order[1:]]
    for entry, until in zip_longest(in_order, lasts):
        policy = rows.add(
            tables.Policy,
            id=numbers.give("policies", entry.version, rows),
            version=entry.version,
            from_on=entry.from_,
            until_on=until,
            states_provision=entry.states_provision,
            note=entry.note,
            owner=entry.owner,
        )
        for purpose in numbers.of_each("purposes", entry.purposes):
            rows.add(tables.PolicyPurpose, policy_id=policy, purpose_id=purpose)
        for joint_use in entry.joint_use:
            _write_joint_use(rows, policy, joint_use, numbers)
        for opt_out in entry.opt_out:
            _write_opt_out(rows, policy, opt_out, numbers)


def _write_joint_use(rows: Rows, policy: int, notice: JointUse, numbers: Numbers) -> None:
    joint_use = rows.add(
        tables.PolicyJointUse,
        policy_id=policy,
        responsible=notice.responsible,
        from_on=notice.from_,
        note=notice.note,
        owner=notice.owner,
    )
    for user in numbers.of_each("recipients", notice.users):
        rows.add(tables.PolicyJointUseUser, joint_use_id=joint_use, recipient_id=user)
    for item in numbers.of_each("items", notice.items):
        rows.add(tables.PolicyJointUseItem, joint_use_id=joint_use, item_id=item)
    for purpose in numbers.of_each("purposes", notice.purposes):
        rows.add(tables.PolicyJointUsePurpose, joint_use_id=joint_use, purpose_id=purpose)


def _write_opt_out(rows: Rows, policy: int, notice: OptOut, numbers: Numbers) -> None:
    opt_out = rows.add(
        tables.PolicyOptOut,
        policy_id=policy,
        notified_on=notice.notified_on,
        filed_on=notice.filed_on,
        published_on=notice.published_on,
        from_on=notice.from_,
        note=notice.note,
        owner=notice.owner,
    )
    for item in numbers.of_each("items", notice.items):
        rows.add(tables.PolicyOptOutItem, opt_out_id=opt_out, item_id=item)
    for recipient in numbers.of_each("recipients", notice.recipients):
        rows.add(tables.PolicyOptOutRecipient, opt_out_id=opt_out, recipient_id=recipient)
