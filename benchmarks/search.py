"""python -m benchmarks.search: a search of 64 trials, stock Keras Tuner against this suite, in one run, side by side.

Beside the Bayesian oracles stands Optuna's tree-structured Parzen estimator, if `pip install optuna` was run; it asks,
and Keras builds, compiles and fits.

Equal space, data, epochs and oracle; the suite asks in batches and trains in stacks, the stock tuner builds, compiles
and fits one trial after the other. Everything counts, compilation and oracles included, and that the suite trains its
four best on five more replicates to choose among them. Each runs in a process of its own, for a stock tuner slows down
with every search that its process has seen. They are compared by time, and by the time of one epoch of one trial.
Of Hyperband both do one round: the same numbers of trials and of epochs.
`--sample` lets the stock tuner do only so many trials. A small sample is fair for random search alone: the first trials
of the Bayesian oracle are random, which hides what its model costs, and those of Hyperband are the shortest, so that
building networks is most of their time.

Best accuracies are those that each side reports of its winner, on validation rows: the suite the mean over the five
more replicates, the others the luckiest epoch. All winners are compared in the same way: their settings are trained
again on replicates that none has seen, and judged by the mean accuracy on test rows.
"""

import argparse
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from experiments.quiet import import_keras
from experiments.spec import part
from tuner_configs.search import Budget, Float, Search

TRIALS, EPOCHS = 64, 27
ROUND = 14  # trials whose epochs pay for one round of Hyperband, 375
FRESH = range(6, 26)  # replicates; the suite confirms on 1 to 5
OBJECTIVE = ("accuracy", "max")
SEARCH = Search(
    name="benchmark",
    title="Benchmark",
    question="Which rate, betas and epsilon?",
    model=part("mlp", hidden=(64, 64)),
    optimizer=part("adam", learning_rate=0.001),
    stopping=None,
    space=(
        Float("optimizer.learning_rate", 1e-4, 1.0, "log"),
        Float("optimizer.beta_1", 0.5, 0.99),
        Float("optimizer.beta_2", 0.9, 0.9999),
        Float("optimizer.epsilon", 1e-8, 1e-2, "log"),
    ),
    budget=Budget(trials=TRIALS, epochs=EPOCHS),
)


@contextmanager
def trainer() -> Iterator[Any]:
    """The suite's, with a store of its own."""
    from experiments.store import Store
    from experiments.tuning.training import Trainer

    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "results.sqlite")
        yield Trainer(store, 0, {})
        store.close()


def suite(search: Search) -> dict[str, Any]:
    """This suite, storing included."""
    from experiments.tuning.confirmation import confirm
    from experiments.tuning.loop import batches

    started = time.perf_counter()
    with trainer() as train:
        answers = [answer for batch in batches(search, OBJECTIVE, train) for answer in batch]
        best, *finalists = confirm(search, OBJECTIVE, answers, train)
    epochs = sum(answer.question.cost for answer in answers)
    epochs += sum(record.epochs for finalist in (best, *finalists) for record in finalist.records)
    return {
        "seconds": time.perf_counter() - started,
        "trials": len(answers),
        "epochs": epochs,
        "best": best.score or 0.0,
        "winner": best.answer.question.values,
    }


def stock(search: Search, sample: int) -> dict[str, Any]:
    """Keras Tuner's own tuners and loop; Hyperband's sample counts trials of any length."""
    import keras_tuner

    from experiments.tuning.hypermodel import SearchHyperModel
    from experiments.tuning.oracles import mixed_seed
    from experiments.tuning.space import values

    started = time.perf_counter()
    hypermodel = SearchHyperModel(search)
    options: dict[str, Any] = {"objective": hypermodel.objective, "seed": mixed_seed(search.seed), "overwrite": True}
    data = hypermodel.data()
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        options["directory"] = folder
        if search.oracle == "hyperband":
            tuner: Any = keras_tuner.Hyperband(hypermodel, max_epochs=EPOCHS, factor=search.factor, **options)
            data.pop("epochs")
            tuner.oracle.max_trials = sample if sample < TRIALS else None  # it ends there
        else:
            kind = keras_tuner.RandomSearch if search.oracle == "random" else keras_tuner.BayesianOptimization
            tuner = kind(hypermodel, max_trials=sample, **options)
        tuner.oracle.verbose = 0
        tuner.search(**data)
        trials = list(tuner.oracle.trials.values())
    chosen = [dict(trial.hyperparameters.values) for trial in trials]
    epochs = sum(values.get("tuner/epochs", EPOCHS) - values.get("tuner/initial_epoch", 0) for values in chosen)
    best = max(trials, key=lambda trial: trial.score or 0.0)
    return {
        "seconds": time.perf_counter() - started,
        "trials": len(trials),
        "epochs": epochs,
        "best": best.score or 0.0,
        "winner": values(search.space, dict(best.hyperparameters.values)),
    }


def parzen(search: Search, sample: int) -> dict[str, Any]:
    """Optuna's tree-structured Parzen estimator, with its defaults; Keras builds and fits one trial after the other."""
    import keras_tuner

    from experiments.tuning.hypermodel import SearchHyperModel
    from experiments.tuning.oracles import mixed_seed
    from experiments.tuning.space import values

    optuna: Any = import_module("optuna")
    started = time.perf_counter()
    hypermodel = SearchHyperModel(search)
    data = hypermodel.data()
    optuna.logging.set_verbosity(optuna.logging.WARNING)

    def score(trial: Any) -> float:
        """The best epoch's accuracy, as a tuner scores its trials."""
        hp = keras_tuner.HyperParameters()
        for parameter in (each for each in search.space if isinstance(each, Float)):
            log = parameter.scale == "log"
            hp.values[parameter.name] = trial.suggest_float(parameter.name, parameter.low, parameter.high, log=log)
        return max(hypermodel.fit(hp, hypermodel.build(hp), **data).history["val_accuracy"])

    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=mixed_seed(search.seed)))
    study.optimize(score, sample)
    return {
        "seconds": time.perf_counter() - started,
        "trials": sample,
        "epochs": sample * EPOCHS,
        "best": study.best_value,
        "winner": values(search.space, study.best_params),
    }


def contenders(oracle: str) -> dict[str, Callable[..., dict[str, Any]]]:
    """Who is compared with the suite on one oracle."""
    beside = oracle == "bayesian" and find_spec("optuna") is not None
    return {"Keras Tuner": stock, **({"Optuna": parzen} if beside else {})}


def separately(function: Callable, *arguments: Any) -> Any:
    """The result of a function in a process of its own."""
    with ProcessPoolExecutor(1, get_context("spawn"), import_keras) as pool:
        return pool.submit(function, *arguments).result()


def searched(oracle: str, seed: int) -> Search:
    """The search of one oracle."""
    trials = ROUND if oracle == "hyperband" else TRIALS
    return replace(SEARCH, oracle=oracle, seed=seed, budget=replace(SEARCH.budget, trials=trials))


def worth(winner: dict[str, Any]) -> float:
    """The mean test accuracy of a winner's settings on replicates that no search has seen."""
    from experiments.tuning.assembly import trial

    with trainer() as train:
        records = train([trial(SEARCH, winner, EPOCHS, replicate) for replicate in FRESH]).values()
    # a diverged network guesses: one class of ten
    return float(np.mean([record.scores["test"]["accuracy"] if record.status == "ok" else 0.1 for record in records]))


def difference(gaps: list[float]) -> str:
    """The mean of the repeats' differences in points, with the 95 % interval of Student's t."""
    from scipy import stats

    mean = float(np.mean(gaps))
    if len(gaps) < 2:
        return f"{100 * mean:+.2f} points in one repeat"
    half = float(stats.t.ppf(0.975, len(gaps) - 1) * stats.sem(gaps))
    return f"{100 * mean:+.2f} points ({100 * (mean - half):+.2f} to {100 * (mean + half):+.2f}), {len(gaps)} repeats"


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--sample", type=int, default=TRIALS, help="trials of the stock tuner (default: all 64)")
    parser.add_argument("--oracles", nargs="+", default=["random", "bayesian", "hyperband"])
    parser.add_argument("--repeats", type=int, default=1, help="with other seeds (default: 1)")
    options = parser.parse_args()
    import_keras()
    console = Console(width=130)
    table = Table(title=f"{TRIALS} trials of {EPOCHS} epochs, 64-64-64-10 on the digits", title_justify="left")
    heads = ("oracle", "seed", "who", "trials run", "epochs", "s", "times", "s an epoch", "times", "best", "on fresh")
    for name in heads:
        table.add_column(name, justify="right")
    gaps: dict[tuple[str, str], list[float]] = {}
    for oracle in options.oracles:
        for seed in range(1, options.repeats + 1):
            search = searched(oracle, seed)
            results = {"suite": separately(suite, search)}
            results |= {
                name: separately(function, search, options.sample) for name, function in contenders(oracle).items()
            }
            ours, worths = results["suite"], {name: worth(result["winner"]) for name, result in results.items()}
            pace = ours["seconds"] / ours["epochs"]
            for name, result in results.items():
                wall, epoch = result["seconds"], result["seconds"] / result["epochs"]
                cells = [result["trials"], result["epochs"], f"{wall:.1f}", f"{wall / ours['seconds']:.1f}"]
                cells += [f"{epoch:.4f}", f"{epoch / pace:.1f}", f"{result['best']:.4f}", f"{worths[name]:.4f}"]
                table.add_row(oracle, str(seed), name, *map(str, cells))
                if name != "suite":
                    gaps.setdefault((oracle, name), []).append(worths["suite"] - worths[name])
            times = ", ".join(f"{result['seconds']:.1f} s" for result in results.values())
            console.print(f"{oracle}, seed {seed}: {times}")
    console.print(table)
    for (oracle, name), values in gaps.items():
        better = f"is better than {name}'s by {difference(values)}"
        console.print(f"{oracle}: the suite's winner on {len(FRESH)} fresh replicates {better}")


if __name__ == "__main__":
    main()
