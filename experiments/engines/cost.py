"""What trials cost, in memory and in time, and how many are stacked for that."""

from functools import lru_cache

from experiments import build
from experiments.data import load, prepare
from experiments.engines.backends import backend
from experiments.engines.ending import trainings
from experiments.engines.extent import width
from experiments.engines.group import Group
from experiments.engines.machine import free_bytes
from experiments.engines.order import CHUNK
from experiments.environment import cores
from experiments.errors import UserError
from experiments.own import PartError
from experiments.spec import Part, Simulation, Trial

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


def trial_size(trial: Trial) -> tuple[int, int]:
    """Parameters of a trial's network, of all members of an ensemble, and numbers that a row becomes on its way."""
    parameters, numbers = size(trial.model, trial.data)
    return parameters * (trial.ensemble or 1), numbers * (trial.ensemble or 1)


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
    parameters, _ = trial_size(trial)
    rows = rows_trained(trial)
    steps = len(group.stacks()) * rows / trial.batch_size
    return steps * (CALLS + PASSES * group.size * parameters) < COMPILED


def rows_trained(trial: Trial) -> int:
    """Training rows that pass in all epochs."""
    return len(prepare(trial.data, trial.replicate).rows.train) * trial.until


def trial_bytes(trial: Trial) -> int:
    """What one trial of a stack takes: weights, gradient, slots, kept weights, and the activations of a chunk."""
    parameters, numbers = trial_size(trial)
    return 4 * (8 * parameters + 4 * max(trial.batch_size, CHUNK) * numbers)


def seconds(group: Group) -> float:
    """A rough estimate of a group's time on one core, for the plan of a first run."""
    trial = group.trials[0]
    if isinstance(trial, Simulation):
        return SIMULATING * len(group.trials)
    parameters, _ = trial_size(trial)
    depth = len(trial.model.get("hidden", ())) or 3
    if group.engine == "stacked":
        work = 6 * parameters * rows_trained(trial) * len(trainings(group.trials)) / FLOPS  # type: ignore[arg-type]
        return COMPILING * depth + work
    trials: tuple[Trial, ...] = group.trials  # type: ignore[assignment]
    return sum(STARTING + STEP * rows_trained(trial) / trial.batch_size for trial in trials)


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
