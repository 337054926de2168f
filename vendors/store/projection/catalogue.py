"""The operator, services, purposes and items as rows."""

import models.catalogue as tables
from models.operator import Operator as OperatorRow
from vendors.register.entries.operator import Item, Limits, Operator, Purpose, Service
from vendors.store.projection.numbers import Numbers
from vendors.store.rows import Rows


def write_operator(rows: Rows, operator: Operator, limits: Limits) -> None:
    """The one row of the operator and its limits."""
    rows.add(
        OperatorRow,
        id=1,
        name=operator.name,
        country=operator.country,
        address=operator.address,
        representative=operator.representative,
        contact=operator.contact,
        time_zone=operator.time_zone,
        academic=operator.academic,
        review_months=limits.review_months,
        equivalent_check_months=limits.equivalent_check_months,
        return_days=limits.return_days,
        record_days=limits.record_days,
        note=operator.note,
        owner=operator.owner,
    )


def write_service(rows: Rows, entry: Service, numbers: Numbers) -> None:
    """The row of a service."""
    number = numbers.give("services", entry.code, rows)
    rows.add(tables.Service, id=number, code=entry.code, name=entry.name, note=entry.note, owner=entry.owner)


def write_purpose(rows: Rows, entry: Purpose, numbers: Numbers) -> None:
    """The row of a purpose of use."""
    number = numbers.give("purposes", entry.code, rows)
    rows.add(tables.Purpose, id=number, code=entry.code, name=entry.name, note=entry.note, owner=entry.owner)


def write_item(rows: Rows, entry: Item, numbers: Numbers) -> None:
    """The row of an item of personal data."""
    rows.add(
        tables.Item,
        id=numbers.give("items", entry.code, rows),
        code=entry.code,
        name=entry.name,
        sensitive=entry.sensitive,
        kind=entry.kind,
        source=entry.source,
        note=entry.note,
        owner=entry.owner,
    )
