"""Store: finished trials in SQLite, one transaction a stack, safe against kill -9 and against a second run."""

import json
import math
import sqlite3
from collections.abc import Iterable
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from experiments.errors import UserError
from experiments.record import Record
from experiments.spec import Simulation, Trial, dumps
from experiments.study import Study

APPLICATION = 0x4B455850  # "KEXP" in the file's header marks it as ours
VERSION = 1


class StoreError(UserError):
    """The results file cannot be used; the message says why and what to do."""


def now() -> str:
    """The time in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def points(values: Iterable[float]) -> str:
    """A JSON array with nine significant digits (all that float32 holds); null for what is not finite."""
    return json.dumps([float(f"{value:.9g}") if math.isfinite(value) else None for value in values])


def finals(record: Record) -> dict[str, dict[str, float | str]]:
    """The scores for JSON, which has no word for what is not finite: `inf`, `-inf` and `nan` as text."""
    return {
        split: {name: value if math.isfinite(value) else str(value) for name, value in inner.items()}
        for split, inner in record.scores.items()
    }


class Store:
    """The writer's side of one results file.

    Args:
        path: the file; it is made if missing.

    Raises:
        StoreError: not a SQLite file, damaged, made by another program, by a newer version, or not writable.
    """

    def __init__(self, path: Path):
        self.path = path
        self.database = connect(path)

    @contextmanager
    def transaction(self):
        """All or nothing, and alone: a second writer waits."""
        try:
            self.database.execute("BEGIN IMMEDIATE")
            yield self.database
            self.database.execute("COMMIT")
        except BaseException as error:
            if self.database.in_transaction:
                self.database.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise StoreError(
                    f"{self.path} could not be written: {error}. Nothing that was stored is lost."
                ) from error
            raise

    def begin(self, command: str, facts: dict[str, Any]) -> int:
        """Notes the start of a run and gives its number."""
        with self.transaction() as database:
            row = database.execute(
                "INSERT INTO runs (started, command, facts) VALUES (?, ?, ?)", (now(), command, dumps(facts))
            )
        return int(row.lastrowid or 0)

    def end(self, run: int) -> None:
        """Notes that a run came to its end."""
        with self.transaction() as database:
            database.execute("UPDATE runs SET finished = ? WHERE id = ?", (now(), run))

    def plan(self, studies: Iterable[tuple[Study, dict[str, Any]]]) -> None:
        """Writes what each study consists of, and the facts of its data set; trials of an earlier plan stay."""
        with self.transaction() as database:
            for study, facts in studies:
                place = database.execute("SELECT coalesce(max(place), 0) + 1 FROM studies").fetchone()[0]
                database.execute(
                    "INSERT INTO studies VALUES (?, ?, ?, ?) "
                    "ON CONFLICT (name) DO UPDATE SET spec = excluded.spec, facts = excluded.facts",
                    (study.name, dumps(study), dumps(facts), place),
                )
                database.execute("DELETE FROM plan WHERE study = ?", (study.name,))
                database.executemany(
                    "INSERT INTO plan VALUES (?, ?, ?, ?, ?, ?)",
                    [(study.name, p.method, p.learning_rate, p.replicate, p.role, p.trial.key) for p in study.trials()],
                )

    def add(
        self, run: int, trials: Iterable[Trial | Simulation], records: Iterable[Record], environment: dict[str, Any]
    ) -> None:
        """Stores finished trials, all or none. What is there already stays, unless it was an error."""
        facts = dumps(environment)
        identity = sha256(facts.encode()).hexdigest()[:16]
        with self.transaction() as database:
            database.execute("INSERT OR IGNORE INTO environments VALUES (?, ?)", (identity, facts))
            for trial, record in zip(trials, records, strict=True):
                database.execute("DELETE FROM trials WHERE key = ? AND status = 'error'", (record.key,))
                added = database.execute(
                    "INSERT OR IGNORE INTO trials VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        record.key, dumps(trial), record.status, record.reason, record.epochs, record.best_epoch,
                        record.steps, record.parameters, dumps(finals(record)), record.engine, identity,
                        record.compile_seconds, record.train_seconds, record.peak_bytes, now(),
                    ),
                ).rowcount  # fmt: skip
                if added:
                    for table, rows in (("curves", record.curves), ("layers", record.layers)):
                        database.executemany(
                            f"INSERT INTO {table} VALUES (?, ?, ?, ?)",
                            [(record.key, a, b, points(v)) for a, inner in rows.items() for b, v in inner.items()],
                        )
                    database.execute("UPDATE runs SET trained = trained + 1 WHERE id = ?", (run,))

    def close(self) -> None:
        """Folds the log into the file and closes it."""
        self.database.close()


def connect(path: Path) -> sqlite3.Connection:
    """Opens a results file for writing, makes its tables, and refuses what is not ours."""
    advice = "Move it away, or choose another run with --name."
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(path, timeout=60, isolation_level=None)
        check(database, path, advice)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("PRAGMA foreign_keys = ON")
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.execute(f"PRAGMA user_version = {VERSION}")
        database.executescript(files("experiments.store").joinpath("schema.sql").read_text())
        return database
    except OSError as error:
        raise StoreError(
            f"{path.parent} cannot be written: {error.strerror}. Choose another folder with --out."
        ) from error
    except sqlite3.OperationalError as error:
        raise StoreError(f"{path} cannot be opened: {error}. Choose another folder with --out.") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path} is not a usable results file: {error}. {advice}") from error


def check(database: sqlite3.Connection, path: Path, advice: str) -> None:
    """Raises `StoreError` unless the file is empty, or ours and whole."""
    tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    application = database.execute("PRAGMA application_id").fetchone()[0]
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if tables and application != APPLICATION:
        raise StoreError(f"{path} was made by another program (application id {application:#x}). {advice}")
    if version > VERSION:
        raise StoreError(f"{path} was made by a newer version (format {version}; this one knows {VERSION}). {advice}")
    damage = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    if damage != "ok":
        raise StoreError(f"{path} is damaged: {damage}. {advice}")
