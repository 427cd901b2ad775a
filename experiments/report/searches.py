"""Searches as a page needs them, read from a results file: what was asked, every training of it, and who won."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from experiments.store import Results

UNREAD = ["search", "labels", "steps", "parameters", "engine", "compile_seconds", "peak_bytes", "finished", "spec"]
PREFIX = "value:"  # of the columns that hold a parameter's values


@dataclass(frozen=True)
class SearchResult:
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


def searches(results: Results) -> list[SearchResult]:
    """Every search of a run, by name."""
    return [stored_search(results, row) for row in results.searches]


def stored_search(results: Results, row: dict[str, Any]) -> SearchResult:
    """One search of a run, by its row in the store."""
    executions = results.executions(row["name"]).drop(columns=UNREAD)
    questions = results.asked(row["name"])
    values = pd.DataFrame(questions.pop("labels").to_list(), index=questions.index)
    table = questions.drop(columns=["search"]).join(values.add_prefix(PREFIX))
    executed = executions[executions.phase == "search"].groupby(["fold", "number"])
    summary = executed.agg(
        score=("score", lambda values: values.mean(skipna=False)),
        status=("status", worst),
        reason=("reason", lambda values: next((text for text in values if text), "")),
        trained=("epochs", "mean"),
    )
    table = table.join(summary, on=["fold", "number"])
    scores = table.groupby("fold").score
    best = scores.cummax() if row["direction"] == "max" else scores.cummin()
    table["best"] = best.groupby(table.fold).ffill()
    return SearchResult(row["spec"], row["facts"], row["metric"], row["direction"], table, executions)


def worst(statuses: pd.Series) -> str:
    """`ok` if all are, else the first that is not."""
    return next((status for status in statuses if status != "ok"), "ok")
