"""Store: finished trials in SQLite, one transaction a stack, safe against kill -9 and against a second run."""

import math
import sqlite3
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from experiments.record import Curves, Record
from experiments.spec import Simulation, Trial, dumps
from experiments.store.line import packed
from experiments.store.opening import StoreError, writable
from experiments.study import Study


class Store:
    """The writer's side of one results file; `Results` is the reader's.

    Args:
        path: the file; it is made if missing.

    Raises:
        StoreError: not a SQLite file, damaged, made by another program, by a newer version, or not writable.
    """

    def __init__(self, path: Path):
        self.path = path
        self.database = writable(path)

    @contextmanager
    def transaction(self) -> Generator[sqlite3.Connection]:
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
                    database.executemany("INSERT INTO curves VALUES (?, ?, ?, ?)", rows(record.key, record.curves))
                    database.executemany("INSERT INTO layers VALUES (?, ?, ?, ?)", rows(record.key, record.layers))
                    database.execute("UPDATE runs SET trained = trained + 1 WHERE id = ?", (run,))

    def plan(self, studies: Iterable[tuple[Study, dict[str, Any]]]) -> None:
        """Writes what each study consists of, and the facts of its data set; trials of an earlier plan stay."""
        with self.transaction() as database:
            for study, facts in studies:
                database.execute(
                    "INSERT INTO studies SELECT ?, ?, ?, coalesce(max(place), 0) + 1 FROM studies WHERE true "
                    "ON CONFLICT (name) DO UPDATE SET spec = excluded.spec, facts = excluded.facts",
                    (study.name, dumps(study), dumps(facts)),
                )
                database.execute("DELETE FROM plan WHERE study = ?", (study.name,))
                database.executemany(
                    "INSERT INTO plan VALUES (?, ?, ?, ?, ?, ?)",
                    [(study.name, p.method, p.trial.key, p.setting, p.replicate, p.role) for p in study.trials()],
                )

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

    def close(self) -> None:
        """Folds the log into the file and closes it."""
        self.database.close()


def now() -> str:
    """The time in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def finals(record: Record) -> dict[str, dict[str, float | str]]:
    """The scores for JSON, which has no word for what is not finite: `inf`, `-inf` and `nan` as text."""
    return {
        split: {name: value if math.isfinite(value) else str(value) for name, value in scores.items()}
        for split, scores in record.scores.items()
    }


def rows(key: str, curves: Curves) -> list[tuple[str, str, str, bytes]]:
    """The rows of `curves` or `layers` for one trial."""
    return [(key, group, name, packed(line)) for group, lines in curves.items() for name, line in lines.items()]
