"""Opening a results file, to read or to write: whether it is ours, whole, and of which format."""

import re
import sqlite3
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from experiments.errors import UserError
from experiments.store import formats

APPLICATION = 0x4B455850  # "KEXP" in the file's header marks it as ours
PAGE = 16_384  # bytes: a curve that does not fit into a quarter of a page takes another one of its own


class StoreError(UserError):
    """The results file cannot be used; the message says why and what to do."""


def writable(path: Path) -> sqlite3.Connection:
    """Opens a results file for writing, makes what it lacks, and refuses what is not ours.

    A file of an older version gets today's format; nothing that it holds is lost.
    """
    advice = "Move it away, or choose another run with --name."
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(path, timeout=60, isolation_level=None)
        check(database, path, advice)
        database.execute(f"PRAGMA page_size = {PAGE}")  # of a new file
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        renew(database)
        database.execute("PRAGMA foreign_keys = ON")
        return database
    except OSError as error:
        raise StoreError(
            f"{path.parent} cannot be written: {error.strerror}. Choose another folder with --out."
        ) from error
    except sqlite3.OperationalError as error:
        raise StoreError(f"{path} cannot be opened: {error}. Choose another folder with --out.") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path} is not a usable results file: {error}. {advice}") from error


def readable(path: Path, checked: bool = False) -> sqlite3.Connection:
    """Opens a results file for reading; one of an older version looks as if it had today's format.

    Args:
        checked: it was opened before: looking a large file through takes a while.
    """
    # "immutable" would miss the log; a plain read-only opening sees what a running writer has committed
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=60)
    try:
        if not checked:
            check(database, path, "Name another run.")
        disguise(database)
    except BaseException:
        database.close()
        raise
    return database


def check(database: sqlite3.Connection, path: Path, advice: str) -> None:
    """Raises `StoreError` unless the file is empty, or ours, whole and of a format that is known."""
    application = database.execute("PRAGMA application_id").fetchone()[0]
    if tables(database) and application != APPLICATION:
        raise StoreError(f"{path} was made by another program (application id {application:#x}). {advice}")
    if (version := formats.version(database)) > formats.NOW:
        raise StoreError(
            f"{path} was made by a newer version of the suite (its format is {version}; this version knows formats "
            f"up to {formats.NOW}). Install the newer version to use it. {advice}"
        )
    damage = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    if damage != "ok":
        raise StoreError(f"{path} is damaged: {damage}. {advice}")


def renew(database: sqlite3.Connection) -> None:
    """Gives a new file its tables, and an older one today's; all or nothing, and alone."""
    if formats.version(database) == formats.NOW:
        return
    database.execute("BEGIN IMMEDIATE")
    try:
        before = formats.version(database)  # once more: another run may have done it meanwhile
        if before:
            database.execute("ALTER TABLE plan RENAME TO plan_before")
        for statement in schema():
            database.execute(statement)
        if before:
            plan = formats.PLAN_OF_1 if before == 1 else formats.PLAN_OF_2
            database.execute("INSERT INTO plan " + plan.format(table="plan_before"))
            database.execute("DROP TABLE plan_before")
        if before == 1:
            database.execute(f"UPDATE studies SET spec = {formats.SPEC_OF_1}")
        database.execute(f"PRAGMA application_id = {APPLICATION}")  # a pragma takes no parameters
        database.execute(f"PRAGMA user_version = {formats.NOW}")
        database.execute("COMMIT")
    except BaseException:
        database.execute("ROLLBACK")
        raise


def disguise(database: sqlite3.Connection) -> None:
    """Shows an older file in today's format, by tables and views that last as long as the connection."""
    before = formats.version(database)
    if before == formats.NOW:
        return
    existing = tables(database)
    database.execute("PRAGMA temp_store = MEMORY")
    for statement in schema():
        if (name := re.search(r"EXISTS (\w+)", statement)) and name[1] not in existing:
            database.execute(statement.replace("CREATE TABLE", "CREATE TEMPORARY TABLE"))
    if before == 1:
        database.execute("CREATE TEMPORARY VIEW plan AS " + formats.PLAN_OF_1.format(table="main.plan"))
        studies = f"SELECT name, {formats.SPEC_OF_1} AS spec, facts, place FROM main.studies"
        database.execute(f"CREATE TEMPORARY VIEW studies AS {studies}")


def tables(database: sqlite3.Connection) -> set[str]:
    """The names of the tables in the file."""
    return {name for (name,) in database.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")}


def schema() -> Iterator[str]:
    """The statements that make the tables of today's format."""
    statement = ""
    for line in files("experiments.store").joinpath("schema.sql").read_text().splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
