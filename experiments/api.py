"""The suite in Python: `compare` techniques, `search` for settings, `read` what is stored. Each gives a `Result`."""

from collections.abc import Mapping
from multiprocessing import current_process
from pathlib import Path
from typing import Any

from experiments.errors import UserError, guess
from experiments.handover.files import written
from experiments.handover.request import requested
from experiments.handover.rows import named
from experiments.result import Result
from experiments.tuning import configs


def compare(
    *studies: str, data: Any = None, target: Any = None, test: Any = None, model: Any = None, **options: Any
) -> Result:
    """Asks which technique helps: plans, trains what is missing, writes the report, and gives what came out.

    `compare("optimizers", "dropout", data=frame, target="churned", scale="quick")`

    It is the command line's loop: a second call with the same data trains nothing new, and one that is interrupted goes
    on where it was stopped.

    Args:
        studies: names of studies, or paths of files that hold one; none for all.
        data: a DataFrame, arrays `(x, y)`, arrays by name, the path of a file or a folder of images, the name of a data
            set, or a list of paths and names; None for `digits`. A DataFrame and arrays are stored beside the results.
        target: the column to predict, the last one by default; or the targets themselves, one a row.
        test: test rows, a DataFrame or a file with the same columns; None where they are split off.
        model: a network of your own in place of the studies': a function `build(input_shape, outputs)`, also of a
            notebook; a `keras.Model`, whose weights are drawn anew for each trial; a path, or a name of a network.
        options: those of the command line with `_` for `-`, such as `scale`, `replicates`, `epochs`, `seed`, `drop`,
            `group`, `out`, `name`, `workers`, `quiet`: see `experiments.request.Request`. Without a
            `name`, a DataFrame's run is named after what it holds.

    Raises:
        UserError: what is asked for is wrong, or cannot be met; nothing is trained or stored then.
    """
    for name in studies:
        if configs.holds_search(name):
            raise UserError(f"{name} is a search: search({name!r}, data=...). Received: compare({name!r})")
    return answered(studies, data, target, test, model, options)


def search(
    name: str, /, data: Any = None, target: Any = None, test: Any = None, model: Any = None, **options: Any
) -> Result:
    """Searches for the best settings: goes on where it was, confirms the best, saves the winner's network.

    `result = search("mlp_optimizer", data=frame, target="price", trials=16)`, then `result.winner`, `result.answers`,
    `result.trials`, `result.model().predict(result.rows(new_frame))`.

    Args:
        name: of a search, or the path of a file that holds one.
        data, target, test, model: as of `compare`, for one data set; None for the search's own.
        options: as of `compare`, and `trials`, `oracle`, `nested`, `max_minutes`.

    Raises:
        UserError: what is asked for is wrong, or cannot be met; nothing is trained or stored then.
    """
    if not isinstance(name, str) or not configs.holds_search(name):
        known = configs.names()
        near = guess(name, known) if isinstance(name, str) else ""
        raise UserError(f"Unknown search.{near} Known: {', '.join(known)}, and files. Received: {name!r}")
    if len(named(data) or ()) > 1:
        raise UserError(f"A search is on one data set at a time. Received: {data!r}")
    return answered((name,), data, target, test, model, options)


def read(folder: str | Path) -> Result:
    """What a run came to, studies and searches: `read("reports/digits")`.

    Args:
        folder: of the run, or the `results.sqlite` in it.

    Raises:
        StoreError: there is no such file, or it is not a results file.
    """
    return Result(folder)


def answered(
    studies: tuple[str, ...], data: Any, target: Any, test: Any, model: Any, options: Mapping[str, Any]
) -> Result:
    """Does what is asked for; gives the result of the one folder in which it stands."""
    from experiments.content import renew
    from experiments.refusal import check
    from experiments.run import trained, write_report

    if current_process().daemon:
        raise UserError(
            "A worker process reads the script that started it, and came upon this call. Put the call below "
            '`if __name__ == "__main__":`.'
        )
    request, files = requested(studies, data, target, test, model, options)
    check(request)
    for name in (request.model, *request.dataset):
        renew(name or "")  # a session goes on while files are edited
    with written(request.folder, files):
        (finished,) = trained(request, [])
    write_report(request, finished)
    result = Result(finished.folder, [*(finished.studies or ()), *(finished.searches or ())])
    _ = result.summary, result.trials  # now: a later run may store other trials under these names
    return result
