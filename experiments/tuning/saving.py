"""The winner of a search as a `.keras` file beside its page."""

import os
from pathlib import Path
from statistics import median_high, median_low

from experiments.engines import network
from experiments.record import Record
from experiments.spec import Trial
from experiments.store import Store
from experiments.store.searches import note_saved, saved
from experiments.tuning.assembly import final_trial, trial
from experiments.tuning.confirmation import Finalist
from tuner_configs.search import Search


def save(store: Store, search: Search, direction: str, finalists: list[Finalist]) -> Path | None:
    """Trains the typical training of the winner once more and saves its network; gives the new file.

    None if nothing won, or if that very network stands there already. The file appears whole or not at all.

    Raises:
        Exception: whatever Keras says of a network that cannot be saved, such as one with unregistered layers.
    """
    won = next((finalist for finalist in finalists if finalist.won), None)
    if won is None or (chosen := typical(search, won, direction)) is None:
        return None
    path = store.path.with_name(f"{search.name}.winner.keras")
    wanted, original = chosen
    if saved(store, search.name) == (wanted.key, path.name) and path.is_file():
        return None
    model, record = network.trained(wanted, original.engine)
    fresh = path.with_name(f".{os.getpid()}.{path.name}")
    try:
        network.carrying(model, wanted).save(fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    note_saved(store, search.name, path.name, record)
    return path


def typical(search: Search, won: Finalist, direction: str) -> tuple[Trial, Record] | None:
    """The winner's training with the median validation score, the worse of two; None if all failed."""
    scores = [score for score in won.scores if score is not None]
    if not scores:
        return None
    median = (median_low if direction == "max" else median_high)(scores)
    index = won.scores.index(median)
    asked, again = won.answer.question, search.budget.confirmed and not search.nested
    if again:
        return final_trial(search, asked.values, won.replicates[index]), won.records[index]
    return trial(search, asked.values, asked.epochs, won.replicates[index]), won.records[index]
