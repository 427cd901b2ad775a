"""From names to Keras objects. A name of the user's own is written "module:attribute" or "file.py:attribute"."""

import inspect
from collections.abc import Iterable
from functools import lru_cache
from threading import RLock
from typing import Any

from experiments import names
from experiments.data import Table
from experiments.errors import UserError, guess
from experiments.importing import WRITTEN, imported
from experiments.own import PartError, is_file, is_own, made, parameters, shortened
from experiments.own_networks.convention import argument
from experiments.spec import Part, parts

BUILDING = RLock()  # networks of the user's own draw from Keras's one global generator
MEANS = ("sum_over_batch_size", "mean", "mean_with_sample_weight")
LOGITS = ("cross_entropy", "negative_log_likelihood", "smoothed_cross_entropy")
LOSS_OF_TASK = {"classification": Part("cross_entropy"), "regression": Part("squared_error")}


class UnknownNameError(UserError):
    """A spec names something that is not there; the message offers the nearest names."""


def resolve(kind: str, table: dict[str, str], name: str) -> Any:
    """The object that a name stands for.

    Raises:
        UnknownNameError: the name is neither in the table nor one of the user's own that can be imported and called.
    """
    if name not in table and ":" not in name:
        listed = ", ".join(sorted(table)) or f"none; your own is written {WRITTEN}"
        raise UnknownNameError(f"Unknown {kind}: {name!r}.{guess(name, table)} Known: {listed}.")
    try:
        resolved = imported(table.get(name, name))
    except Exception as error:  # a file of the user's own may fail in any way
        raise UnknownNameError(
            f"The {kind} {name!r} could not be imported. It is written {WRITTEN}. Received: {shortened(error)}"
        ) from error
    if not callable(resolved):
        raise UnknownNameError(f"The {kind} {name!r} must be a function or a class. Received: {resolved!r}")
    return resolved


def check_names(specs: Iterable[Any]) -> None:
    """Raises `UnknownNameError` where a "module:attribute" of some specs is not there."""
    for name in sorted({item.name for spec in specs for item in parts(spec) if ":" in item.name}):
        resolve("part", {}, name)


def initializer(spec: Part, seed: int) -> Any:
    """An initializer; those that draw at random get `seed`."""
    factory = resolve("initializer", names.INITIALIZERS, spec.name)
    return factory(**dict(spec.options), **seeded(factory, seed))


def activation(spec: Part, seed: int, name: str | None = None) -> Any:
    """An activation as a layer; one that draws at random gets `seed`."""
    factory = resolve("activation", names.ACTIVATIONS, spec.name)
    return factory(**dict(spec.options), **seeded(factory, seed), name=name)


def embedding(spec: Part, seed: int, name: str | None = None) -> Any:
    """A layer that makes several numbers of each feature; one that draws at random gets `seed`."""
    factory = resolve("embedding", names.EMBEDDINGS, spec.name)
    return factory(**dict(spec.options), **seeded(factory, seed), name=name)


def seeded(factory: Any, seed: int) -> dict[str, int]:
    """The seed as an option, for what takes one."""
    return {"seed": seed} if "seed" in inspect.signature(factory).parameters else {}


def recurrent(spec: Part, units: int, weights: Part, recurrence: Part, seed: int, name: str) -> Any:
    """A recurrent layer with drawn input weights and drawn recurrent ones."""
    drawn = {
        "kernel_initializer": initializer(weights, seed + 1),
        "recurrent_initializer": initializer(recurrence, seed + 2),
    }
    return resolve("cell", names.CELLS, spec.name)(units, **drawn, **dict(spec.options), name=name)


def simulation(spec: Part) -> Any:
    """The function that a simulation's name stands for."""
    return resolve("simulation", names.SIMULATIONS, spec.name)


def loss(spec: Part) -> Any:
    """A loss; a classification loss takes class scores before softmax. A function of the user's own gives one value
    a row: `function(y_true, y_pred, **options) -> (rows,)`.

    Raises:
        PartError: a loss of the user's own that cannot be made, or one that is not the mean over rows.
    """
    options = {"from_logits": True} if spec.name in LOGITS else {}
    factory = resolve("loss", names.LOSSES, spec.name)
    if is_own(spec):
        from experiments.row_loss import own_loss

        instance = own_loss(spec, factory)
    else:
        instance = factory(**{**options, **dict(spec.options)})
    if instance.reduction not in MEANS:
        raise PartError(
            f"The loss {spec.name} must be the mean over rows: reduction='sum_over_batch_size', which is the default. "
            f"Received: reduction={instance.reduction!r}"
        )
    return instance


def schedule(spec: Part | None, learning_rate: float, steps: int) -> Any:
    """A schedule over `steps` steps that starts from `learning_rate`; the plain number without one.

    So that a spec suits data of any size, lengths may be shares of the training: `decay_share` stands for
    `decay_steps`, `boundary_shares` for `boundaries`; and `factors` for `values`, as multiples of the rate.
    """
    if spec is None:
        return learning_rate
    factory = resolve("schedule", names.SCHEDULES, spec.name)
    options = dict(spec.options)
    if "total_steps" in inspect.signature(factory).parameters:
        options["total_steps"] = steps
    if "decay_share" in options:
        options["decay_steps"] = options.pop("decay_share") * steps
    if "boundary_shares" in options:
        options["boundaries"] = [share * steps for share in options.pop("boundary_shares")]
    if "factors" in options:
        return factory(values=[factor * learning_rate for factor in options.pop("factors")], **options)
    return factory(learning_rate, **options)


def callback(spec: Part) -> Any:
    """A callback of the user's own, or of Keras's: `keras.callbacks:EarlyStopping`.

    Raises:
        PartError: it cannot be made.
    """
    import keras

    return made("callback", spec, resolve("callback", {}, spec.name), keras.callbacks.Callback, {})


def augmentation(spec: Part) -> Any:
    """What is done at random to the rows of each training batch."""
    return resolve("augmentation", names.AUGMENTATIONS, spec.name)(**dict(spec.options))


def optimizer_class(spec: Part) -> Any:
    """The class that an optimizer's name stands for."""
    return resolve("optimizer", names.OPTIMIZERS, spec.name)


def optimizer(spec: Part, learning_rate: Any) -> Any:
    """An optimizer at a rate, or with a schedule of steps."""
    factory = optimizer_class(spec)
    if is_own(spec):
        import keras

        return made("optimizer", spec.but(learning_rate=learning_rate), factory, keras.optimizers.Optimizer, {})
    return factory(**dict(spec.but(learning_rate=None).options), learning_rate=learning_rate)


@lru_cache(maxsize=256)
def beyond_the_rule(spec: Part) -> str:
    """A setting of an optimizer that acts outside rule, decay, clipping and running mean; "" for none.

    A factor of the loss is none: in float32 the steps come out the same.
    """
    instance = optimizer(spec, 1.0)
    # Keras has no other name for what `exclude_from_weight_decay` was given
    if any(getattr(instance, f"_exclude_from_weight_decay{each}", None) for each in ("", "_pattern")):
        return "exclude_from_weight_decay"
    return "gradient_accumulation_steps" if instance.gradient_accumulation_steps else ""


@lru_cache(maxsize=256)
def hyperparameters(spec: Part) -> dict[str, Any]:
    """Every setting of a pure-rule optimizer but its rate: the constructor's defaults under the spec's options.

    Those of a running mean, `ema_momentum` and `ema_overwrite_frequency`, are there where `use_ema` asks for it.

    Raises:
        UserError: a setting that acts outside the rule, which only plain `fit` obeys.
    """
    if outside := beyond_the_rule(spec):
        raise UserError(f"{spec.name} with {outside} does not stack; use --engine auto or fit. Received: {spec}")
    instance = optimizer(spec, 1.0)
    settings = dict(instance.hyperparameters)
    for name in ("weight_decay", "clipnorm", "global_clipnorm", "clipvalue"):
        if getattr(instance, name) is not None:
            settings[name] = getattr(instance, name)
    if instance.use_ema:
        settings |= {"use_ema": True, "ema_momentum": instance.ema_momentum}
        if instance.ema_overwrite_frequency:
            settings["ema_overwrite_frequency"] = instance.ema_overwrite_frequency
    return settings


def is_value(setting: Any) -> bool:
    """Whether a setting is a number, which may differ within a stack, and not a choice, which changes the graph."""
    return isinstance(setting, int | float) and not isinstance(setting, bool)


def model(spec: Part, table: Table, seed: int) -> Any:
    """A network for a data set, with the initial weights of that seed.

    A function or class of the user's own gets of `input_shape`, `outputs`, `seed` and the part's options what it takes;
    what else of `own_networks.convention` is asked for is done to the finished network. A name that ends in `.keras`
    is a file; see `own_networks.saved`.

    Raises:
        PartError: a network of the user's own that cannot be made, or does not take the data set's rows.
    """
    import keras

    from experiments.own_networks import making

    factory = None if is_file(spec) else resolve("model", names.MODELS, spec.name)
    given = {"input_shape": table.x.shape[1:], "outputs": table.outputs, "seed": seed}
    with BUILDING:
        keras.utils.set_random_seed(seed)  # a user's own network may draw from Keras's global generator
        if is_own(spec):
            return making.network(spec, factory, table, seed, makers(seed))
        return factory(**given, **dict(spec.options))  # type: ignore[misc]


def drawn_or_set(spec: Part) -> tuple[str, ...]:
    """Options of a network of the user's own that change drawn weights or settings of layers, and no graph.

    They are those that are done to the finished network: what its function makes of an argument is not known.
    """
    options = {"initializer", "dropout"} & {option for option, _ in spec.options}
    takes = parameters(resolve("part", {}, spec.name)) if options and not is_file(spec) else {}
    return tuple(option for option in options if argument(option, takes) is None)


def makers(seed: int) -> dict[str, Any]:
    """For activations and initializers: from a part to what makes a new one at a depth, with a seed of its own."""
    return {
        "activation": lambda spec: lambda depth: activation(spec, seed + 2000 + depth),
        "initializer": lambda spec: lambda depth: initializer(spec, seed + depth),
    }
