"""Keeping: the network of a study's leading method, trained once more, because records hold no weights, and saved."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from experiments.errors import UserError
from experiments.record import Record
from experiments.spec import Trial, answering, check_unchanged, revived
from experiments.store import Store, read


def kept(
    folder: Path,
    name: str,
    recommended: dict[str, Any],
    spec: dict[str, Any],
    note: Callable[[Trial, Record], None] = lambda trial, record: None,
) -> Path:
    """The file of a study's recommended network in its folder; trained and saved unless it stands there.

    It carries its trial's preparation, as the winner of a search does: raw rows go in. The file appears whole or not at
    all.

    Args:
        folder: of the results.
        name: of the study.
        recommended: the summary's: `file`, and the `key` and `engine` of the training that is repeated.
        spec: of that trial, as stored.
        note: is handed the training, with the predictions of its validation and test rows, before it is saved.

    Raises:
        UserError: the trial is of an older version, its parts have changed since, or Keras cannot save its network.
    """
    path = folder / recommended["file"]
    if path.is_file():
        return path
    from experiments.engines import network
    from experiments.quiet import import_keras

    import_keras()
    trial = revived(spec)
    if trial.key != recommended["key"]:
        raise UserError(
            f"{name} was trained by another version, so that its trials cannot be repeated: run the study again. "
            f"Received: {folder}"
        )
    check_unchanged([trial])
    fresh = path.with_name(f".{os.getpid()}.{path.name}")
    try:
        model, record = network.trained(answering(trial), recommended["engine"])
        note(answering(trial), record)
        network.carrying(model, trial).save(fresh)
        fresh.replace(path)
    except (NotImplementedError, TypeError, ValueError) as error:
        raise UserError(f"The network of {name} cannot be saved. Received: {error}") from error
    finally:
        fresh.unlink(missing_ok=True)
    return path


@dataclass(frozen=True)
class RecipeRound:
    """The last round of studies with a recipe: what each recommends is trained once more, and its network is saved.

    What that network predicts is stored, so that the page shows where it errs, and how sure it is. A network that
    cannot be saved spoils nothing else.

    Attributes:
        names: of the studies.
    """

    names: tuple[str, ...]

    def show(self, console: Console) -> None:
        """Prints nothing: what is recommended is not known before."""

    def train(self, console: Console, store: Store, run: int, environment: dict[str, Any]) -> None:
        """Saves the networks that do not stand there yet, and prints a sentence on each."""
        from experiments.report.summary import summarise

        def note(trial: Trial, record: Record) -> None:
            store.add(run, [trial], [record], environment)

        folder = store.path.parent
        results = read(store.path).only(self.names)
        for study in summarise(results)["studies"]:
            advised, combined = study["recommended"], study["combined"]
            if not advised or not combined or combined["outcome"] == "unfinished":
                continue
            if (folder / advised["file"]).is_file():
                continue
            try:
                path = kept(folder, study["name"], dict(advised), results.spec(advised["key"]) or {}, note)
                sentence = f"The recipe's network: {path}"
            except UserError as error:
                sentence = str(error)
            console.print(sentence, highlight=False, soft_wrap=True)
