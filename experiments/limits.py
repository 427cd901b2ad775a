"""A study's numbers against the data's: rows, labels, features, classes or images that it asks for and there are not.

A study adapts where its question is still asked, else it steps aside; a sentence for the plan says so.
"""

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from math import isqrt, prod
from typing import Any

from experiments.data import DataError, Table, load, prepare, sizes
from experiments.errors import UserError
from experiments.spec import SEEDED, Part, Trial, part, seeded
from experiments.study import Method, Study

FEW = 200  # rows below which a preparation may leave nothing of some replicate
LEAVES_OUT = {"imputation": "drop", "cleaning": "agreement"}  # options whose work depends on the replicate's rows
POOLING = 2  # what each layer of a convolutional network divides height and width by


class Misfit(UserError):  # noqa: N818 - the study steps aside, and the run goes on
    """What a method asks for cannot be had; the message is the end of a sentence."""


def fitted(study: Study) -> tuple[Study | None, list[str]]:
    """The study as its data allow, None if nothing is left to ask, and sentences on what was changed."""
    if study.base is None:
        return study, []
    try:
        load(study.base.data)
    except DataError as error:
        return None, [f"left out: {str(error).rstrip('.')}"]
    kept: list[Method] = []
    without: dict[str, list[str]] = {}
    for one in study.methods:
        try:
            kept.append(limited(study, one))
        except (Misfit, DataError) as misfit:
            without.setdefault(str(misfit).rstrip("."), []).append(one.label)
    left = study.only(tuple(kept))
    if not kept or (study.claims and not left.claims):
        return None, [f"left out: {'; '.join(without)}"]
    left = replace(left, base=replace(study.base, data=bounded(study.base.data)))
    rows, changed = changes(study, left, "train_rows"), changes(study, left, "missing_features")
    notes = [f"without {listed(labels)}: {reason}" for reason, labels in without.items()]
    notes += [f"{listed(sorted(rows))} training rows become {rows[max(rows)]}, all there are"] if rows else []
    notes += [f"gaps in {listed(sorted(changed))} features become gaps in {changed[max(changed)]}"] if changed else []
    there = sizes(left.base.data, 0)[0] if left.base else 0
    if study.base.batch_size > there and any(one.simulation is None for one in kept):
        notes.append(f"batches of {study.base.batch_size} rows become {there}, all there are")
    return each_once(reworded(left, rows)), notes


def limited(study: Study, one: Method) -> Method:
    """The method with no more rows or features than there are.

    Raises:
        Misfit, DataError: it cannot be had on these data.
    """
    before = data_of(study, one)
    data = bounded(before)
    changed, rows = dict(one.changes), sizes(data, 0)[0]
    if changed.get("batch_size", 0) > rows:
        raise Misfit(f"a batch would have more rows than the {rows} to train on")
    if not one.simulation:
        check_network(study.part("model", changed.get("model", part("base"))), load(data))
    if one.simulation and one.simulation.name == "reference_model" and len(shape := load(data).x.shape[1:]) > 1:
        raise Misfit(f"it is for tables, and {load(data).title} has rows of {' x '.join(map(str, shape))} numbers")
    last = study.tuning + max((study.replicates, *study.looks))
    varies = any(data.get(option) == value for option, value in LEAVES_OUT.items())
    for replicate in range(last if varies else 1) if len(load(data).x) < FEW else ():
        prepare(seeded(data, study.seed), replicate + SEEDED * study.seed)
    if before == data:
        return one
    at = data.get("train_rows") if one.position == before.get("train_rows") else one.position
    return replace(one, changes=tuple(sorted((changed | {"data": data}).items())), position=at)


def data_of(study: Study, one: Method) -> Part:
    """The data of a method."""
    return study.part("data", dict(one.changes).get("data", part("base")))


def bounded(data: Part) -> Part:
    """The data with no more training rows and features with gaps than there are.

    Raises:
        Misfit: it asks for other classes, or for more labelled rows.
    """
    table = load(data.but(classes=None, missing=None, missing_features=None, seed=None))
    wanted, known = data.get("classes", ()), len(table.classes or ())
    if wanted and max(wanted) >= known:
        raise Misfit(f"it needs classes {wanted}, and {table.title} has {known or 'none'}")
    if data.get("missing_features", 0) > (features := prod(table.x.shape[1:])):
        data = data.but(missing_features=features)
    rows = sizes(data.but(train_rows=None, labelled=None, duplicates=None, leak=None), 0)[0]
    if data.get("labelled", 0) >= rows:
        raise Misfit(f"it needs as many labelled rows and others without, and {table.title} trains on {rows} rows")
    return data.but(train_rows=rows) if data.get("train_rows", 0) > rows else data


def check_network(model: Part, table: Table) -> None:
    """Raises `Misfit` where a network of the suite needs images or sequences and the rows are none."""
    shape = table.x.shape[1:]
    least = POOLING ** len(model.get("filters", (0, 0))) if model.get("pooling") != "none" else 1
    square = len(shape) == 1 and isqrt(shape[0]) ** 2 == shape[0] and shape[0] >= least**2
    fits = {"cnn": len(shape) in (2, 3) or square, "rnn": len(shape) == 2 or square}
    if not fits.get(model.name, True):
        needed = {"cnn": "images", "rnn": "sequences"}[model.name]
        raise Misfit(f"it needs {needed}, and {table.title} has rows of {' x '.join(map(str, shape))} numbers")


def changes(study: Study, left: Study, option: str) -> dict[int, int]:
    """What an option of the data was, and what it is, where it is other."""
    known = {one.label: data_of(study, one).get(option) for one in study.methods}
    now = {one.label: data_of(left, one).get(option) for one in left.methods}
    return {known[label]: value for label, value in now.items() if known[label] != value}


def listed(some: Iterable[Any]) -> str:
    """`25, 50 and 100`."""
    *first, last = map(str, some)
    return f"{', '.join(first)} and {last}" if first else last


def reworded(value: Any, rows: dict[int, int]) -> Any:
    """A study whose labels and sentences speak of the rows that there are: `100 rows` becomes `54 rows`."""
    if isinstance(value, str):
        for old, new in rows.items():
            value = re.sub(rf"\b{old} (?=(training )?rows)", f"{new} ", value)
        return value
    if isinstance(value, tuple):
        return tuple(reworded(one, rows) for one in value)
    if not rows or isinstance(value, Part | Trial) or not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(value, **{one.name: reworded(getattr(value, one.name), rows) for one in fields(value)})


def each_once(study: Study) -> Study:
    """The study without the second of what is alike by now: methods of one label, claims, pairs."""
    methods: dict[str, Method] = {}
    for one in study.methods:
        methods.setdefault(one.label, one)
    claims = (replace(one, pairs=tuple(dict.fromkeys(one.pairs))) for one in study.claims)
    charts = (replace(one, methods=tuple(dict.fromkeys(one.methods))) for one in study.charts)
    return replace(study, methods=tuple(methods.values()), claims=tuple(dict.fromkeys(claims)), charts=tuple(charts))
