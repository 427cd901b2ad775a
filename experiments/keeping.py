"""Keeping: the network of a study's leading method, trained once more, because records hold no weights, and saved."""

import os
from pathlib import Path
from typing import Any

from experiments.errors import UserError
from experiments.spec import Part, Trial, check_unchanged, frozen


def kept(folder: Path, name: str, recommended: dict[str, Any], spec: dict[str, Any]) -> Path:
    """The file of a study's recommended network in its folder; trained and saved unless it stands there.

    It carries its trial's preparation, as the winner of a search does: raw rows go in. The file appears whole or not at
    all.

    Args:
        folder: of the results.
        name: of the study.
        recommended: the summary's: `file`, and the `key` and `engine` of the training that is repeated.
        spec: of that trial, as stored.

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
        network.carrying(network.trained(trial, recommended["engine"])[0], trial).save(fresh)
        fresh.replace(path)
    except (NotImplementedError, TypeError, ValueError) as error:
        raise UserError(f"The network of {name} cannot be saved. Received: {error}") from error
    finally:
        fresh.unlink(missing_ok=True)
    return path


def keep_recipes(folder: Path, names: list[str]) -> list[str]:
    """Saves the network that each recipe in a folder recommends; gives a sentence on each.

    A network that cannot be saved spoils nothing else.
    """
    from experiments.report.summary import summarise
    from experiments.store import read

    results, sentences = read(folder).only(names), []
    for study in summarise(results)["studies"]:
        advised, combined = study["recommended"], study["combined"]
        if not advised or not combined or combined["outcome"] == "unfinished" or (folder / advised["file"]).is_file():
            continue
        try:
            path = kept(folder, study["name"], dict(advised), results.spec(advised["key"]) or {})
        except UserError as error:
            sentences.append(str(error))
        else:
            sentences.append(f"The recipe's network: {path}")
    return sentences


def revived(spec: dict[str, Any]) -> Trial:
    """A trial of its spec as the store holds it."""
    return Trial(**{name: value_of(value) for name, value in spec.items()})


def value_of(value: Any) -> Any:
    """A value of a spec: a part, several values, or the value itself."""
    if isinstance(value, dict):
        options = {name: value_of(option) for name, option in value.get("options", {}).items()}
        return Part(value["name"], frozen(options), value.get("content"))
    return tuple(map(value_of, value)) if isinstance(value, list) else value
