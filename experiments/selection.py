"""What a command line asks for: studies, at a scale, on data sets."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from experiments import catalog
from experiments.data import Table, load
from experiments.datafiles import is_file
from experiments.errors import UserError
from experiments.report.looks import looks
from experiments.spec import Part, part
from experiments.study import Study


def select(options: argparse.Namespace) -> tuple[list[Study], str]:
    """The studies to run, and what the plan calls the data.

    With several data sets each study that asks about the user's data is asked on each of them, under a name of its own.

    Raises:
        UserError: a study that was asked for by name makes no sense on a data set, or none is left.
    """
    asked = [catalog.load(name).at(options.scale) for name in dict.fromkeys(options.studies) or catalog.names()]
    tables = [
        (data, load(data)) for data in (dataset(name, options.target, options.reading) for name in options.dataset)
    ]
    found: dict[str, Study] = {}
    for data, table in tables:
        for study in fitting(asked, data, table.task, bool(options.studies)):
            apt = study.task in (None, table.task)
            adapted = study.adapted(data if apt else None, options.epochs, options.replicates)
            own = study.own_data or not apt or study.base is None or len(tables) == 1
            placed = adapted if own else on(adapted, table)
            found[placed.name] = planned(placed, options)
    return list(found.values()), " and ".join(table.title for _, table in tables)


def fitting(studies: list[Study], data: Part, task: str, named: bool) -> list[Study]:
    """The studies that make sense for a task."""
    fit = [one for one in studies if one.own_data or one.stands_in or one.task in (None, task)]
    if (named and len(fit) < len(studies)) or not fit:
        wrong = next(one for one in studies if one not in fit)
        raise UserError(f"The study {wrong.name} is about {wrong.task}. Received: {data.name}, which is for {task}.")
    return [one for one in fit if one.methods]


def on(study: Study, table: Table) -> Study:
    """The study on one of several data sets, with a name and a title of its own."""
    name = Path(table.name).stem.replace(":", ".")
    return replace(study, name=f"{study.name}.{name}", title=f"{study.title} on {table.title}", of=study.name)


def planned(study: Study, options: argparse.Namespace) -> Study:
    """The study with its seed, and with its looks if replicates are to be added until its claims are decided."""
    study = replace(study, seed=options.seed or 0)
    if not options.until_decided:
        return study
    return replace(study, looks=tuple(looks(study.replicates, max(options.max_replicates, study.replicates))))


def dataset(name: str, target: str | None, reading: dict[str, Any] | None = None) -> Part:
    """A data set by name; a file with its checksum, so that a changed file is other data, and with how it is read."""
    if not is_file(name):
        return part(name)
    from experiments.data.csv import checksum

    return part(name, target=target, checksum=checksum(name), **(reading or {})).but()
