"""Trainings as TensorBoard shows them: the path of each in the log, and its row in the HParams table.

A path ends with the replicate: what stands before its last slash is one method at one setting, the group by which
TensorBoard is asked to colour.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.report.searches import PREFIX, SearchResult
from experiments.store import Results

TRAINED = ("ok", "diverged")
SAMPLE = 5  # reported trainings of a method at a setting that are enough to see how much its curves scatter
DIGITS = 2  # of a replicate's number in a path, so that names sort as numbers do


@dataclass(frozen=True)
class Run:
    """One training as TensorBoard shows it.

    Attributes:
        group: a folder below the log's; its trainings are one row of the HParams table, with mean scores.
        name: within the group.
        hparams: the hyperparameters in that row.
        row: the stored values of the trial: `key`, `status`, `epochs` and the scores.
    """

    group: str
    name: str
    hparams: dict[str, Any]
    row: dict[str, Any]

    def file(self, folder: Path) -> Path:
        """Its event file, named after the trial's key, so that a trial that was trained anew is written anew."""
        return folder / self.group / self.name / f"events.out.tfevents.0.{self.row['key'][:16]}"


def runs_of_studies(results: Results, extent: str) -> list[Run]:
    """The trainings of studies at `<study>/<method> at <setting>/<replicate>`.

    Args:
        results: what is stored.
        extent: a `sample` of the reported trainings of each method and setting, `reported`: these, `all`, or `none`.
    """
    table = results.planned
    table = table[table.status.isin(TRAINED) & (table.engine != "simulation") & (extent != "none")]
    if extent != "all":
        table = table[table.role == "report"]
    if extent == "sample":
        table = table.groupby(["study", "method", "setting"], dropna=False).head(SAMPLE)  # in order of replicates
    tuned = {
        (study["spec"]["name"], method["label"]): method["tunes"].rpartition(".")[2]
        for study in results.studies
        for method in study["spec"]["methods"]
    }
    runs = []
    for row in table.to_dict("records"):
        study, method, setting = row["study"], row["method"], row["setting"]
        chosen = {tuned[study, method]: setting} if setting == setting else {}
        group = f"{study}/{method.replace('/', '_')}" + (f" at {setting:g}" if chosen else "")
        shown = {"study": study, "method": method, **chosen}
        runs.append(Run(group, f"{row['replicate']:0{DIGITS}}", shown, row))  # type: ignore[arg-type]
    return runs


def runs_of_search(search: SearchResult) -> list[Run]:
    """The trainings of a search at `searches/<search>/<trial>, <phase>/<replicate>`.

    Test scores are the winner's alone; its final trainings have the phase `winner`.
    """
    name, nested = search.spec["name"], bool(search.spec.get("nested"))
    settings = search.trials.set_index(["fold", "number"])
    settings = settings[[column for column in settings if str(column).startswith(PREFIX)]]
    runs = []
    for row in search.executions[search.executions.status.isin(TRAINED)].to_dict("records"):
        chosen = settings.loc[(row["fold"], row["number"])].dropna()
        phase = "winner" if row["phase"] == "final" and row["won"] else row["phase"]
        split = {"split": row["fold"] + 1} if nested else {}
        trial = (f"split {row['fold'] + 1}, " if nested else "") + f"trial {row['number'] + 1:04}"
        shown = {"search": name, **split, "trial": row["number"] + 1, "phase": phase}
        shown |= {str(column).removeprefix(PREFIX): value for column, value in chosen.items()}
        group = f"searches/{name}/{trial}, {phase}"
        runs.append(Run(group, f"{row['replicate']:0{DIGITS}}", shown, row))  # type: ignore[arg-type]
    return runs
