"""A search while it runs: its settings, its trainings, the scores that its oracle was given, its trials as records.

`Results` reads the same tables as a report needs them.
"""

import json
import math
from collections.abc import Iterable
from typing import Any

from experiments.record import Curves, Record
from experiments.spec import dumps
from experiments.store.line import unpacked
from experiments.store.writing import Store, finals


def begin(store: Store, name: str, spec: Any, facts: dict[str, Any], metric: str, direction: str) -> float:
    """Notes a search, and gives the seconds already spent on it; a search of that name that was another is forgotten.

    Its trials stay: what the new search has in common with the old one is not trained again.
    """
    row = (name, dumps(spec), dumps(facts), metric, direction)
    with store.transaction() as database:
        previous = database.execute("SELECT name, spec, facts, metric, direction FROM searches WHERE name = ?", (name,))
        if previous.fetchone() != row:
            database.execute("DELETE FROM searches WHERE name = ?", (name,))
            database.execute("INSERT INTO searches VALUES (?, ?, ?, ?, ?)", row)
        return database.execute("SELECT coalesce(sum(seconds), 0) FROM asked WHERE search = ?", (name,)).fetchone()[0]


def note_batch(store: Store, asked: Iterable[tuple[Any, ...]], executions: Iterable[tuple[Any, ...]]) -> None:
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


def note_saved(store: Store, name: str, file: str, record: Record) -> None:
    """Notes that a network was saved, with the scores of its weights."""
    with store.transaction() as database:
        row = (name, record.key, file, dumps(finals(record)))
        database.execute("INSERT OR REPLACE INTO models VALUES (?, ?, ?, ?)", row)


def saved(store: Store, name: str) -> tuple[str, str] | None:
    """The trial whose network a search saved last, and the file; None if it saved none."""
    return store.database.execute("SELECT key, file FROM models WHERE search = ?", (name,)).fetchone()


def records(store: Store, keys: Iterable[str], retry: bool = False) -> dict[str, Record]:
    """Stored trials as records, by key, without layer statistics; with `retry`, without those that failed."""
    wanted = json.dumps(list(keys))
    curves: dict[str, Curves] = {}
    for key, split, metric, points in store.database.execute(
        "SELECT key, split, metric, points FROM curves WHERE key IN (SELECT value FROM json_each(?))", (wanted,)
    ):
        values = [math.nan if value is None else value for value in unpacked(points)]
        curves.setdefault(key, {}).setdefault(split, {})[metric] = values
    stored = store.database.execute(
        "SELECT key, status, reason, epochs, best_epoch, steps, parameters, scores, engine, compile_seconds, "
        "train_seconds FROM trials WHERE key IN (SELECT value FROM json_each(?)) AND (status != 'error' OR NOT ?)",
        (wanted, retry),
    )
    return {
        key: Record(
            key, status, reason, epochs, best_epoch, steps, parameters, json.loads(scores), curves.get(key, {}),
            engine=engine, compile_seconds=compiling, train_seconds=training,
        )
        for (
            key, status, reason, epochs, best_epoch, steps, parameters, scores, engine, compiling, training,
        ) in stored
    }  # fmt: skip
