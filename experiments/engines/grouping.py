"""Which trials can train together, and how many at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from experiments import build, names
from experiments.data import load, prepare, sizes
from experiments.engines import backend, rehearsal
from experiments.engines.ending import trainings
from experiments.engines.extent import width
from experiments.engines.machine import free_bytes
from experiments.engines.order import CHUNK
from experiments.environment import cores
from experiments.errors import UserError
from experiments.own import PartError, is_own
from experiments.spec import Part, Simulation, Trial, dumps

WORKERS = 2  # groups in training at a time in one process: while one compiles on one core, another trains
SHARE = 0.5 / max(WORKERS, cores())  # of free memory, for one stack
LARGEST = {"CPU": 128}  # there more trials save no time, and a finished stack is what survives a crash
ON_ACCELERATORS = 2048
FLOPS = 2.5e10  # a second; for the estimate of a first run
COMPILING = 0.5  # seconds a layer
COMPILED = 0.9  # seconds of XLA for a program; what it then saves on a CPU at each step of a stack:
CALLS, PASSES = 4e-4, 3e-9  # seconds of calling operations one by one, and of their passes over a trial's parameter
STARTING, STEP = 1.0, 0.0025  # seconds a trial and a step of the fit engine
SIMULATING = 0.1  # seconds a simulation


def obstacle(trial: Trial) -> str:
    """Why a trial cannot be stacked, as a sentence; empty if it can."""
    optimizer = build.optimizer_class(trial.optimizer)  # first, so that an unknown name is said
    if not backend.STACKS:
        return f"All is trained by fit: the stacked engine runs on TensorFlow and JAX, not on {backend.TITLE}."
    if not hasattr(optimizer, "rule"):
        return f"{trial.optimizer.name} is trained by fit: an optimizer without a pure rule does not stack."
    if setting := build.beyond_the_rule(trial.optimizer):
        return f"{trial.optimizer.name} is trained by fit: of its settings {setting} does not stack."
    if why := rehearsal.obstacle(trial):
        own = next(one.name for one in (trial.model, trial.loss, trial.optimizer) if one and is_own(one))
        return f"{own} is trained by fit: {why}."
    return ""


def stackable(trial: Trial) -> bool:
    """Whether the stacked engine can train a trial."""
    return not obstacle(trial)


def structure(spec: Part) -> Part:
    """A part, and the parts within it, with only the presence of options that differ in value alone."""
    free = names.VALUES.get(spec.name, ())
    masked = ((name, "any" if name in free else value) for name, value in spec.options)
    return replace(spec, options=tuple((k, structure(v) if isinstance(v, Part) else v) for k, v in masked))


def form(trial: Trial) -> tuple:
    """What of a trial's data its program depends on: how many rows of which shape, and what is predicted."""
    table = load(trial.data)
    return sizes(trial.data, trial.replicate), table.x.shape[1:], table.outputs, table.task


def program_key(trial: Trial) -> str:
    """Trials with equal keys share a compiled program."""
    settings = build.hyperparameters(trial.optimizer)
    choices = tuple(sorted((k, v if not build.is_value(v) else "number") for k, v in settings.items()))
    fields = (
        form(trial),
        structure(trial.model),
        trial.optimizer.name,
        choices,
        trial.loss,
        trial.batch_size,
        trial.diagnostics,
        structure(trial.evaluation) if trial.evaluation else None,
    )
    return dumps(fields)


def stack_key(trial: Trial) -> str:
    """Trials with equal keys can train side by side: they share a program, and train equally long."""
    return dumps((program_key(trial), trial.epochs, trial.halt))


@dataclass(frozen=True)
class Group:
    """Trials that share a program, to be trained in stacks of one size; `size` is 1 for the other engines.

    The size counts trainings: trials that differ in early stopping alone share one. `why` says why trials that were
    to be stacked, if they can be, are not.
    """

    engine: str
    trials: tuple[Trial, ...] | tuple[Simulation, ...]
    size: int
    why: str = ""

    @property
    def alone(self) -> bool:
        """Whether nothing else may run meanwhile: these simulations measure time."""
        first = self.trials[0]
        return isinstance(first, Simulation) and first.function.name in names.TIMED

    def stacks(self) -> list[list]:
        """The trials in order, `size` trainings at a time."""
        if self.engine != "stacked":
            return [[trial] for trial in self.trials]
        together = trainings(self.trials)  # type: ignore[arg-type]
        return [list(chain(*together[i : i + self.size])) for i in range(0, len(together), self.size)]


def groups(trials: Iterable[Trial | Simulation], engine: str) -> list[Group]:
    """Trials grouped by program and simulations by function, in the order of their first appearance.

    Args:
        trials: distinct trials and simulations.
        engine: `auto`, `stacked` or `fit`; `auto` stacks what can be stacked.

    Raises:
        UserError: `stacked` was asked for and a trial cannot be stacked.
    """
    found: dict[tuple[str, str, str], list] = {}
    for trial in trials:
        if isinstance(trial, Simulation):
            build.simulation(trial.function)  # so that an unknown name is said
            found.setdefault(("simulation", trial.function.name, ""), []).append(trial)
            continue
        if engine == "fit":
            build.optimizer_class(trial.optimizer)
        why = "" if engine == "fit" else obstacle(trial)
        if engine == "stacked" and why:
            raise UserError(refusal(why))
        chosen = "fit" if engine == "fit" or why else "stacked"
        found.setdefault((chosen, stack_key(trial) if chosen == "stacked" else "fit", why), []).append(trial)
    return [
        Group(chosen, tuple(some), stack_size(some) if chosen == "stacked" else 1, why)
        for (chosen, _, why), some in found.items()
    ]


def refusal(why: str) -> str:
    """What is said to who asks for the stacked engine."""
    return f"{why} Use --engine auto or fit. Received: --engine stacked"


def stack_size(trials: list[Trial]) -> int:
    """Trainings a stack: as many as fit the memory, at most `LARGEST`, in stacks of equal size."""
    table = load(trials[0].data)
    room = SHARE * free_bytes() - 4 * table.x.size
    devices = backend.devices()
    largest = LARGEST.get(backend.device(), ON_ACCELERATORS)
    most = int(max(1, min(largest, room // trial_bytes(trials[0]))))
    count = len(trainings(trials))
    stacks = -(-count // most)
    return -(-count // stacks // devices) * devices  # every device gets as many


def filled(trials: list[Trial]) -> Iterator[tuple[list[Trial], list[Trial]]]:
    """Stack by stack, its trials, and the same with the last one again until all stacks have one size.

    Stacks of one size are compiled once.
    """
    count = stack_size(trials)
    for first in range(0, len(trials), count):
        some = trials[first : first + count]
        yield some, some + some[-1:] * (count - len(some))


@lru_cache(maxsize=256)
def size(model: Part, data: Part) -> tuple[int, int]:
    """Parameters of a network, and numbers that one row becomes on its way through it."""
    try:
        network = build.model(model, load(data), 0)
    except PartError:
        return 0, 1
    except UserError:
        raise
    except Exception:  # a network that cannot be built is a failed trial, not a failed plan
        return 0, 1
    return network.count_params(), width(network)


def brief(group: Group) -> bool:
    """Whether a group's steps are so few that XLA's seconds are not repaid, by measurements on a CPU."""
    trial = group.trials[0]
    assert isinstance(trial, Trial)
    parameters, _ = size(trial.model, trial.data)
    rows = rows_trained(trial)
    steps = len(group.stacks()) * rows / trial.batch_size
    return steps * (CALLS + PASSES * group.size * parameters) < COMPILED


def rows_trained(trial: Trial) -> int:
    """Training rows that pass in all epochs."""
    return len(prepare(trial.data, trial.replicate).rows.train) * trial.until


def trial_bytes(trial: Trial) -> int:
    """What one trial of a stack takes: weights, gradient, slots, kept weights, and the activations of a chunk."""
    parameters, numbers = size(trial.model, trial.data)
    return 4 * (8 * parameters + 4 * max(trial.batch_size, CHUNK) * numbers)


def seconds(group: Group) -> float:
    """A rough estimate of a group's time on one core, for the plan of a first run."""
    trial = group.trials[0]
    if isinstance(trial, Simulation):
        return SIMULATING * len(group.trials)
    parameters, _ = size(trial.model, trial.data)
    depth = len(trial.model.get("hidden", ())) or 3
    if group.engine == "stacked":
        work = 6 * parameters * rows_trained(trial) * len(trainings(group.trials)) / FLOPS  # type: ignore[arg-type]
        return COMPILING * depth + work
    return sum(STARTING + STEP * rows_trained(one) / one.batch_size for one in group.trials)  # type: ignore[arg-type]
