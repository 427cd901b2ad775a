"""Gathering the evidence of a run's studies: measures are computed and settings chosen, in the order they depend on."""

import numpy as np

from experiments.judging.choice import choose
from experiments.judging.curves import early_curves, validation_curves
from experiments.judging.evidence import Evidence
from experiments.judging.measures import MEASURES, Context
from experiments.judging.measures.layers import INSIDE
from experiments.store import Results


def gather(results: Results) -> list[Evidence]:
    """The evidence of every study of a run, in page order."""
    curves, early = validation_curves(results), early_curves(results)
    gathered: list[Evidence] = []
    for entry in results.studies:
        study, facts = entry["spec"], entry["facts"]
        trials = results.planned[results.planned["study"] == study["name"]].copy()
        context = Context(trials, facts)
        context.curves, context.early = curves.get(context.curve, {}), early.get(context.curve, {})
        gathered.append(start(Evidence(study, context, {}, results)))
    keys = {key for evidence in gathered for key in looked_into(evidence)}
    layers = results.layer_ends(sorted(keys))
    for evidence in gathered:
        evidence.context.layers = layers[layers["key"].isin(evidence.trials["key"].unique())]
        compute(evidence, stage=2)
    return gathered


def looked_into(evidence: Evidence) -> set[str]:
    """Keys of the trials whose layers are looked into: the reported ones and, where effects on layers are asked for,
    the tuning replicates at all settings that might have been chosen.
    """
    keys = {key for method in evidence.methods for key in evidence.trials_of(method)["key"]}
    if INSIDE.keys() & set(evidence.named):
        first = evidence.as_of(0)
        settings = ((method, setting) for method in first.methods for setting in first.choice(method).candidates)
        cells = (evidence.rows(method, setting, role) for method, setting in settings for role in ("tune", "retune"))
        keys |= {key for rows in cells for key in evidence.trials["key"].iloc[rows]}
    return keys


def start(evidence: Evidence) -> Evidence:
    """Computes what needs no layer statistics: scores, settings by score, the target, epochs, settings by epochs."""
    compute(evidence, stage=0)
    context, share = evidence.context, evidence.study["target"]
    context.best = best(evidence)
    context.target = None if context.best is None else context.curve_chance * (1 - share) + share * context.best
    compute(evidence, stage=1)
    evidence.context.chosen = {method: evidence.as_of(0).choice(method).setting for method in evidence.methods}
    evidence.context.families = evidence.families
    return evidence


def compute(evidence: Evidence, stage: int) -> None:
    """Computes the measures of one stage, and chooses the settings that they choose."""
    names = [name for name in evidence.measures if MEASURES[name].stage == stage]
    for name in names:
        evidence.trials[name] = MEASURES[name].values(evidence.context)
    if "validation_score" not in evidence.trials:
        evidence.trials["validation_score"] = np.nan  # simulations have none
    for name in {MEASURES[name].chosen_by for name in names} & set(names):
        evidence.choices[name] = choose(evidence.trials, name)


def best(evidence: Evidence) -> float | None:
    """The highest mean accuracy or R² that a method has on validation rows; `None` if none beats a constant guess."""
    chance = evidence.context.curve_chance
    reached = evidence.context.column(f"validation_{evidence.context.curve}", chance)
    first = evidence.as_of(0)
    rows = (first.rows(first.member(method), first.choice(method).setting, "tune") for method in first.methods)
    means = [reached.iloc[indices].mean() for indices in rows]
    highest = max((mean for mean in means if not np.isnan(mean)), default=np.nan)
    return highest if highest > chance + 1e-9 else None
