"""One study's part of the summary."""

import json
from typing import Any

import pandas as pd

from experiments.judging.evidence import Evidence
from experiments.judging.measures import MEASURES, Table
from experiments.judging.references import of_study
from experiments.report.script import script
from experiments.report.sections.advice import advice
from experiments.report.sections.answers import answers
from experiments.report.sections.charts import charts
from experiments.report.sections.claims import claims
from experiments.report.sections.factors import factors
from experiments.report.sections.layers import layers
from experiments.report.sections.learning import curves, epochs_to_target
from experiments.report.sections.protocol import protocol, tuned
from experiments.report.sections.quantity import tally
from experiments.report.sections.ranking import ranking
from experiments.report.sections.sensitivity import sensitivity
from experiments.report.sections.table import table
from experiments.report.sections.worth import worth
from experiments.report.wording import UNITS, number


def summarise_study(one: Evidence) -> dict[str, Any]:
    """Everything a study's page says, as plain data."""
    study, unit, target = one.study, UNITS[one.unit("test_score")], one.context.target
    trials = one.trials.drop_duplicates("key")
    found = {
        **{
            name: study[name]
            for name in ("name", "title", "question", "notes", "doubt", "rates", "tuning", "replicates")
        },
        "parent": study.get("parent"),
        "file": study.get("file"),
        "own_data": study["own_data"],
        "data": one.facts,
        "score": one.facts["score"],
        "score_title": one.score,
        "tuned": tuned(study),
        "scale": unit.scale,
        "chance": float(one.facts["chance"]),
        "target": target,
        "target_text": "" if target is None else number(target * unit.scale, 1 if unit.scale > 1 else 2) + unit.level,
        "measures": {
            name: {
                "title": one.title(name),
                "unit": UNITS[one.unit(name)].level.strip(),
                "how": MEASURES[name].how.format(score=one.score),
            }
            for name in one.measures
        },
        "counts": counts(trials),
        "errors": reasons(trials),
        "engines": {str(engine): int(n) for engine, n in trials["engine"].value_counts().sort_index().items()},
        "seconds": {kind: round(float(trials[f"{kind}_seconds"].sum()), 3) for kind in ("compile", "train")},
        "contest": study["contest"] and bool(one.methods),
        "trained": bool(one.methods),
        "ranking": ranking(one),
        "sensitivity": sensitivity(one),
        "curves": curves(one),
        "epochs_to_target": epochs_to_target(one),
        "layers": layers(one),
        "claims": claims(one),
        "advice": advice(one),
        "factors": factors(one),
        "charts": charts(one),
        "worth": worth(of_study(one), one.facts),
        "protocol": protocol(study, one.facts, bool(one.methods)),
        "table": table(one),
    }
    return {**found, "answers": answers(found), "recipe": best_recipe(one, found["ranking"]["winner"])}


def counts(trials: Table) -> dict[str, int]:
    """How trials ended; one that serves two methods counts once."""
    return {"planned": len(trials), **tally(trials)}


def reasons(trials: Table) -> list[dict[str, Any]]:
    """Why trials failed, most frequent first."""
    failed = trials.loc[trials["status"] == "error", "reason"].value_counts()
    return [{"reason": str(reason), "count": int(count)} for reason, count in failed.head(5).items()]


def best_recipe(one: Evidence, method: str | None) -> dict[str, Any] | None:
    """The winner as code to paste."""
    if method is None:
        return None
    specs = pd.concat([one.trials_of(method), one.trials_of(method, role="tune")])["spec"].dropna()
    code = script(json.loads(specs.iloc[0]), one.facts) if len(specs) else None
    return {"method": method, "setting": one.choice(method).setting, "code": code} if code else None
