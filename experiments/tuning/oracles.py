"""Keras Tuner's oracles, asked for many trials at once and given their scores in order."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import keras_tuner
import numpy as np
from keras_tuner.oracles import HyperbandOracle, RandomSearchOracle

from experiments.threads import one_thread
from experiments.tuning.bayesian import BatchBayesianOracle
from experiments.tuning.grid import GridOracle
from experiments.tuning.space import MARK, hyperparameters, values
from tuner_configs.search import Search

SCORE = "score"  # the objective's name in Keras Tuner


@dataclass(frozen=True)
class Question:
    """One trial that an oracle asks for.

    Attributes:
        number: how many were asked before it.
        trial: Keras Tuner's number of it.
        labels: the values by name, as Keras Tuner writes them.
        values: the values themselves, active ones only.
        epochs: how long it shall train.
        since: the epochs that the shorter trial trained which it goes on from.
        bracket, rung, parent: of Hyperband: its bracket, its rung, and the shorter trial from which it was promoted.
    """

    number: int
    trial: str
    labels: dict[str, Any]
    values: dict[str, Any]
    epochs: int
    since: int = 0
    bracket: int | None = None
    rung: int | None = None
    parent: int | None = None

    @property
    def cost(self) -> int:
        """The epochs that are left to train."""
        return self.epochs - self.since


@dataclass
class Asker:
    """One oracle with a budget. Its questions depend on its seed and on the scores it was given, in their order, alone.

    Args:
        search: the search.
        direction: `max` or `min`.
        seed: of the oracle.
    """

    search: Search
    direction: str
    seed: int
    asked: list[Question] = field(default_factory=list)
    spent: int = 0  # epochs
    rounds: int = 0
    worst: float | None = None

    def __post_init__(self):
        self.oracle = oracle(self.search, self.direction, mixed_seed(self.seed, self.rounds))
        self.open: dict[str, Question] = {}
        self.ended = False

    def ask(self) -> list[Question]:
        """As many trials as fit a batch; none when the budget is spent or the space is exhausted."""
        with quiet():
            return self._ask()

    def _ask(self) -> list[Question]:
        questions: list[Question] = []
        while not self.ended and len(questions) < self.search.at_once:
            made = self.oracle.create_trial(f"tuner{len(questions)}")
            if made.status == "RUNNING":
                questions.append(self.question(made))
            elif questions or not self.another_round():
                break
        return questions

    def question(self, made: Any) -> Question:
        """What Keras Tuner asked for; counts its epochs as spent."""
        labels = dict(made.hyperparameters.values)
        parent = self.open.get(labels.get("tuner/trial_id", ""))
        question = Question(
            number=len(self.asked),
            trial=made.trial_id,
            labels={name.partition(MARK)[0]: value for name, value in labels.items() if not name.startswith("tuner/")},
            values=values(self.search.space, labels),
            epochs=labels.get("tuner/epochs", self.search.budget.epochs),
            since=parent.epochs if parent else 0,
            bracket=parent.bracket if parent else labels.get("tuner/bracket"),
            rung=labels.get("tuner/round"),
            parent=parent.number if parent else None,
        )
        self.asked.append(question)
        self.open[question.trial] = question
        self.spent += question.cost
        return question

    def another_round(self) -> bool:
        """Starts Hyperband anew, from another seed, if the budget pays for all of its brackets; else it is over."""
        budget = self.search.budget
        self.rounds += 1
        if (
            self.search.oracle == "hyperband"
            and self.spent + round_epochs(self.oracle) <= budget.trials * budget.epochs
        ):
            self.oracle = oracle(self.search, self.direction, mixed_seed(self.seed, self.rounds))
            self.open = {}
            return True
        self.ended = True
        return False

    def tell(self, question: Question, score: float | None, reason: str = "") -> float | None:
        """Gives the oracle the score of a trial; returns the score that it was given.

        A trial that failed counts as the worst so far, so that a model of the scores learns to keep away, and
        Hyperband's rungs still fill. Before there is a score it counts as failed.
        """
        if score is not None:
            keep = max if self.direction == "min" else min
            self.worst = score if self.worst is None else keep(self.worst, score)
        reported = self.worst if score is None else score
        trial = self.oracle.trials[question.trial]
        with quiet():
            if reported is None:
                trial.status, trial.message = "FAILED", reason
            else:
                self.oracle.update_trial(question.trial, {SCORE: reported})
                trial.status = "COMPLETED"
            self.oracle.end_trial(trial)
        return reported


def mixed_seed(*numbers: int) -> int:
    """A seed far from that of any other numbers: an oracle counts its seed up, so that near ones draw alike."""
    return int(np.random.SeedSequence(numbers).generate_state(1)[0] >> 1) + 1


def oracle(search: Search, direction: str, seed: int) -> keras_tuner.Oracle:
    """The search's oracle. It keeps nothing on disk: the scores it was given are in the store."""
    options: dict[str, Any] = {
        "objective": keras_tuner.Objective(SCORE, direction),
        "hyperparameters": hyperparameters(search.space),
        "seed": seed,
        "max_consecutive_failed_trials": None,
    }
    trials = search.budget.trials
    if search.oracle == "hyperband":
        made = HyperbandOracle(max_epochs=search.budget.epochs, factor=search.factor, **options)
    elif search.oracle == "bayesian":
        first = min(3 * len(search.space), max(3, trials // 3))  # Keras Tuner's three a parameter, if there are many
        made = BatchBayesianOracle(max_trials=trials, num_initial_points=first, **options)
    elif search.oracle == "grid":
        made = GridOracle(search.space, max_trials=trials, **options)
    else:
        made = RandomSearchOracle(max_trials=trials, **options)
    made.verbose = 0
    made.save = made._save_trial = lambda *_: None
    return made


def round_epochs(oracle: Any) -> int:
    """Epochs that all brackets of Hyperband take together; what is promoted goes on from where it halted."""
    total = 0
    for bracket in range(oracle._get_num_brackets()):
        epochs = [oracle._get_epochs(bracket, number) for number in range(oracle._get_num_rounds(bracket))]
        for number, (before, after) in enumerate(pairwise([0, *epochs])):
            total += oracle._get_size(bracket, number) * (after - before)
    return total


@contextmanager
def quiet() -> Iterator[None]:
    """On one thread, which is faster for small matrices, and without the remarks of the libraries beneath.

    They are about old threading calls, and about fits that stop at a bound.
    """
    with one_thread(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
