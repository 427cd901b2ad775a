"""Searches in the store: what was asked, every training of it, what was told; and stored trials as records again."""

import json
import math
from collections.abc import Iterable
from typing import Any

from experiments.record import Record
from experiments.spec import dumps
from experiments.store.writing import Store, finals

AT_ONCE = 500  # keys in one query


def begin(store: Store, name: str, spec: Any, facts: dict[str, Any], metric: str, direction: str) -> float:
    """Notes a search, and gives the seconds already spent on it; a search of that name that was another is forgotten.

    Its trials stay: what the new search has in common with the old one is not trained again.
    """
    row = (name, dumps(spec), dumps(facts), metric, direction)
    with store.transaction() as database:
        known = database.execute("SELECT name, spec, facts, metric, direction FROM searches WHERE name = ?", (name,))
        if known.fetchone() != row:
            database.execute("DELETE FROM searches WHERE name = ?", (name,))
            database.execute("INSERT INTO searches VALUES (?, ?, ?, ?, ?)", row)
        return database.execute("SELECT coalesce(sum(seconds), 0) FROM asked WHERE search = ?", (name,)).fetchone()[0]


def note(store: Store, asked: Iterable[tuple], executions: Iterable[tuple]) -> None:
    """Writes rows of `asked` and `executions`, all or none; of what is there already, the time it took stays."""
    with store.transaction() as database:
        database.executemany(
            "INSERT INTO asked VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (search, fold, number) DO UPDATE SET batch = excluded.batch, "
            "tuner_trial = excluded.tuner_trial, labels = excluded.labels, epochs = excluded.epochs, "
            "bracket = excluded.bracket, rung = excluded.rung, parent = excluded.parent, told = excluded.told",
            asked,
        )
        database.executemany("INSERT OR REPLACE INTO executions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", executions)


def saved(store: Store, name: str) -> tuple[str, str] | None:
    """The trial whose network a search saved last, and the file; None if it saved none."""
    return store.database.execute("SELECT key, file FROM models WHERE search = ?", (name,)).fetchone()


def note_saved(store: Store, name: str, file: str, record: Record) -> None:
    """Notes that a network was saved, with the scores of its weights."""
    with store.transaction() as database:
        row = (name, record.key, file, dumps(finals(record)))
        database.execute("INSERT OR REPLACE INTO models VALUES (?, ?, ?, ?)", row)


def records(store: Store, keys: Iterable[str], retry: bool = False) -> dict[str, Record]:
    """Stored trials as records, by key, without layer statistics; with `retry`, without those that failed."""
    wanted, found = list(keys), {}
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        marks = ", ".join("?" * len(some))
        curves: dict[str, dict] = {}
        for key, split, metric, points in store.database.execute(
            f"SELECT key, split, metric, points FROM curves WHERE key IN ({marks})", some
        ):
            values = [math.nan if value is None else value for value in json.loads(points)]
            curves.setdefault(key, {}).setdefault(split, {})[metric] = values
        for (
            key,
            status,
            reason,
            epochs,
            best,
            steps,
            parameters,
            scores,
            engine,
            compiling,
            training,
        ) in store.database.execute(
            "SELECT key, status, reason, epochs, best_epoch, steps, parameters, scores, engine, compile_seconds, "
            f"train_seconds FROM trials WHERE key IN ({marks})",
            some,
        ):
            if status != "error" or not retry:
                found[key] = Record(
                    key, status, reason, epochs, best, steps, parameters, json.loads(scores), curves.get(key, {}),
                    compile_seconds=compiling, train_seconds=training, engine=engine,
                )  # fmt: skip
    return found
