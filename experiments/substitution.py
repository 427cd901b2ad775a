"""Substitution: a study asked about a network of the user's own in place of its own networks.

What the methods of a study vary is set in each of them, so that they differ in nothing else; all other options of the
study's network are left as the user's network has them. A recipe begins with the network as it is: there each method
sets alone what it is about. Nothing here knows Keras: see `experiments.abilities`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from experiments import names
from experiments.checking.claims import advice_faults, chart_faults, claim_faults
from experiments.own_networks.convention import ARGUMENTS, COMPANIONS, NONE
from experiments.report.wording import listing
from experiments.spec import Part, part
from experiments.study import Method, Study

DEFAULTS = {  # of the suite's networks
    "activation": part("relu"),
    "initializer": part("he_normal"),
    "batch_normalization": NONE,
    "dropout": 0.0,
}
LIMITS = ("l1", "l2", "max_norm")  # of layers of the suite's own
NAMES = {
    "activation": "the activation",
    "initializer": "initial weights",
    "batch_normalization": "normalisation",
    "dropout": "dropout",
}
ALWAYS = (
    "the optimizer, the learning rate and its schedule, the batch size, clipping, weight decay, means of weights, "
    "ensembles, mixup, early stopping, the loss and the data"
)


@dataclass(frozen=True)
class Abilities:
    """What of a network of the user's own can be other.

    Attributes:
        network: the part.
        ways: option of `experiments.own_networks.convention` -> how it becomes other, as a part of a sentence.
        idle: option -> the argument of the user's function that is for it and changes nothing.
        activation: the one that its hidden layers have; `linear` if none.
        starts: kinds of initial weights, of `names.STARTS`, that it can have.
        ports: what is done about several inputs and outputs, each as a part of a sentence.
    """

    network: Part
    ways: tuple[tuple[str, str], ...] = ()
    idle: tuple[tuple[str, str], ...] = ()
    activation: str = "linear"
    starts: tuple[str, ...] = ()
    ports: tuple[str, ...] = ()

    def sentence(self) -> str:
        """What studies can be about, for the plan."""
        more = "; ".join(way for _, way in self.ways)
        also = f" Of the network itself: {more}" if more else " Nothing can be exchanged in the network itself"
        ports = "".join(f". {words[0].upper()}{words[1:]}" for words in self.ports)
        return f"{self.network.name} takes the place of each study's network. Any study can vary {ALWAYS}.{also}{ports}"


class Foreign(Exception):  # noqa: N818 - the study is left out, and the run goes on
    """The question is not about a network of the user's own; the message is a part of a sentence."""


def substituted(study: Study, abilities: Abilities, own_data: bool = False) -> tuple[Study | None, list[str]]:
    """The study about the user's network, None if it cannot be asked, and sentences on what is other.

    Args:
        study: any study.
        abilities: of the user's network.
        own_data: whether it is asked on data of its own.
    """
    try:
        varied = options(study, own_data, abilities)
    except Foreign as reason:
        return None, [f"left out: {reason}"]
    free = {option for option in varied if option not in dict(abilities.ways) and varied & {COMPANIONS.get(option)}}
    free = set() if study.recipe else free
    kept: list[Method] = []
    without: dict[str, dict[str, None]] = {}  # reason -> whom it is about
    for method in study.methods:
        try:
            about = changed(study, method) if study.recipe else varied - free
            kept.append(asked(study, method, about, abilities))
        except Foreign as reason:
            labels = without.setdefault(str(reason), {})
            labels["its simulations" if method.simulation else method.label] = None
    only = study.only(tuple(kept))
    left = plain(only, abilities.network)
    if only.claims and not left.claims:
        return None, ["left out: it asks about statistics of layers, which are of the suite's own networks"]
    if len(kept) < 2 or (study.claims and not left.claims):
        return None, [f"left out: {'; '.join(without) or 'nothing is left to compare'}"]
    notes = [f"without {listing(list(labels))}: {reason}" for reason, labels in without.items()]
    return left, notes + [f"{NAMES[option]} stay your network's own" for option in sorted(free)]


def options(study: Study, own_data: bool, abilities: Abilities) -> set[str]:
    """The options of a network that a study varies.

    A study of the catalogue whose networks have another activation than the user's is about that activation.

    Raises:
        Foreign: the question is about networks or data of the study's own, or about none.
    """
    trained = [method for method in study.methods if method.simulation is None]
    networks = [study.base.model, *(model(study, method) for method in trained)] if study.base and trained else []
    timed = [spec for method in study.methods for spec in models(method)]
    if study.base is None or not (networks or timed):
        raise Foreign("it trains no network")
    if own_data:
        raise Foreign("it asks about data of its own, which your network is not for")
    varied: set[str] = set()
    for alike in (networks, timed):
        if len({architecture(spec) for spec in alike}) > 1:
            raise Foreign("it asks about networks of its own, not about yours")
        varied |= {option for option in DEFAULTS if len({spec.get(option, DEFAULTS[option]) for spec in alike}) > 1}
    shared = {spec.get("activation", DEFAULTS["activation"]).name for spec in networks if spec.name == "mlp"}
    if study.file is None and "activation" not in varied and (other := shared - {"relu", abilities.activation}):
        raise Foreign(f"it asks about networks of {' and '.join(other)}, which yours is not")
    return varied


def changed(study: Study, method: Method) -> set[str]:
    """The options of a network in which a method of a recipe differs from the study's base.

    They alone are set in the user's network, so that a recipe begins with the network as it is.
    """
    assert study.base
    base, spec = study.base.model, model(study, method)
    return {option for option, usual in DEFAULTS.items() if spec.get(option, usual) != base.get(option, usual)}


def architecture(spec: Part) -> Part:
    """A network without what can be set in another one."""
    return spec.but(**dict.fromkeys((*ARGUMENTS, *LIMITS), None))


def model(study: Study, method: Method) -> Part:
    """The network of a method."""
    assert study.base
    return study.part("model", dict(method.changes).get("model", study.base.model))


def models(method: Method) -> Iterator[Part]:
    """The networks that a simulation is handed."""
    for _, value in method.simulation.options if method.simulation else ():
        if isinstance(value, Part) and value.name in names.MODELS:
            yield value


def asked(study: Study, method: Method, varied: set[str], abilities: Abilities) -> Method:
    """The method with the user's network.

    Raises:
        Foreign: it needs what the network cannot be asked for.
    """
    if method.simulation:
        return timed(study, method, varied, abilities)
    assert study.base
    changes, spec = dict(method.changes), model(study, method)
    tuned, _, option = method.tunes.partition(".")
    if any(map(spec.get, LIMITS)) or (tuned == "model" and option not in dict(abilities.ways)):
        raise Foreign("they need layers of the suite's own")
    start = changes.get("start", study.base.start)
    if start and start.name not in abilities.starts:
        raise Foreign(f"the start {start.name} is not for your network")
    changes["model"] = own(spec, study.base.model, varied, abilities)
    return replace(method, changes=tuple(sorted(changes.items())))


def timed(study: Study, method: Method, varied: set[str], abilities: Abilities) -> Method:
    """A simulation with the user's network in place of each of its own.

    Raises:
        Foreign: it has none.
    """
    assert method.simulation and study.base
    if not (networks := list(models(method))):
        raise Foreign("they train no network")
    exchanged = {
        name: own(value, study.base.model, varied, abilities)
        for name, value in method.simulation.options
        if value in networks
    }
    return replace(method, simulation=method.simulation.but(**exchanged))


def own(spec: Part, base: Part, varied: Iterable[str], abilities: Abilities) -> Part:
    """The user's network with those options of another one that a study varies.

    Where one cannot be set, the network as it is stands for the study's base.

    Raises:
        Foreign: one of them cannot be set, and is other than in the base.
    """
    values: dict[str, Any] = {option: spec.get(option, DEFAULTS[option]) for option in varied}
    if values.get("batch_normalization", NONE) != NONE:
        values["moving"] = spec.get("moving")
    ways, idle = dict(abilities.ways), dict(abilities.idle)
    fixed = [option for option in values if option in DEFAULTS and option not in ways]
    if other := [option for option in fixed if values[option] != base.get(option, DEFAULTS[option])]:
        if other[0] in idle:
            raise Foreign(f"your function's argument `{idle[other[0]]}` changes nothing")
        raise Foreign(f"{listing([NAMES[option] for option in other])} cannot be set in your network")
    return abilities.network.but(**{name: value for name, value in values.items() if name not in fixed})


def plain(study: Study, network: Part) -> Study:
    """The study on the user's network, without what would need statistics of layers: they are of the suite's own."""
    assert study.base
    methods = tuple(
        replace(method, changes=tuple(change for change in method.changes if change[0] != "diagnostics"))
        for method in study.methods
    )
    left = replace(study, base=replace(study.base, model=network, diagnostics=None), methods=methods)
    return replace(
        left,
        claims=tuple(claim for claim in left.claims if not list(claim_faults(left, claim))),
        charts=tuple(chart for chart in left.charts if not list(chart_faults(left, chart))),
        advice=tuple(advice for advice in left.advice if not list(advice_faults(left, advice))),
    )
