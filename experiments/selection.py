"""What a command line asks for: studies, at a scale, on data sets."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from experiments import catalog
from experiments.data import load
from experiments.data.loading import identified
from experiments.datafiles import is_file
from experiments.errors import UserError
from experiments.labels import labels, unused
from experiments.limits import fitted
from experiments.request import Request
from experiments.spec import Part, part, seeded
from experiments.study import Method, Study

LISTED = 8  # studies named in one sentence


def select(request: Request) -> tuple[list[Study], str, list[str]]:
    """The studies to run, what the plan calls the data, and sentences on what was changed or left out to suit them.

    With several data sets each study that asks about the user's data is asked on each of them, under a name of its own.

    Raises:
        UserError: no study is left that makes sense.
    """
    asked = [study.scaled(request.scale) for study in named(list(dict.fromkeys(request.studies)) or catalog.names())]
    parts = (dataset(name, request.reading) for name in request.datasets)
    tables = [(data, load(data)) for data in parts]
    own_titles = [table.title for _, table in tables]
    short_names = labels(request.datasets)
    pairs = zip(own_titles, short_names, strict=True)
    titles = [title if own_titles.count(title) == 1 else label for title, label in pairs]
    selected: dict[str, Study] = {}
    notes: dict[str, list[str]] = {}
    for (data, table), label, title in zip(tables, short_names, titles, strict=True):
        for study in (study for study in asked if study.methods):
            if not (study.own_data or study.stands_in or study.task in (None, table.task)):
                wrong = f"left out: it is about {study.task}, and {title} is for {table.task}"
                notes.setdefault(wrong, []).append(study.name)
                continue
            apt = study.task in (None, table.task)
            adapted = study.adapted(data if apt else None, request.epochs, request.replicates)
            alone = study.own_data or not apt or study.base is None or len(tables) == 1
            placed = adapted if alone else on_data_set(adapted, label, title, table.title)
            if placed.name in selected:
                continue
            suited, changes = fitted(replace(placed, seed=request.seed))
            for sentence in changes:
                notes.setdefault(sentence, []).append(placed.name)
            if suited:
                selected[placed.name] = with_checksums(suited)
    sentences = [f"{listed(studies)}: {sentence}" for sentence, studies in notes.items()]
    if not selected:
        received = f"{' '.join(request.datasets)} for {' '.join(request.studies) or 'all studies'}"
        raise UserError(f"{'. '.join(sentences)}. No study is left: choose other data or studies. Received: {received}")
    return list(selected.values()), " and ".join(titles), sentences


def listed(studies: list[str]) -> str:
    """Their names, or how many they are."""
    distinct = list(dict.fromkeys(studies))
    return ", ".join(distinct) if len(distinct) <= LISTED else f"{len(distinct)} studies"


def named(names: Sequence[str]) -> list[Study]:
    """The studies, under names of their own: they name pages and rows of the store.

    A second one of a name is called `NAME_2`.
    """
    studies: dict[str, Study] = {}
    for name in names:
        study = catalog.load(name)
        label = unused(study.name, studies)
        studies[label] = replace(study, name=label)
    return list(studies.values())


def on_data_set(study: Study, label: str, title: str, own_title: str) -> Study:
    """The study on one of several data sets, with a name and a title of its own."""
    return replace(
        study,
        name=f"{study.name}.{label}",
        title=f"{study.title} on {title}",
        parent=study.name,
        data_title=None if title == own_title else title,
    )


def with_checksums(study: Study) -> Study:
    """The study with the checksum of what functions of the user's own make of its data: see `identified`."""

    def counted(data: Part) -> Part:
        return data.but(checksum=identified(seeded(data, study.seed)).get("checksum"))

    def completed(method: Method) -> Method:
        data = dict(method.changes).get("data")
        if data is None or ":" not in (changed := study.part("data", data)).name:
            return method
        return replace(method, changes=tuple(sorted((dict(method.changes) | {"data": counted(changed)}).items())))

    base = study.base and replace(study.base, data=counted(study.base.data))
    return replace(study, base=base, methods=tuple(map(completed, study.methods)))


def dataset(name: str, reading: dict[str, Any]) -> Part:
    """A data set by name; a file with how it is read."""
    return part(name, **reading) if is_file(name) else part(name)
