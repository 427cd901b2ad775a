"""Keeping: the network that a recipe recommends, as a `.keras` file beside its page."""

import os
from collections.abc import Iterable
from pathlib import Path

from experiments.combination import combined
from experiments.engines import network
from experiments.judging.evidence import Evidence, gather
from experiments.judging.recipe import course, network_file, recommended, typical
from experiments.spec import Trial
from experiments.store import read
from experiments.study import Study


def keep(folder: Path, studies: Iterable[Study]) -> list[str]:
    """Trains the typical network of each recipe once more and saves it; gives a sentence on each new file.

    Records hold no weights. A file names the trial that it is of, so that one that stands there is right, and appears
    whole or not at all. A network that cannot be saved spoils nothing else.
    """
    asked = {study.name: study for study in studies if study.recipe}
    sentences: list[str] = []
    for evidence in gather(read(folder).only(asked)) if asked else []:
        try:
            file = save(folder, evidence, asked[evidence.study["name"]])
        except Exception as error:
            sentences.append(f"The recipe's network could not be saved. {type(error).__name__}: {error}")
        else:
            sentences += [f"The recipe's network: {file}"] if file else []
    return sentences


def save(folder: Path, evidence: Evidence, study: Study) -> Path | None:
    """Saves the network of one recipe; None if it is not finished, or stands there.

    Raises:
        Exception: whatever Keras says of a network that cannot be saved, such as one with unregistered layers.
    """
    found = course(evidence)
    method = recommended(evidence, found)
    row = typical(evidence, method) if found.ended else None
    if row is None or (path := folder / network_file(study.name, row["key"])).is_file():
        return None
    model, _ = network.trained(trial := of_row(study, method, found.parts, row), row["engine"])
    fresh = path.with_name(f".{os.getpid()}.{path.name}")
    try:
        network.carrying(model, trial).save(fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return path


def of_row(study: Study, label: str, parts: tuple[str, ...], row: dict) -> Trial:
    """The trial of a stored row, of a recipe or of the network as it was."""
    known = {method.label: method for method in study.methods}
    method = known[label] if label in known else combined(study, parts)
    trial = study.trial(method, row["setting"], int(row["replicate"]))
    assert isinstance(trial, Trial) and trial.key == row["key"], label
    return trial
