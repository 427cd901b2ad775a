"""What is known of a trial once it has run."""

from dataclasses import dataclass, field

Curves = dict[str, dict[str, list[float]]]


@dataclass(frozen=True)
class Outcome:
    """What a simulation found.

    Attributes:
        values: named numbers, which claims compare.
        curves: named series of one length, which charts show.
        scores: split -> metric -> value, of a simulation that fits a model to data: compared with networks' own.
    """

    values: dict[str, float]
    curves: dict[str, list[float]] = field(default_factory=dict)
    scores: dict[str, dict[str, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """The result of one trial. A divergence is a result, not an error.

    Attributes:
        key: the trial's key.
        status: `ok`, `diverged` (a loss or a weight became infinite or NaN) or `error`.
        reason: why it diverged or failed; of an `ok` trial, which score is undefined, and so NaN, and why.
        epochs: epochs trained; the curves have one value for each.
        best_epoch: 1-based epoch whose weights were scored: the last one, or the best one under early stopping.
        steps: optimizer steps taken.
        parameters: trainable parameters of the network.
        scores: split -> metric -> value, with the scored weights; empty unless `ok`.
        curves: split -> metric -> value after each epoch (`train` loss is the mean over the epoch's batches; with a
            schedule `train` has the `learning_rate` of the epoch's last step, too);
            under `test` stands what an evaluation drew, such as a reliability curve, with one value a point.
        layers: layer -> statistic -> value before training and after each epoch; empty without diagnostics.
        compile_seconds, train_seconds: this trial's share of its stack's time.
        peak_bytes: largest resident memory of the process so far.
        engine: `fit` or `stacked`.
    """

    key: str
    status: str
    reason: str = ""
    epochs: int = 0
    best_epoch: int = 0
    steps: int = 0
    parameters: int = 0
    scores: dict[str, dict[str, float]] = field(default_factory=dict)
    curves: Curves = field(default_factory=dict)
    layers: Curves = field(default_factory=dict)
    compile_seconds: float = 0.0
    train_seconds: float = 0.0
    peak_bytes: int = 0
    engine: str = ""
