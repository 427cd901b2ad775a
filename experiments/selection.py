"""What a command line asks for: studies, at a scale, on data sets."""

import argparse
from dataclasses import replace
from typing import Any

from experiments import catalog
from experiments.data import load
from experiments.data.loading import identified
from experiments.datafiles import is_file
from experiments.errors import UserError
from experiments.judging.looks import looks
from experiments.labels import labels, unused
from experiments.limits import fitted
from experiments.spec import Part, part, seeded
from experiments.study import Method, Study

LISTED = 8  # studies named in one sentence


def select(options: argparse.Namespace) -> tuple[list[Study], str, list[str]]:
    """The studies to run, what the plan calls the data, and sentences on what was changed or left out to suit them.

    With several data sets each study that asks about the user's data is asked on each of them, under a name of its own.

    Raises:
        UserError: no study is left that makes sense.
    """
    asked = [one.at(options.scale) for one in named(list(dict.fromkeys(options.studies)) or catalog.names())]
    parts = (dataset(name, options.target, options.reading) for name in options.dataset)
    tables = [(data, load(data)) for data in parts]
    known = [table.title for _, table in tables]
    apart = labels(options.dataset)
    titles = [title if known.count(title) == 1 else label for title, label in zip(known, apart, strict=True)]
    found: dict[str, Study] = {}
    notes: dict[str, list[str]] = {}
    for (data, table), label, title in zip(tables, apart, titles, strict=True):
        for study in (one for one in asked if one.methods):
            if not (study.own_data or study.stands_in or study.task in (None, table.task)):
                wrong = f"left out: it is about {study.task}, and {title} is for {table.task}"
                notes.setdefault(wrong, []).append(study.name)
                continue
            apt = study.task in (None, table.task)
            adapted = study.adapted(data if apt else None, options.epochs, options.replicates)
            alone = study.own_data or not apt or study.base is None or len(tables) == 1
            placed = adapted if alone else on(adapted, label, title, table.title)
            if placed.name in found:
                continue
            suited, changed = fitted(planned(placed, options))
            for sentence in changed:
                notes.setdefault(sentence, []).append(placed.name)
            if suited:
                found[placed.name] = whole(suited)
    said = [f"{listed(some)}: {sentence}" for sentence, some in notes.items()]
    if not found:
        received = f"{' '.join(options.dataset)} for {' '.join(options.studies) or 'all studies'}"
        raise UserError(f"{'. '.join(said)}. No study is left: choose other data or studies. Received: {received}")
    return list(found.values()), " and ".join(titles), said


def listed(studies: list[str]) -> str:
    """Their names, or how many they are."""
    some = list(dict.fromkeys(studies))
    return ", ".join(some) if len(some) <= LISTED else f"{len(some)} studies"


def named(names: list[str]) -> list[Study]:
    """The studies, under names of their own: they name pages and rows of the store.

    A second one of a name is called `NAME_2`.
    """
    found: dict[str, Study] = {}
    for name in names:
        study = catalog.load(name)
        label = unused(study.name, found)
        found[label] = replace(study, name=label)
    return list(found.values())


def on(study: Study, label: str, title: str, known: str) -> Study:
    """The study on one of several data sets, with a name and a title of its own."""
    return replace(
        study,
        name=f"{study.name}.{label}",
        title=f"{study.title} on {title}",
        of=study.name,
        on=None if title == known else title,
    )


def planned(study: Study, options: argparse.Namespace) -> Study:
    """The study with its seed, and with its looks if replicates are to be added until its claims are decided."""
    study = replace(study, seed=options.seed or 0)
    if not options.until_decided:
        return study
    return replace(study, looks=tuple(looks(study.replicates, max(options.max_replicates, study.replicates))))


def whole(study: Study) -> Study:
    """The study with the checksum of what functions of the user's own make of its data: see `identified`."""

    def counted(data: Part) -> Part:
        return data.but(checksum=identified(seeded(data, study.seed)).get("checksum"))

    def known(one: Method) -> Method:
        data = dict(one.changes).get("data")
        if data is None or ":" not in (found := study.part("data", data)).name:
            return one
        return replace(one, changes=tuple(sorted((dict(one.changes) | {"data": counted(found)}).items())))

    base = study.base and replace(study.base, data=counted(study.base.data))
    return replace(study, base=base, methods=tuple(known(one) for one in study.methods))


def dataset(name: str, target: str | None, reading: dict[str, Any] | None = None) -> Part:
    """A data set by name; a file with how it is read."""
    if not is_file(name):
        return part(name)
    return part(name, **({} if target is None else {"target": target}), **(reading or {}))
