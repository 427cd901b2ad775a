"""Networks against reference models: the differences of their test scores on the same splits."""

import json
from dataclasses import dataclass
from typing import Any

import pandas as pd

from experiments.judging.allowance import Allowance
from experiments.judging.evidence import Evidence
from experiments.judging.leader import leader
from experiments.judging.measures import Table
from experiments.judging.recipe import advised, course
from experiments.judging.statistics import Interval, differences, mean_interval
from experiments.names import VIEW
from experiments.scores import Score, known
from experiments.store import Results


@dataclass(frozen=True)
class Worth:
    """A network beside the reference models of its table.

    Attributes:
        network: what it is called.
        validation: the mean validation score by which it leads.
        reference: the reference model with the highest mean validation score on these splits.
        gap: by how much the network's test score is better than the reference's, paired by replicate.
        scores: (name, mean test score on these splits), the best first.
    """

    network: str
    validation: float
    reference: str
    gap: Interval
    scores: tuple[tuple[str, float], ...]


def of_study(evidence: Evidence) -> Worth | None:
    """The study's best network; None where it has no reference models, or no network that saw their data.

    The network is the one with the highest mean validation score at its setting: test rows have no say. A recipe's is
    the one that it recommends.
    """
    base = evidence.study.get("base")
    if not base or not len(evidence.results.references):
        return None
    if evidence.study.get("recipe"):
        return of_method(evidence, advised(evidence, course(evidence)))
    methods = [entry for entry in evidence.study["methods"] if "simulation" not in entry]
    same = [entry["label"] for entry in methods if unscaled(changed(base["data"], entry)) == unscaled(base["data"])]
    leading = leader(evidence, same)
    return leading and of_method(evidence, leading[0])


def of_method(evidence: Evidence, method: str) -> Worth | None:
    """One method of a study."""
    if not len(evidence.results.references) or (leading := leader(evidence, [method])) is None:
        return None
    beside = references(evidence.results, evidence.study["base"]["data"], evidence.study["seed"])
    score = known(str(evidence.facts["score"]))
    return judged(*leading, evidence.reported(method, "test_score"), beside, score, evidence.overlap)


def of_search(results: Results, spec: dict[str, Any], facts: dict[str, Any], winners: Table) -> Worth | None:
    """A search's winner.

    Args:
        results: of the run.
        spec, facts: the search as last run, and of its data set.
        winners: the winner's final trainings; of each split's winner in a nested search.
    """
    score = str(facts["score"])
    if not len(winners) or f"test_{score}" not in winners or not len(results.references):
        return None
    network = pd.Series(winners[f"test_{score}"].to_numpy(float), winners["replicate"].to_numpy())
    beside = references(results, spec["data"], spec.get("base_seed") or 0)
    sign = known(score).sign
    validation = sign * float(winners[f"validation_{score}"].mean())
    return judged("the winner", validation, network * sign, beside, known(score))


def references(results: Results, data: dict[str, Any], seed: int) -> Table:
    """The reference models that saw some data, whatever their scaling."""
    rows = results.references
    same = [unscaled(json.loads(text)) == unscaled(data) for text in rows["data"]]
    return rows[pd.Series(same, rows.index, dtype=bool) & (rows["seed"] == seed)]


def judged(
    network: str, validation: float, scores: pd.Series, beside: Table, score: Score, overlap: float = 0.0
) -> Worth | None:
    """A network's test scores, by replicate and higher for better, against the best of the reference models there."""
    test, chosen = f"test_{score.name}", f"validation_{score.name}"
    if not len(beside) or test not in beside:
        return None
    tests = (
        beside.drop_duplicates(["method", "replicate"]).pivot(index="replicate", columns="method", values=test)
        * score.sign
    )
    shared = tests.dropna().index.intersection(scores.dropna().index)
    if not len(shared):
        return None
    best = str(beside[beside["replicate"].isin(shared)].groupby("method")[chosen].mean().mul(score.sign).idxmax())
    tests, scores = tests.loc[shared], scores.loc[shared]
    means = {network: float(scores.mean()), **{str(name): float(mean) for name, mean in tests.mean().items()}}
    gains = differences(scores.to_numpy(float), tests[best].to_numpy(float), True)
    gap = mean_interval(gains, allowance=Allowance(overlap))
    ranked = sorted(means.items(), key=lambda pair: -pair[1])
    return Worth(network, score.sign * validation, best, gap, tuple((name, score.sign * mean) for name, mean in ranked))


def changed(data: dict[str, Any], method: dict[str, Any]) -> dict[str, Any]:
    """The data of a method: the base's, the base's with other options, or data of its own."""
    given = dict(method.get("changes", ())).get("data")
    if given is None or given["name"] != "base":
        return given or data
    return {**data, "options": {**data.get("options", {}), **given.get("options", {})}}


def unscaled(data: dict[str, Any]) -> dict[str, Any]:
    """Data as a spec has them, without their scaling."""
    return {**data, "options": {name: value for name, value in data.get("options", {}).items() if name not in VIEW}}
