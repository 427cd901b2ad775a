"""Where searches stand: on which data set, in which folder; and whether anything is stored there."""

from dataclasses import dataclass
from pathlib import Path

from experiments.errors import UserError
from experiments.labels import folder, labels, unused
from experiments.request import Request
from experiments.tuning import configs


@dataclass(frozen=True)
class Place:
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


def places(request: Request, names: list[str]) -> list[Place]:
    """Every search on every data set; each data set has a folder of its own, unless `--name` says otherwise.

    Raises:
        UserError: several data sets would stand in one folder, which holds a search once.
    """
    datasets = list(zip(request.dataset, labels(request.dataset), strict=True)) or [(None, "")]
    asked: list[Place] = []
    for dataset, label in datasets:
        for name in names:
            search = configs.load(name)
            run = "+".join([label or folder(search.data.name), *request.networks])
            parent = request.out / (request.name or run)
            taken = [place.name for place in asked if place.folder == parent]
            asked.append(Place(name, dataset, parent, unused(search.name, taken)))
    if len(folders(asked)) < len(datasets):
        raise UserError(
            "A folder holds a search on one data set. Leave out --name, or ask for one --dataset at a time, each with "
            f"its own --name. Received: {' '.join(request.dataset)}"
        )
    return asked


def folders(asked: list[Place]) -> list[Path]:
    """The folders, each once."""
    return list(dict.fromkeys(place.folder for place in asked))


def check_stored(asked: list[Place]) -> None:
    """Raises `UserError` unless every search is stored where it stands."""
    from experiments.report.searches import searches
    from experiments.store import read

    stored = {folder: [search.spec["name"] for search in searches(read(folder))] for folder in folders(asked)}
    for place in asked:
        if place.name not in stored[place.folder]:
            there = ", ".join(stored[place.folder]) or "none"
            raise UserError(
                f"{place.folder} holds nothing of the search {place.name}. Run it first, without --report-only, or "
                f"name another run. Searches there: {there}."
            )
