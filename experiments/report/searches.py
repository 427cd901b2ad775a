"""Searches as a page needs them, read from a results file: what was asked, every training of it, and who won."""

import json
from dataclasses import dataclass
from typing import Any

import pandas as pd

from experiments.store import Results
from experiments.store.reading import flat

PREFIX = "value:"  # of the columns that hold a parameter's values


@dataclass(frozen=True)
class Found:
    """One search of a run.

    Attributes:
        spec: the search as last run, a plain dict of `tuner_configs.search.Search`.
        facts: of its data set.
        metric, direction: what it looked at on the validation rows; `max` or `min`.
        trials: one row a question, in the order asked: `fold, number, batch, bracket, rung, parent, epochs, told,
            score` (mean over the replicates, missing if one failed), `best` (best score so far), `status, reason,
            seconds, trained` (epochs that early stopping let it train, mean), and one column a parameter, named
            `value:PARAMETER`, missing where the parameter did not exist.
        executions: one row a training: `fold, number, phase` (`search` or `final`), `replicate, key, score, status,
            reason, epochs, best_epoch, train_seconds, won`, and every stored score, such as `validation_accuracy`.
            Test scores are given for the winner's final trainings alone.
    """

    spec: dict[str, Any]
    facts: dict[str, Any]
    metric: str
    direction: str
    trials: pd.DataFrame
    executions: pd.DataFrame

    @property
    def winners(self) -> pd.DataFrame:
        """The final trainings of the winner; of each fold's winner in a nested search."""
        return self.executions[self.executions.won & (self.executions.phase == "final")]


def searches(results: Results) -> list[Found]:
    """Every search of a run, by name; none in files that are older than searches."""
    if results.query("SELECT 1 FROM sqlite_master WHERE name = 'searches'").empty:
        return []
    return [found(results, row) for row in results.query("SELECT * FROM searches ORDER BY name").to_dict("records")]


def found(results: Results, row: dict[str, Any]) -> Found:
    """One search."""
    name = row["name"].replace("'", "''")
    executions = trainings(results, name)
    asked = results.query(f"SELECT * FROM asked WHERE search = '{name}' ORDER BY batch, fold, number")
    values = pd.DataFrame([json.loads(text) for text in asked.pop("labels")], index=asked.index)
    table = asked.drop(columns=["search"]).join(values.add_prefix(PREFIX))
    within = executions[executions.phase == "search"].groupby(["fold", "number"])
    summary = within.agg(
        score=("score", lambda some: some.mean(skipna=False)),
        status=("status", worst),
        reason=("reason", lambda some: next((one for one in some if one), "")),
        trained=("epochs", "mean"),
    )
    table = table.join(summary, on=["fold", "number"])
    scores = table.groupby("fold").score
    best = scores.cummax() if row["direction"] == "max" else scores.cummin()
    table["best"] = best.groupby(table.fold).ffill()
    return Found(json.loads(row["spec"]), json.loads(row["facts"]), row["metric"], row["direction"], table, executions)


def trainings(results: Results, name: str) -> pd.DataFrame:
    """The executions of a search with what is stored of each."""
    table = results.query(
        "SELECT fold, number, phase, replicate, executions.key AS key, score, won, coalesce(status, 'missing') AS "
        "status, coalesce(reason, '') AS reason, epochs, best_epoch, train_seconds, scores FROM executions "
        f"LEFT JOIN trials ON trials.key = executions.key WHERE search = '{name}' "
        "ORDER BY fold, number, phase DESC, replicate"
    )
    table["won"] = table.won.astype(bool)
    table["score"] = table.score.astype(float)
    wide = [flat(json.loads(text)) if isinstance(text, str) else {} for text in table.pop("scores")]
    table = table.join(pd.DataFrame(wide, index=table.index, dtype=float))
    tests = [column for column in table if str(column).startswith("test_")]
    table.loc[~(table.won & (table.phase == "final")), tests] = float("nan")
    return table


def worst(statuses: pd.Series) -> str:
    """`ok` if all are, else the first that is not."""
    return next((one for one in statuses if one != "ok"), "ok")
