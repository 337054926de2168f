"""What the engines and the ways to them raise, and what is said of it to people."""

import os

import asyncpg
from asyncpg.exceptions import InterfaceError, PostgresError
from tortoise.exceptions import BaseORMException, TransactionManagementError

from models.postgresql import BROKEN_OFF
from models.sqlite import sqlite3
from vendors.store.address import Address
from vendors.store.refusals import Refusal, StoreRefused

FAULTS = (BaseORMException, PostgresError, InterfaceError, sqlite3.Error, OSError, *BROKEN_OFF)
"""What the engines, and the ways to them, raise."""


def refusal_of(fault: Exception, address: Address) -> StoreRefused:
    """Why the engine refused, for people."""
    cause = _cause(fault)
    why = " ".join(str(cause).split()).rstrip(".") or type(cause).__name__
    if isinstance(cause, sqlite3.DatabaseError) and ("not a database" in why or "malformed" in why):
        return StoreRefused(Refusal.NOT_A_DATABASE, database=address)
    if isinstance(cause, asyncpg.LockNotAvailableError):
        return StoreRefused(Refusal.LOCKED, database=address)
    if isinstance(cause, sqlite3.OperationalError | TransactionManagementError) and "locked" in why:
        return StoreRefused(Refusal.LOCKED, database=address)
    if isinstance(cause, sqlite3.OperationalError) and "unable to open" in why:
        return StoreRefused(Refusal.UNREACHABLE, database=address, why=why)
    if isinstance(cause, OSError):
        why = os.strerror(cause.errno) if cause.errno and cause.errno > 0 else why
        return StoreRefused(Refusal.UNREACHABLE, database=address, why=why)
    unreachable = (
        *BROKEN_OFF,
        asyncpg.CannotConnectNowError,
        asyncpg.InvalidCatalogNameError,
        asyncpg.InvalidAuthorizationSpecificationError,
    )
    refusal = Refusal.UNREACHABLE if isinstance(cause, unreachable) else Refusal.FAILED
    return StoreRefused(refusal, database=address, why=why)


def is_there_already(fault: BaseException) -> bool:
    """Whether the engine refused a row because there is one that it may not stand beside."""
    cause = _cause(fault)
    if isinstance(cause, sqlite3.IntegrityError):
        return str(cause).startswith("UNIQUE")
    return isinstance(cause, asyncpg.UniqueViolationError)


def engine_code(fault: BaseException) -> str:
    """What the engine itself calls it, for a log: `53100`, `SQLITE_FULL`; no value of anybody's is in it."""
    cause = _cause(fault)
    told = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    return str(told or type(cause).__name__)


def _cause(fault: BaseException) -> BaseException:
    """What is below what Tortoise makes of it."""
    cause = fault
    while isinstance(cause, BaseORMException) and isinstance(cause.args[0] if cause.args else None, BaseException):
        cause = cause.args[0]
    return cause
