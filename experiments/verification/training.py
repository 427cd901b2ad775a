"""Checks that must train first: a study, run as any other, into a store of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from experiments.store import Results
from experiments.study import Study


@contextmanager
def trained(study: Study, console: Console, folder: Path | None) -> Iterator[Results]:
    """The results of a study; what the folder's store has already is not trained again.

    Args:
        study: what to train.
        console: where a progress line goes.
        folder: where the store is kept; `None` for a temporary one.
    """
    if folder is None:
        with TemporaryDirectory(prefix="verify-", ignore_cleanup_errors=True) as temporary:
            yield train(study, console, Path(temporary))
    else:
        yield train(study, console, folder)


def train(study: Study, console: Console, folder: Path) -> Results:
    """Trains what is missing and stores it under the study's name."""
    from experiments.plan import plan
    from experiments.report.outcome import outcome
    from experiments.rounds import StudyRound, rounds
    from experiments.store import finished, read

    file = folder / study.name / "results.sqlite"
    rounds([StudyRound(plan([study], finished(file, retry=True), "auto"))], file, console, "verify")
    results = read(file)
    if sentence := outcome(results).sentence():
        console.print(sentence, markup=False)
    return results


def final(results: Results, split: str, metric: str) -> dict[str, list[float]]:
    """Method -> the value of one curve after the last epoch, by replicate; NaN where a trial has none."""
    curves = results.curves.query("split == @split and metric == @metric").sort_values("epoch")
    last = curves.groupby("key")["value"].last()
    trials = results.trials.assign(value=results.trials["key"].map(last)).sort_values("replicate")
    return {str(method): rows["value"].tolist() for method, rows in trials.groupby("method")}


def scored(results: Results, column: str) -> dict[str, list[float]]:
    """Method -> one score in the end, such as `test_loss`, by replicate; NaN where a trial has none."""
    trials = results.trials.sort_values("replicate").reindex(columns=["method", column])
    return {str(method): rows[column].tolist() for method, rows in trials.groupby("method")}
