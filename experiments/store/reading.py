"""Results: a results file as tidy pandas tables. Needs neither Keras nor a writable disk."""

import json
import sqlite3
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.store.writing import StoreError, check

# what is known of a trial once it has run
RESULT = (
    "coalesce(status, 'missing') AS status, coalesce(reason, '') AS reason, trials.epochs AS epochs, best_epoch, "
    "steps, parameters, engine, compile_seconds, train_seconds, peak_bytes, finished, spec, scores"
)


def read(path: str | Path) -> "Results":
    """Reads a run: its folder, or the `results.sqlite` in it.

    Raises:
        StoreError: there is no such file, or it is not a results file.
    """
    file = Path(path) / "results.sqlite" if Path(path).is_dir() else Path(path)
    if not file.is_file():
        raise StoreError(f"{file} does not exist. Run the experiments first, or name another run.")
    return Results(file)


def finished(file: Path, retry: bool = False) -> set[str]:
    """Keys of trials that need not run again; with `retry`, failed ones do run again. Writes nothing."""
    if not file.exists():
        return set()
    where = "WHERE status != 'error'" if retry else ""
    return set(Results(file).query(f"SELECT key FROM trials {where}")["key"])


@dataclass(frozen=True)
class Results:
    """The tables of one run.

    `trials`: one row a trial and study: `study, method, learning_rate, replicate, role, key, status, reason, epochs,
    best_epoch, steps, parameters, engine, compile_seconds, train_seconds, peak_bytes, finished, spec`, and one column
    a score, such as `test_accuracy`. Trials that are planned and have not run have the status `missing`.
    Of a search, one row a training: `study` is its name, `role` is `search` or `final` (the best, trained again);
    beside them `fold, number` (the order in which settings were asked for), `score` (what the search looked at; NaN
    if it failed), `won`, and one column a parameter of its space. Test scores stand at the winner's final trainings.
    `curves`: `key, split, metric, epoch, value`. `layers`: `key, layer, statistic, epoch, value` (epoch 0 is before
    training). `studies`, `runs`, `environments`: what was asked for, when, and where it ran.
    """

    file: Path
    _checked: list[bool] = field(default_factory=list, repr=False)  # once is enough: a large file takes a while

    def query(self, sql: str) -> pd.DataFrame:
        """Any SQL query on the file, as a table."""
        try:
            # "immutable" would miss the log; a plain read-only opening sees what a running writer has committed
            database = sqlite3.connect(f"{self.file.resolve().as_uri()}?mode=ro", uri=True, timeout=60)
            try:
                if not self._checked:
                    check(database, self.file, "Name another run.")
                    self._checked.append(True)
                return pd.read_sql_query(sql, database)
            finally:
                database.close()
        except (sqlite3.DatabaseError, pd.errors.DatabaseError) as error:
            raise StoreError(f"{self.file} is not a usable results file: {error}.") from error

    @cached_property
    def trials(self) -> pd.DataFrame:
        """The trials of every study and every search with their results."""
        found = [frame for frame in (self.planned, self.searched) if len(frame)]
        if len(found) < 2:
            return found[0] if found else self.planned
        return pd.DataFrame([row for frame in found for row in frame.to_dict("records")])

    @cached_property
    def planned(self) -> pd.DataFrame:
        """Planned trials of every study with their results."""
        return wide(
            self.query(
                "SELECT study, method, learning_rate, replicate, role, plan.key AS key, "
                f"{RESULT} FROM plan LEFT JOIN trials ON trials.key = plan.key "
                "ORDER BY study, method, learning_rate, replicate"
            )
        )

    @cached_property
    def searched(self) -> pd.DataFrame:
        """The trainings of every search with their settings and results; none in files that are older than searches."""
        if self.query("SELECT 1 FROM sqlite_master WHERE name = 'searches'").empty:
            return pd.DataFrame()
        frame = wide(
            self.query(
                "SELECT search AS study, executions.fold AS fold, executions.number AS number, phase AS role, "
                f"replicate, executions.key AS key, score, won, labels, {RESULT} FROM executions "
                "JOIN asked USING (search, fold, number) LEFT JOIN trials ON trials.key = executions.key "
                "ORDER BY study, executions.fold, executions.number, phase DESC, replicate",
            )
        )
        settings = pd.DataFrame([json.loads(text) for text in frame.pop("labels")], index=frame.index)
        frame = frame.astype({"won": bool, "score": float})
        tests = [column for column in frame if str(column).startswith("test_")]
        frame.loc[~(frame["won"] & (frame["role"] == "final")), tests] = float("nan")
        return frame.join(settings.rename(columns=lambda name: f"value:{name}" if name in frame else name))

    @cached_property
    def curves(self) -> pd.DataFrame:
        """One row an epoch of each curve; epochs count from 1."""
        return self._long("SELECT key, split, metric, points FROM curves", first=1)

    @cached_property
    def layers(self) -> pd.DataFrame:
        """One row an epoch of each layer statistic; epoch 0 is before training."""
        return self._long("SELECT key, layer, statistic, points FROM layers", first=0)

    @cached_property
    def studies(self) -> list[dict[str, Any]]:
        """Each study as last run: `spec` (see `experiments.spec.Study`) and `facts` of its data set, in page order."""
        rows = self.query("SELECT spec, facts FROM studies ORDER BY place").to_dict("records")
        return [{name: json.loads(text) for name, text in row.items()} for row in rows]

    @cached_property
    def runs(self) -> list[dict[str, Any]]:
        """Each run that wrote here: `started, finished, command, trained, facts`."""
        frame = self.query("SELECT started, finished, command, trained, facts FROM runs ORDER BY id").astype(object)
        rows = frame.where(frame.notna(), None).to_dict("records")  # a run that was killed has no end
        return [{**row, "facts": json.loads(row["facts"])} for row in rows]

    @cached_property
    def environments(self) -> list[dict[str, Any]]:
        """The environments in which stored trials ran."""
        return [json.loads(text) for text in self.query("SELECT facts FROM environments ORDER BY id")["facts"]]

    def _long(self, sql: str, first: int) -> pd.DataFrame:
        frame = self.query(sql)
        frame["value"] = [json.loads(text) for text in frame.pop("points")]
        frame["epoch"] = [list(range(first, first + len(values))) for values in frame["value"]]
        frame = frame.explode(["epoch", "value"], ignore_index=True).dropna(subset=["epoch"])
        return frame.astype({"epoch": int, "value": float})


def wide(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with its column `scores` opened into one column a score."""
    scores = [flat(json.loads(text)) if isinstance(text, str) else {} for text in frame.pop("scores")]
    return frame.join(pd.DataFrame(scores, index=frame.index, dtype=float))


def flat(scores: dict[str, dict[str, float]]) -> dict[str, float]:
    """`{"test": {"accuracy": 0.9}}` as `{"test_accuracy": 0.9}`."""
    return {f"{split}_{metric}": value for split, inner in scores.items() for metric, value in inner.items()}
