"""Claims, charts, advice and recipes: whether what they name is there, and whether it will ever be measured."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from experiments.advice import Advice, Recipe
from experiments.chart import USUAL, Chart
from experiments.checking.plain import shown
from experiments.errors import guess
from experiments.judging.measures import MEASURES
from experiments.judging.measures.failing import FAILING
from experiments.judging.measures.grid import ACROSS
from experiments.judging.measures.layers import INSIDE
from experiments.judging.measures.scores import SCORES
from experiments.judging.measures.speed import SPEED
from experiments.spec import Part
from experiments.study import BASE, LEARNING_RATE, THEORY, Claim, Method, Study

TRAINED = {
    *SCORES,
    *SPEED,
    *FAILING,
    *INSIDE,
    *ACROSS,
    "early_falls",
}  # of networks; all others are found by simulations
SCORED = {"reference_model": ("test_score", "validation_score", "train_score", "nll")}  # as those of networks are
EVALUATED = {
    **dict.fromkeys(("nll", "ece", "brier"), ("calibration", "monte_carlo")),
    **dict.fromkeys(("noise_score", "noise_loss"), ("noise",)),
    "co_adaptation": ("removal",),
}
LIGHT = ("gradient_norm", "activation_mean", "activation_std", "dead_share", "saturated_share")
FULL = ("update_ratio", "distinct_share", "activation_drift", "unit_correlation", "wasserstein")
STATISTICS = (*LIGHT, *FULL)
LEVELS = ("light", "full", "weights")  # of diagnostics, each with all of those before
FULLY = LEVELS[1:]
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
    "confusion": (0, 0, False),
}


def claim_faults(study: Study, claim: Claim) -> Iterator[str]:
    """One claim: its labels, its measure, and whether a baseline and its kind go together."""
    labels = [label for pair in claim.pairs for label in pair]
    yield from unknown(study, labels, families=True)
    for treatment, baseline in claim.pairs:
        if treatment == baseline:
            yield f"a pair needs two methods. Received: {shown((treatment, baseline))}"
        if (baseline == THEORY) != (claim.kind == "exact"):
            yield (
                f"the baseline of an exact claim is {THEORY!r}, and of no other. Received: {claim.kind}, with the pair "
                f"{shown((treatment, baseline))}"
            )
    if claim.headline and len(claim.pairs) != 1:
        yield f"a headline has one pair, whose effect the ledger shows. Received: {len(claim.pairs)} pairs"
    if claim.headline and sum(other.headline for other in study.claims if other.id == claim.id) > 1:
        yield f"one claim with the id {shown(claim.id)} is its headline. Received: more"
    yield from measure_faults(study, claim.measure, labels)


def measure_faults(study: Study, measure: str, labels: Iterable[str]) -> Iterator[str]:
    """A measure that is not there, or that some of the methods never have."""
    if measure not in MEASURES:
        yield f"unknown measure {measure!r}.{guess(measure, MEASURES)} Known: {', '.join(MEASURES)}"
        return
    methods = members(study, labels)
    wrong = [shown(method.label) for method in methods if not has(method, measure)]
    if wrong:
        kinds = ("trained networks", "simulations")
        kind, other = kinds if measure in TRAINED else kinds[::-1]
        yield f"{measure} is a measure of {kind}. Received {other}: {', '.join(wrong)}"
        return
    if measure in INSIDE:
        level = FULLY if measure in MOVING else LEVELS
        yield from lacking(study, methods, measure, "diagnostics", level)
    if measure in SPEED:
        yield from lacking(study, methods, measure, "early", ("steps",))
    if measure in EVALUATED:
        yield from lacking(study, methods, measure, "evaluation", EVALUATED[measure])


def has(method: Method, measure: str) -> bool:
    """Whether a measure is one of networks and the method trains one, or of simulations and it is one."""
    scored = SCORED.get(method.simulation.name, ()) if isinstance(method.simulation, Part) else ()
    return measure in scored or (method.simulation is None) == (measure in TRAINED)


def lacking(study: Study, methods: list[Method], what: str, field: str, allowed: tuple[str, ...]) -> Iterator[str]:
    """Methods whose trials do not record what a measure or a chart shows."""
    left = [shown(method.label) for method in methods if given(study, method, field) not in allowed]
    if left:
        wanted = " or ".join(f'part("{name}")' if field == "evaluation" else f'"{name}"' for name in allowed)
        yield f"{what} needs {field}={wanted} in the base or in the method. Without: {', '.join(left)}"


def given(study: Study, method: Method, field: str) -> Any:
    """A field of a method's trials; of a part its name."""
    base = getattr(study.base, field, None)
    value = dict(method.changes).get(field, base)
    value = base if isinstance(value, Part) and value.name == BASE else value
    return value.name if isinstance(value, Part) else value


def unknown(study: Study, labels: Iterable[str], families: bool = False) -> Iterator[str]:
    """Labels that are nobody's."""
    allowed = [method.label for method in study.methods if isinstance(method.label, str)]
    allowed += [method.family for method in study.methods if families and isinstance(method.family, str)]
    for label in dict.fromkeys(labels):
        if label not in allowed and not (families and label == THEORY):
            named = ", ".join(map(repr, dict.fromkeys(allowed)))
            yield f"there is no method {shown(label)}.{guess(label, allowed)} There are {named}"


def members(study: Study, labels: Iterable[str]) -> list[Method]:
    """The methods that labels and families stand for."""
    wanted = set(labels)
    return [method for method in study.methods if method.label in wanted or method.family in wanted]


def hero_faults(study: Study) -> Iterator[str]:
    """The figure that is drawn large: whether there is one of that name."""
    known = [*(chart.title for chart in study.charts), *USUAL]
    if study.hero is not None and study.hero not in known:
        yield f"unknown figure {study.hero!r} as its `hero`.{guess(study.hero, known)} Known: {', '.join(known)}"


def chart_faults(study: Study, chart: Chart) -> Iterator[str]:
    """One chart: its names, and whether its methods have what it shows."""
    yield from unknown(study, chart.methods)
    least, most, needs_x = AXES[chart.kind]
    if not least <= len(chart.y) <= most:
        count = "one name" if least == most == 1 else "no name" if most == 0 else "at least one name"
        yield f"a chart of the kind {chart.kind} has {count} in `y`. Received: {shown(chart.y)}"
        return
    if needs_x and not chart.x:
        yield f"a chart of the kind {chart.kind} must say what is on its x-axis, `x`"
        return
    shown_methods = members(study, chart.methods) if chart.methods else list(study.methods)
    networks = [method for method in shown_methods if method.simulation is None]
    if chart.kind == "against":
        placed = [method for method in study.methods if method.position is not None]
        if not placed:
            yield "a chart of the kind against needs methods with a place on the x-axis: method(..., position=...)"
        apt = [method for method in placed if (method.simulation is None) == (chart.y[0] in TRAINED)]
        yield from measure_faults(study, chart.y[0], [method.label for method in apt or placed])
    if chart.kind == "measures":
        for name in (chart.x, chart.y[0]):
            yield from measure_faults(study, name, [method.label for method in shown_methods])
    if chart.kind in ("layers", "epochs"):
        if chart.y[0] not in STATISTICS:
            yield f"unknown statistic {chart.y[0]!r}.{guess(chart.y[0], STATISTICS)} Known: {', '.join(STATISTICS)}"
        else:
            level = FULLY if chart.y[0] in FULL else LEVELS
            yield from lacking(study, networks, chart.y[0], "diagnostics", level)
    if chart.kind == "calibration":
        yield from lacking(study, networks, "calibration", "evaluation", EVALUATED["ece"])
    if chart.kind == "confusion":
        yield from lacking(study, networks, "confusion", "evaluation", ("predictions",))
    if chart.kind in ("layers", "epochs", "calibration", "confusion") and not networks:
        yield f"a chart of the kind {chart.kind} shows trained networks, and there are none"
    if chart.kind in ("curves", "histograms", "paths") and len(networks) == len(shown_methods):
        yield f"a chart of the kind {chart.kind} shows simulations, and there are none"
    if chart.kind == "paths":
        yield from unknown(study, [chart.x])


def advice_faults(study: Study, advice: Advice) -> Iterator[str]:
    """One recommendation: its methods train networks, and its measure is there."""
    labels = (*advice.methods, advice.baseline)
    yield from unknown(study, labels)
    if not advice.methods:
        yield "it must name the methods to choose from"
    if advice.baseline in advice.methods:
        yield f"its baseline must not be among its methods. Received: {shown(advice.baseline)}"
    yield from measure_faults(study, "test_score", labels)
    if advice.saves:
        yield from measure_faults(study, advice.saves, labels)


def recipe_faults(study: Study, recipe: Recipe) -> Iterator[str]:
    """A recipe: its techniques share no method, and each method trains networks and tunes the learning rate."""
    labels = [label for technique in recipe.techniques for label in technique.methods]
    yield from unknown(study, (recipe.baseline, *labels))
    if not labels or not all(technique.methods for technique in recipe.techniques):
        yield "each of its techniques must name a method, and it must have at least one technique"
    if twice := [label for label, count in Counter((recipe.baseline, *labels)).items() if count > 1]:
        yield f"a method must stand for one technique, or for the baseline. Received more than once: {shown(twice[0])}"
    for method in study.methods:
        if method.label in (recipe.baseline, *labels) and (method.simulation or method.tunes != LEARNING_RATE):
            yield f"its methods must train networks and tune the learning rate. Received: {shown(method.label)}"
    yield from measure_faults(study, "test_score", (recipe.baseline, *labels))
