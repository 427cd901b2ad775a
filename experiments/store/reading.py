"""Results: a results file as tidy pandas tables. Needs neither Keras nor a writable disk."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.store.opening import StoreError, readable
from experiments.store.tidy import listed, long, wide, winners_only

# what is known of a trial once it has run
RESULT = (
    "coalesce(status, 'missing') AS status, coalesce(reason, '') AS reason, trials.epochs AS epochs, best_epoch, "
    "steps, parameters, engine, compile_seconds, train_seconds, peak_bytes, finished, trials.spec AS spec, scores"
)
PAGED = "NOT coalesce(json_extract(studies.spec, '$.reference'), 0)"  # studies but for reference models
AMONG = "key IN (SELECT value FROM json_each(?))"  # of some trials: the parameter is a list of their keys


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
    return set(Results(file).query("SELECT key FROM trials WHERE status != 'error' OR NOT ?", retry)["key"])


@dataclass(frozen=True)
class Results:
    """The tables of one run; `Store` is the writer's side.

    `trials`: one row a trial and study: `study, method, setting, replicate, role, key, status, reason, epochs,
    best_epoch, steps, parameters, engine, compile_seconds, train_seconds, peak_bytes, finished, spec`, and one column
    a score, such as `test_accuracy`. The setting is the number that the method tunes, as a rule the learning rate; it
    is missing where there is none. Trials that are planned and have not run have the status `missing`.
    Of a search, one row a training: `study` is its name, `role` is `search` or `final` (the best, trained again);
    beside them `fold, number` (the order in which settings were asked for), `score` (what the search looked at; NaN
    if it failed), `won`, and one column a parameter of its space. Test scores stand at the winner's final trainings.
    `curves`: `key, split, metric, epoch, value`. `layers`: `key, layer, statistic, epoch, value` (epoch 0 is before
    training). `studies`, `runs`, `environments`: what was asked for, when, and where it ran.

    Attributes:
        file: the results file.
        names: of the studies and searches that are read; None for all that it holds.
    """

    file: Path
    names: frozenset[str] | None = None
    _checked: list[bool] = field(default_factory=list[bool], repr=False)  # once is enough: a large file takes a while

    def only(self, names: Iterable[str]) -> "Results":
        """The same file, as if it held some studies and searches alone."""
        return replace(self, names=frozenset(names))

    def named(self, table: pd.DataFrame, column: str) -> pd.DataFrame:
        """The rows of a table that are about the studies and searches that are read."""
        return table if self.names is None else table[table[column].isin(self.names)].reset_index(drop=True)

    def query(self, sql: str, *parameters: str | float | Sequence[str] | None) -> pd.DataFrame:
        """Any SQL query on the file, as a table.

        Args:
            parameters: a value for each `?`; a list for `key IN (SELECT value FROM json_each(?))`.
        """
        bound = [
            value if isinstance(value, str | float | int | None) else json.dumps(list(value)) for value in parameters
        ]
        try:
            database = readable(self.file, bool(self._checked))
            try:
                self._checked.append(True)
                return pd.read_sql_query(sql, database, params=tuple(bound))
            finally:
                database.close()
        except (sqlite3.DatabaseError, pd.errors.DatabaseError) as error:
            raise StoreError(f"{self.file} is not a usable results file: {error}.") from error

    @cached_property
    def environments(self) -> list[dict[str, Any]]:
        """The environments in which stored trials ran."""
        return [json.loads(text) for text in self.query("SELECT facts FROM environments ORDER BY id")["facts"]]

    @cached_property
    def trials(self) -> pd.DataFrame:
        """The trials of every study and every search with their results."""
        filled = [frame for frame in (self.planned, self.searched) if len(frame)]
        if len(filled) < 2:
            return filled[0] if filled else self.planned
        return pd.DataFrame([row for frame in filled for row in frame.to_dict("records")])

    @cached_property
    def curves(self) -> pd.DataFrame:
        """One row an epoch of each curve; epochs count from 1."""
        return long(self.query("SELECT key, split, metric, points FROM curves"), first=1)

    def series(self, split: str, metrics: Sequence[str], keys: Sequence[str] | None = None) -> pd.DataFrame:
        """Whole curves of one split, of some trials or of all: `key, metric, points`, a list a row."""
        condition = "" if keys is None else f" AND {AMONG}"  # of all, a run's whole table is faster without a list
        return listed(
            self.query(
                "SELECT key, metric, points FROM curves "
                f"WHERE split = ? AND metric IN (SELECT value FROM json_each(?)){condition}",
                *(split, metrics, *(() if keys is None else (keys,))),
            )
        )

    def points(self, split: str, keys: Sequence[str]) -> pd.DataFrame:
        """All curves of one split of some trials: `key, metric, points`, a list a row."""
        return listed(self.query(f"SELECT key, metric, points FROM curves WHERE split = ? AND {AMONG}", split, keys))

    def lines(self, table: str, keys: Sequence[str]) -> pd.DataFrame:
        """The rows of `curves` or of `layers` of some trials: `key, part, name, points`, a list a row."""
        part, name = {"curves": ("split", "metric"), "layers": ("layer", "statistic")}[table]
        return listed(
            self.query(f"SELECT key, {part} AS part, {name} AS name, points FROM {table} WHERE {AMONG}", keys)
        )

    @cached_property
    def layers(self) -> pd.DataFrame:
        """One row an epoch of each layer statistic; epoch 0 is before training."""
        return long(self.query("SELECT key, layer, statistic, points FROM layers"), first=0)

    def layer_series(self, statistic: str, keys: Sequence[str]) -> pd.DataFrame:
        """One statistic of some trials: `key, layer, points`, a list a row, from before training on."""
        return listed(
            self.query(f"SELECT key, layer, points FROM layers WHERE statistic = ? AND {AMONG}", statistic, keys)
        )

    def layer_ends(self, keys: Sequence[str]) -> pd.DataFrame:
        """Layer statistics of some trials before training and after the last epoch: `first` and `last`."""
        table = listed(self.query(f"SELECT key, layer, statistic, points FROM layers WHERE {AMONG}", keys))
        lines = table.pop("points")
        ends = {"first": [line[0] for line in lines], "last": [line[-1] for line in lines]}
        return table.assign(**ends).astype({"first": float, "last": float})

    @cached_property
    def studies(self) -> list[dict[str, Any]]:
        """Each study as last run: `spec` (see `experiments.spec.Study`) and `facts` of its data set, in page order."""
        table = self.named(self.query(f"SELECT name, spec, facts FROM studies WHERE {PAGED} ORDER BY place"), "name")
        rows = table[["spec", "facts"]].to_dict("records")
        return [{str(name): json.loads(text) for name, text in row.items()} for row in rows]

    @cached_property
    def planned(self) -> pd.DataFrame:
        """Planned trials of every study with their results."""
        table = self.query(
            f"SELECT study, method, setting, replicate, role, plan.key AS key, {RESULT} "
            "FROM plan JOIN studies ON studies.name = plan.study LEFT JOIN trials ON trials.key = plan.key "
            f"WHERE {PAGED} ORDER BY study, method, setting, replicate"
        )
        return wide(self.named(table, "study").astype({"setting": float}))  # a column of nulls alone has no type

    @cached_property
    def references(self) -> pd.DataFrame:
        """Reference models beside networks: `data` (the spec as text), `seed, method, replicate`, a column a score."""
        table = self.query(
            "SELECT json_extract(studies.spec, '$.base.data') AS data, json_extract(studies.spec, '$.seed') AS seed, "
            "method, replicate, scores FROM plan JOIN studies ON studies.name = plan.study "
            f"JOIN trials ON trials.key = plan.key WHERE status = 'ok' AND NOT {PAGED} ORDER BY method, replicate"
        )
        return wide(table)

    @cached_property
    def runs(self) -> list[dict[str, Any]]:
        """Each run that wrote here: `started, finished, command, trained, facts`."""
        frame = self.query("SELECT started, finished, command, trained, facts FROM runs ORDER BY id").astype(object)
        rows = frame.where(frame.notna(), None).to_dict("records")  # a run that was killed has no end
        return [{**row, "facts": json.loads(row["facts"])} for row in rows]

    @cached_property
    def searches(self) -> list[dict[str, Any]]:
        """Each search as last run, by name: `name, spec, facts, metric, direction`."""
        table = self.query("SELECT name, spec, facts, metric, direction FROM searches ORDER BY name")
        rows = self.named(table, "name").to_dict("records")
        return [{**row, "spec": json.loads(row["spec"]), "facts": json.loads(row["facts"])} for row in rows]

    def asked(self, search: str) -> pd.DataFrame:
        """What a search asked for, in this order: the columns of the table, `labels` as a dict of the parameters."""
        table = self.query("SELECT * FROM asked WHERE search = ? ORDER BY batch, fold, number", search)
        return table.assign(labels=[json.loads(text) for text in table["labels"]])

    def executions(self, search: str | None = None) -> pd.DataFrame:
        """The trainings of a search, or of all, with the parameters (`labels`) and the results of each."""
        table = self.query(
            "SELECT search, executions.fold AS fold, executions.number AS number, phase, replicate, "
            f"executions.key AS key, score, won, labels, {RESULT} FROM executions "
            "JOIN asked USING (search, fold, number) LEFT JOIN trials ON trials.key = executions.key "
            "WHERE search = coalesce(?, search) "
            "ORDER BY search, executions.fold, executions.number, phase DESC, replicate",
            search,
        ).astype({"won": bool, "score": float})
        return winners_only(wide(table.assign(labels=[json.loads(text) for text in table["labels"]])))

    @cached_property
    def searched(self) -> pd.DataFrame:
        """The trainings of every search with a column a parameter."""
        frame = self.named(self.executions(), "search").rename(columns={"search": "study", "phase": "role"})
        settings = pd.DataFrame(frame.pop("labels").to_list(), index=frame.index)
        doubled = {name: f"value:{name}" for name in settings if name in frame}
        return frame.join(settings.rename(columns=doubled))

    def model(self, search: str) -> dict[str, Any] | None:
        """The network that a search saved, if it did: its trial's `key`, its `file` beside this one, its `scores`."""
        rows = self.query("SELECT key, file, scores FROM models WHERE search = ?", search).to_dict("records")
        return {**rows[0], "scores": json.loads(rows[0]["scores"])} if rows else None

    def spec(self, key: str) -> dict[str, Any] | None:
        """The spec of a stored trial."""
        specs = self.query("SELECT spec FROM trials WHERE key = ?", key)["spec"]
        return json.loads(specs.iloc[0]) if len(specs) else None
