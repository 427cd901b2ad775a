"""Jobs: each search that is asked for, on its data set, with the folder of its results."""

from dataclasses import dataclass
from pathlib import Path

from experiments.errors import UserError
from experiments.labels import folder, labels, unused
from experiments.request import Request
from experiments.tuning import configs


@dataclass(frozen=True)
class Job:
    """One search on one data set.

    Attributes:
        search: as named on the command line.
        dataset: as named there; None for the search's own.
        folder: of its results.
        name: what it is called in that folder, where no other search has its name.
    """

    search: str
    dataset: str | None
    folder: Path
    name: str


def jobs(request: Request, names: list[str]) -> list[Job]:
    """Every search on every data set. Each data set has a folder of its own, unless `--name` says otherwise.

    Raises:
        UserError: several data sets would share a folder, which holds a search once.
    """
    datasets = list(zip(request.dataset, labels(request.dataset), strict=True)) or [(None, "")]
    asked: list[Job] = []
    for dataset, label in datasets:
        for name in names:
            search = configs.load(name)
            parent = request.out / (request.name or label or folder(search.data.name))
            taken = [job.name for job in asked if job.folder == parent]
            asked.append(Job(name, dataset, parent, unused(search.name, taken)))
    if len(folders(asked)) < len(datasets):
        raise UserError(
            "A folder holds a search on one data set. Leave out --name, or ask for one --dataset at a time, each with "
            f"its own --name. Received: {' '.join(request.dataset)}"
        )
    return asked


def folders(asked: list[Job]) -> list[Path]:
    """The folders, each once."""
    return list(dict.fromkeys(job.folder for job in asked))


def check_stored(asked: list[Job]) -> None:
    """Raises `UserError` unless the results of every job are in its folder."""
    from experiments.report.searches import searches
    from experiments.store import read

    stored = {folder: [search.spec["name"] for search in searches(read(folder))] for folder in folders(asked)}
    for job in asked:
        if job.name not in stored[job.folder]:
            listed = ", ".join(stored[job.folder]) or "none"
            raise UserError(
                f"{job.folder} holds nothing of the search {job.name}. Run it first, without --report-only, or "
                f"name another run. Searches there: {listed}."
            )
