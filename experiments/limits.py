"""A study's numbers against the data's: rows, labels, features, classes or images that it asks for and there are not.

A study adapts where its question is still asked, else it steps aside; a sentence for the plan says so.
"""

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from math import isqrt, prod
from typing import Any

from experiments.data import DataError, Table, load, prepare, sizes
from experiments.data.table import image
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
    for method in study.methods:
        try:
            kept.append(limited(study, method))
        except (Misfit, DataError) as misfit:
            without.setdefault(str(misfit).rstrip("."), []).append(method.label)
    left = study.only(tuple(kept))
    if not kept or (study.claims and not left.claims):
        return None, [f"left out: {'; '.join(without)}"]
    left = replace(left, base=replace(study.base, data=bounded(study.base.data)))
    rows, changed = changes(study, left, "train_rows"), changes(study, left, "missing_features")
    notes = [f"without {listed(labels)}: {reason}" for reason, labels in without.items()]
    notes += [f"{listed(sorted(rows))} training rows become {rows[max(rows)]}, all there are"] if rows else []
    notes += [f"gaps in {listed(sorted(changed))} features become gaps in {changed[max(changed)]}"] if changed else []
    available = sizes(left.base.data, 0)[0] if left.base else 0
    if study.base.batch_size > available and any(method.simulation is None for method in kept):
        notes.append(f"batches of {study.base.batch_size} rows become {available}, all there are")
    return without_duplicates(reworded(left, rows)), notes


def limited(study: Study, method: Method) -> Method:
    """The method with no more rows or features than there are.

    Raises:
        Misfit, DataError: it cannot be had on these data.
    """
    before = method_data(study, method)
    data = bounded(before)
    changed, rows = dict(method.changes), sizes(data, 0)[0]
    if changed.get("batch_size", 0) > rows:
        raise Misfit(f"a batch would have more rows than the {rows} to train on")
    if not method.simulation:
        check_network(study.part("model", changed.get("model", part("base"))), load(data))
        usual = study.base and study.base.augmentation
        check_augmentation(study.part("augmentation", changed.get("augmentation", usual)), load(data))
    if method.simulation and method.simulation.name == "reference_model" and len(shape := load(data).x.shape[1:]) > 1:
        raise Misfit(f"it is for tables, and {load(data).title} has rows of {' x '.join(map(str, shape))} numbers")
    last = study.tuning + study.replicates
    varies = any(data.get(option) == value for option, value in LEAVES_OUT.items())
    for replicate in range(last if varies else 1) if len(load(data).x) < FEW else ():
        prepare(seeded(data, study.seed, replicate), replicate + SEEDED * study.seed)
    if before == data:
        return method
    position = data.get("train_rows") if method.position == before.get("train_rows") else method.position
    return replace(method, changes=tuple(sorted((changed | {"data": data}).items())), position=position)


def method_data(study: Study, method: Method) -> Part:
    """The data of a method."""
    return study.part("data", dict(method.changes).get("data", part("base")))


def bounded(data: Part) -> Part:
    """The data with no more training rows and features with gaps than there are.

    Raises:
        Misfit: it asks for other classes, or for more labelled rows.
    """
    table = load(data.but(classes=None, missing=None, missing_features=None, missing_reason=None, seed=None))
    wanted, count = data.get("classes", ()), len(table.classes or ())
    if wanted and max(wanted) >= count:
        raise Misfit(f"it needs classes {wanted}, and {table.title} has {count or 'none'}")
    if data.get("missing_features", 0) > (features := prod(table.x.shape[1:])):
        data = data.but(missing_features=features)
    rows = sizes(data.but(train_rows=None, spare=None, labelled=None, duplicates=None, leak=None), 0)[0]
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


def check_augmentation(augmentation: Part | None, table: Table) -> None:
    """Raises `Misfit` where squares are to be cut out of rows that are no images."""
    if augmentation and augmentation.name == "cut_out":
        try:
            image(table.x.shape[1:])
        except ValueError:
            raise Misfit(
                f"it cuts squares out of images, and {table.title} has rows of {table.x.shape[1]} numbers"
            ) from None


def changes(study: Study, left: Study, option: str) -> dict[int, int]:
    """What an option of the data was, and what it is, where it is other."""
    before = {method.label: method_data(study, method).get(option) for method in study.methods}
    now = {method.label: method_data(left, method).get(option) for method in left.methods}
    return {before[label]: value for label, value in now.items() if before[label] != value}


def listed(values: Iterable[Any]) -> str:
    """`25, 50 and 100`."""
    *first, last = map(str, values)
    return f"{', '.join(first)} and {last}" if first else last


def reworded(value: Any, rows: dict[int, int]) -> Any:
    """A study whose labels and sentences speak of the rows that there are: `100 rows` becomes `54 rows`."""
    if isinstance(value, str):
        for old, new in rows.items():
            value = re.sub(rf"\b{old} (?=(training )?rows)", f"{new} ", value)
        return value
    if isinstance(value, tuple):
        return tuple(reworded(item, rows) for item in value)
    if not rows or isinstance(value, Part | Trial) or not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(value, **{field.name: reworded(getattr(value, field.name), rows) for field in fields(value)})


def without_duplicates(study: Study) -> Study:
    """The study without the second of what is alike by now: methods of one label, claims, pairs."""
    methods: dict[str, Method] = {}
    for method in study.methods:
        methods.setdefault(method.label, method)
    claims = (replace(claim, pairs=tuple(dict.fromkeys(claim.pairs))) for claim in study.claims)
    charts = (replace(chart, methods=tuple(dict.fromkeys(chart.methods))) for chart in study.charts)
    return replace(study, methods=tuple(methods.values()), claims=tuple(dict.fromkeys(claims)), charts=tuple(charts))
