"""From chosen values to trials: each value goes where its parameter's name says."""

from dataclasses import fields, replace
from typing import Any

from experiments.spec import SEEDED, Part, Trial, answering, part, seeded
from tuner_configs.search import Layers, Search

FIELDS = tuple(field.name for field in fields(Trial) if field.name not in ("replicate", "diagnostics", "halt"))
PARTS = ("data", "model", "optimizer", "loss", "schedule", "stopping", "start", "evaluation", "augmentation")
NESTED = (
    "activation",
    "initializer",
    "recurrent_initializer",
    "cell",
    "embedding",
)  # options that are parts themselves


def settled(field: str, value: Any) -> Any:
    """A value as the trial wants it there: where a part belongs, a bare name is one without options."""
    if isinstance(value, Part):
        return replace(value, options=tuple((name, settled(name, option)) for name, option in value.options))
    return part(value) if isinstance(value, str) and field in (*PARTS, *NESTED) else value


def dataset(search: Search) -> Part:
    """The data set where no parameter says otherwise."""
    return seeded(search.data, search.base_seed or 0)


def base(search: Search) -> Trial:
    """The trial where no parameter says otherwise."""
    return Trial(
        data=dataset(search),
        model=settled("model", search.model),
        optimizer=settled("optimizer", search.optimizer),
        loss=settled("loss", search.loss),
        schedule=settled("schedule", search.schedule),
        stopping=settled("stopping", search.stopping),
        batch_size=search.batch_size,
        epochs=search.budget.epochs,
    )


def trial(search: Search, values: dict[str, Any], epochs: int, replicate: int) -> Trial:
    """The trial of some values (the space's own, not labels), in the order of the space.

    With fewer epochs than the search's it halts there: its schedule spans them all, so that it can be gone on with.
    """
    halt = epochs if epochs < search.budget.epochs else None
    seed = search.base_seed or 0
    made = replace(base(search), halt=halt, replicate=replicate + SEEDED * seed)
    for name, value in placed(values, search.layers).items():
        made = put(made, name, value)
    return made if made.data.get("seed") else replace(made, data=seeded(made.data, seed))


def final_trial(search: Search, values: dict[str, Any], replicate: int) -> Trial:
    """The trial of some values as a finalist: for all epochs, and with its predictions stored, for an ensemble."""
    return answering(trial(search, values, search.budget.epochs, replicate))


def placed(values: dict[str, Any], layers: Layers | None) -> dict[str, Any]:
    """The values that go into a trial; depth and width become one list of sizes."""
    if layers is None:
        return values
    rest = {name: value for name, value in values.items() if name not in (layers.depth, layers.width)}
    return {layers.to: (values[layers.width],) * values[layers.depth], **rest}


def put(made: Trial, name: str, value: Any) -> Trial:
    """The trial with one value set."""
    field, _, option = name.partition(".")
    if not option:
        chosen = settled(field, value)
        if isinstance(chosen, Part) and field == "optimizer" and chosen.get("learning_rate") is None:
            chosen = chosen.but(learning_rate=made.optimizer.get("learning_rate"))  # a rate of its own may follow
        return replace(made, **{field: chosen})
    current = getattr(made, field)
    changed = current.but(**{option: settled(option, value)})
    return replace(made, **{field: changed.but(checksum=None) if field == "data" else changed})  # of other rows now
