"""What each field of a study may be, class by class; faults in words."""

from collections.abc import Iterator
from typing import Any

from experiments.advice import Advice, Recipe, Technique
from experiments.chart import Chart
from experiments.checking import rules
from experiments.checking.plain import PLAIN, advice, is_plain, shown, well_formed
from experiments.checking.rules import Rule
from experiments.errors import guess
from experiments.spec import Part, Trial
from experiments.study import SCALES, Claim, Method, Study

CLAIMS = ("better", "at least as good", "exact")
CHARTS = ("curves", "layers", "epochs", "against", "measures", "paths", "histograms", "calibration", "confusion")
PART: Rule = rules.made(Part, 'part(name, option=value, ...), such as part("adam")')
SEVERAL: Rule = (lambda value: rules.COUNT[0](value) and value >= 2, "a whole number of at least 2")
RATES: Rule = (
    lambda value: isinstance(value, tuple) and all(map(rules.POSITIVE[0], value)) and rules.distinct(value),
    "a tuple of numbers above 0, each once",
)
PAIRS = rules.named_pairs(rules.label, "pairs of labels: ((treatment, baseline), ...)")
MARKS: Rule = (
    lambda value: (
        isinstance(value, tuple)
        and all(
            isinstance(mark, tuple) and len(mark) == 3 and mark[0] in ("x", "y") and rules.number(mark[1])
            for mark in value
        )
    ),
    'a tuple of ("x" or "y", number, label)',
)
PAIRED: Rule = (
    lambda value: (
        isinstance(value, tuple)
        and all(isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], str) for item in value)
    ),
    "a tuple of (name, value)",
)
NAMES: Rule = rules.many(str, "names")

FIELDS: dict[type, dict[str, Rule]] = {
    Study: {
        "title": rules.LABELLED,
        "question": rules.TEXT,
        "notes": rules.ANY_TEXT,
        "doubt": rules.ANY_TEXT,
        "base": rules.maybe(rules.made(Trial, "a Trial(...)")),
        "methods": rules.many(Method, "method(...)", least=1),
        "rates": RATES,
        "claims": rules.many(Claim, "Claim(...)"),
        "charts": rules.many(Chart, "Chart(...)"),
        "hero": rules.maybe(rules.TEXT),
        "advice": rules.many(Advice, "Advice(...)"),
        "recipe": rules.maybe(rules.made(Recipe, "a Recipe(...)")),
        "tuning": rules.COUNT,
        "replicates": rules.COUNT,
        "target": rules.SHARE,
        "task": rules.among(None, "classification", "regression"),
        "contest": rules.TRUTH,
        "stands_in": rules.TRUTH,
        "own_data": rules.TRUTH,
        "scales": PAIRED,
        "parent": rules.UNTOUCHED,
        "reported": rules.UNTOUCHED,
        "seed": rules.NATURAL,
        "reference": rules.UNTOUCHED,
    },
    Method: {
        "label": rules.LABELLED,
        "changes": PAIRED,
        "rates": rules.maybe(RATES),
        "simulation": rules.maybe(PART),
        "family": rules.maybe(rules.LABELLED),
        "position": rules.maybe(rules.NUMBER),
        "scale": rules.among(*SCALES),
        "tunes": rules.TEXT,
    },
    Trial: {
        "data": PART,
        "model": PART,
        "optimizer": PART,
        "loss": rules.maybe(PART),
        "batch_size": rules.COUNT,
        "epochs": rules.COUNT,
        "replicate": rules.UNTOUCHED,
        "schedule": rules.maybe(PART),
        "stopping": rules.maybe(PART),
        "diagnostics": rules.among(None, "light", "full", "weights"),
        "start": rules.maybe(PART),
        "evaluation": rules.maybe(PART),
        "early": rules.among(None, "steps"),
        "order": rules.among(None, "fixed"),
        "callback": rules.maybe(PART),
        "ensemble": rules.maybe(SEVERAL),
        "augmentation": rules.maybe(PART),
        "halt": rules.UNTOUCHED,
    },
    Claim: {
        "id": rules.LABELLED,
        "text": rules.TEXT,
        "pairs": PAIRS,
        "measure": rules.TEXT,
        "margin": rules.POSITIVE,
        "reason": rules.ANY_TEXT,
        "kind": rules.among(*CLAIMS),
        "headline": rules.TRUTH,
    },
    Chart: {
        "kind": rules.among(*CHARTS),
        "title": rules.TEXT,
        "x": rules.ANY_TEXT,
        "y": NAMES,
        "x_label": rules.ANY_TEXT,
        "y_label": rules.ANY_TEXT,
        "methods": rules.LABELS,
        "x_log": rules.TRUTH,
        "y_log": rules.TRUTH,
        "marks": MARKS,
    },
    Advice: {
        "methods": rules.LABELS,
        "baseline": rules.LABELLED,
        "kind": rules.among("best", "cheapest"),
        "margin": rules.POSITIVE,
        "saves": rules.maybe(rules.TEXT),
    },
    Recipe: {
        "baseline": rules.LABELLED,
        "techniques": rules.many(Technique, "Technique(...)", least=1),
        "margin": rules.POSITIVE,
    },
    Technique: {"name": rules.LABELLED, "methods": rules.LABELS},
}


def wrong(thing: Any) -> Iterator[str]:
    """The fields of one object that are not what they must be."""
    for name, rule in FIELDS[type(thing)].items():
        yield from refused(name, getattr(thing, name), rule)


def refused(name: str, value: Any, rule: Rule) -> Iterator[str]:
    """Why a field may not have a value, if it may not; every part within it must be plain data."""
    if not rule[0](value):
        near = guess(value, rule[1].removeprefix("one of ").split(", ")) if isinstance(value, str) else ""
        yield f"`{name}` must be {rule[1]}.{near} Received: {shown(value)}{advice(value)}"
    elif isinstance(value, Part):
        yield from unplain(name, value)


def unplain(name: str, part: Part) -> Iterator[str]:
    """The options of a part, and of parts within it, that are not plain data."""
    if not (isinstance(part.name, str) and well_formed(part)):
        yield f"`{name}` must be {PART[1]}. Received: {shown(part)}"
        return
    for option, value in part.options:
        if isinstance(value, Part):
            yield from unplain(f"{name}.{option}", value)
        elif not is_plain(value):
            yield f"`{name}.{option}` must be {PLAIN}. Received: {shown(value)}.{advice(value)}"
