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
    found: list[Place] = []
    for dataset, label in datasets:
        for name in names:
            search = configs.load(name)
            there = request.out / (request.name or label or folder(search.data.name))
            taken = [one.name for one in found if one.folder == there]
            found.append(Place(name, dataset, there, unused(search.name, taken)))
    if len(folders(found)) < len(datasets):
        raise UserError(
            "A folder holds a search on one data set. Leave out --name, or ask for one --dataset at a time, each with "
            f"its own --name. Received: {' '.join(request.dataset)}"
        )
    return found


def folders(some: list[Place]) -> list[Path]:
    """The folders, each once."""
    return list(dict.fromkeys(one.folder for one in some))


def check_stored(some: list[Place]) -> None:
    """Raises `UserError` unless every search is stored where it stands."""
    from experiments.report.searches import searches
    from experiments.store import read

    known = {place: [one.spec["name"] for one in searches(read(place))] for place in folders(some)}
    for one in some:
        if (name := one.name) not in known[one.folder]:
            there = ", ".join(known[one.folder]) or "none"
            raise UserError(
                f"{one.folder} holds nothing of the search {name}. Run it first, without --report-only, or name "
                f"another run. Searches there: {there}."
            )
