"""Claims, charts and advice: whether what they name is there, and whether it will ever be measured."""

from collections.abc import Iterable, Iterator
from typing import Any

from experiments.advice import Advice, Factor
from experiments.chart import Chart
from experiments.checking.plain import shown
from experiments.errors import guess
from experiments.judging.measures import MEASURES
from experiments.judging.measures.grid import ACROSS
from experiments.judging.measures.layers import INSIDE
from experiments.judging.measures.scores import SCORES
from experiments.spec import Part
from experiments.study import BASE, THEORY, Claim, Method, Study

TRAINED = {*SCORES, *INSIDE, *ACROSS, "early_falls", "early_score"}  # of networks; all others are found by simulations
EVALUATED = {
    **dict.fromkeys(("nll", "ece", "brier"), ("calibration", "monte_carlo")),
    **dict.fromkeys(("noise_score", "noise_loss"), ("noise",)),
}
LIGHT = ("gradient_norm", "activation_mean", "activation_std", "dead_share", "saturated_share")
FULL = ("update_ratio", "distinct_share", "activation_drift", "unit_correlation", "wasserstein")
STATISTICS = (*LIGHT, *FULL)
MOVING = {"wasserstein", "moment_drift", "unit_correlation", "distinct_share"}  # measures that need full diagnostics
AXES = {  # kind of chart -> how many names `y` has at least, at most, and whether `x` names something
    "curves": (1, 99, True),
    "layers": (1, 1, False),
    "epochs": (1, 1, False),
    "against": (1, 1, False),
    "measures": (1, 1, True),
    "paths": (0, 0, True),
    "histograms": (1, 1, True),
    "calibration": (0, 0, False),
}


def of_claim(study: Study, one: Claim) -> Iterator[str]:
    """One claim: its labels, its measure, and whether a baseline and its kind go together."""
    labels = [label for pair in one.pairs for label in pair]
    yield from unknown(study, labels, families=True)
    for treatment, baseline in one.pairs:
        if treatment == baseline:
            yield f"a pair needs two methods. Received: {shown((treatment, baseline))}"
        if (baseline == THEORY) != (one.kind == "exact"):
            yield (
                f"the baseline of an exact claim is {THEORY!r}, and of no other. Received: {one.kind}, with the pair "
                f"{shown((treatment, baseline))}"
            )
    yield from of_measure(study, one.measure, labels)


def of_measure(study: Study, measure: str, labels: Iterable[str]) -> Iterator[str]:
    """A measure that is not there, or that some of the methods never have."""
    if measure not in MEASURES:
        yield f"unknown measure {measure!r}.{guess(measure, MEASURES)} Known: {', '.join(MEASURES)}"
        return
    methods = members(study, labels)
    wrong = [shown(one.label) for one in methods if (one.simulation is None) != (measure in TRAINED)]
    if wrong:
        kinds = ("trained networks", "simulations")
        kind, other = kinds if measure in TRAINED else kinds[::-1]
        yield f"{measure} is a measure of {kind}. Received {other}: {', '.join(wrong)}"
        return
    if measure in INSIDE:
        level = ("full",) if measure in MOVING else ("light", "full")
        yield from lacking(study, methods, measure, "diagnostics", level)
    if measure in EVALUATED:
        yield from lacking(study, methods, measure, "evaluation", EVALUATED[measure])


def lacking(study: Study, methods: list[Method], what: str, field: str, allowed: tuple[str, ...]) -> Iterator[str]:
    """Methods whose trials do not record what a measure or a chart shows."""
    left = [shown(one.label) for one in methods if given(study, one, field) not in allowed]
    if left:
        wanted = " or ".join(f'part("{name}")' if field == "evaluation" else f'"{name}"' for name in allowed)
        yield f"{what} needs {field}={wanted} in the base or in the method. Without: {', '.join(left)}"


def given(study: Study, one: Method, field: str) -> Any:
    """A field of a method's trials; of a part its name."""
    base = getattr(study.base, field, None)
    value = dict(one.changes).get(field, base)
    value = base if isinstance(value, Part) and value.name == BASE else value
    return value.name if isinstance(value, Part) else value


def unknown(study: Study, labels: Iterable[str], families: bool = False) -> Iterator[str]:
    """Labels that are nobody's."""
    known = [one.label for one in study.methods if isinstance(one.label, str)]
    known += [one.family for one in study.methods if families and isinstance(one.family, str)]
    for label in dict.fromkeys(labels):
        if label not in known and not (families and label == THEORY):
            named = ", ".join(map(repr, dict.fromkeys(known)))
            yield f"there is no method {shown(label)}.{guess(label, known)} There are {named}"


def members(study: Study, labels: Iterable[str]) -> list[Method]:
    """The methods that labels and families stand for."""
    wanted = set(labels)
    return [one for one in study.methods if one.label in wanted or one.family in wanted]


def of_chart(study: Study, one: Chart) -> Iterator[str]:
    """One chart: its names, and whether its methods have what it shows."""
    yield from unknown(study, one.methods)
    least, most, needs_x = AXES[one.kind]
    if not least <= len(one.y) <= most:
        count = "one name" if least == most == 1 else "no name" if most == 0 else "at least one name"
        yield f"a chart of the kind {one.kind} has {count} in `y`. Received: {shown(one.y)}"
        return
    if needs_x and not one.x:
        yield f"a chart of the kind {one.kind} must say what is on its x-axis, `x`"
        return
    shown_methods = members(study, one.methods) if one.methods else list(study.methods)
    networks = [each for each in shown_methods if each.simulation is None]
    if one.kind == "against":
        placed = [each for each in study.methods if each.at is not None]
        if not placed:
            yield "a chart of the kind against needs methods with a place on the x-axis: method(..., at=...)"
        apt = [each for each in placed if (each.simulation is None) == (one.y[0] in TRAINED)]
        yield from of_measure(study, one.y[0], [each.label for each in apt or placed])
    if one.kind == "measures":
        for name in (one.x, one.y[0]):
            yield from of_measure(study, name, [each.label for each in shown_methods])
    if one.kind in ("layers", "epochs"):
        if one.y[0] not in STATISTICS:
            yield f"unknown statistic {one.y[0]!r}.{guess(one.y[0], STATISTICS)} Known: {', '.join(STATISTICS)}"
        else:
            level = ("full",) if one.y[0] in FULL else ("light", "full")
            yield from lacking(study, networks, one.y[0], "diagnostics", level)
    if one.kind == "calibration":
        yield from lacking(study, networks, "calibration", "evaluation", EVALUATED["ece"])
    if one.kind in ("layers", "epochs", "calibration") and not networks:
        yield f"a chart of the kind {one.kind} shows trained networks, and there are none"
    if one.kind in ("curves", "histograms", "paths") and len(networks) == len(shown_methods):
        yield f"a chart of the kind {one.kind} shows simulations, and there are none"
    if one.kind == "paths":
        yield from unknown(study, [one.x])


def of_advice(study: Study, one: Advice) -> Iterator[str]:
    """One recommendation: its methods train networks, and its measure is there."""
    labels = (*one.methods, one.baseline)
    yield from unknown(study, labels)
    if not one.methods:
        yield "it must name the methods to choose from"
    if one.baseline in one.methods:
        yield f"its baseline must not be among its methods. Received: {shown(one.baseline)}"
    yield from of_measure(study, "test_score", labels)
    if one.saves:
        yield from of_measure(study, one.saves, labels)


def of_factor(study: Study, one: Factor) -> Iterator[str]:
    """One part of a recipe."""
    labels = [label for pair in one.pairs for label in pair]
    yield from unknown(study, labels)
    yield from of_measure(study, "test_score", labels)
