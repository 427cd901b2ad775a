"""One study's part of the summary."""

import json
from typing import cast

import pandas as pd

from experiments.judging.claims import Verdict
from experiments.judging.evidence import Evidence
from experiments.judging.measures import Table
from experiments.judging.recipe import advised, course
from experiments.judging.references import of_study
from experiments.report.script import script
from experiments.report.sections.advice import advice
from experiments.report.sections.answers import answers
from experiments.report.sections.charts import charts
from experiments.report.sections.claims import claims
from experiments.report.sections.confusion import saved_mistakes
from experiments.report.sections.layers import layers
from experiments.report.sections.learning import curves, epochs_to_target
from experiments.report.sections.protocol import protocol, tuned_option
from experiments.report.sections.quantity import tally
from experiments.report.sections.ranking import ranking
from experiments.report.sections.ranks import ranks
from experiments.report.sections.recipe import recipe, shown
from experiments.report.sections.sensitivity import sensitivity
from experiments.report.sections.table import table
from experiments.report.sections.why import why
from experiments.report.sections.worth import worth
from experiments.report.shapes.quantities import Counts, Data
from experiments.report.shapes.studies import Findings, Reason, Recipe, Recommended, StudySummary
from experiments.report.wording import UNITS, Unit, number


def summarise_study(evidence: Evidence, verdicts: list[Verdict]) -> StudySummary:
    """Everything a study's page says, as plain data; `verdicts` are those of its claims."""
    evidence = shown(evidence)
    study, unit, target = evidence.study, UNITS[evidence.unit("test_score")], evidence.context.target
    curve = UNITS[evidence.curve.unit]
    trials = evidence.trials.drop_duplicates("key")
    ranked, inside = ranking(evidence), layers(evidence)
    findings: Findings = {
        "name": study["name"],
        "title": study["title"],
        "question": study["question"],
        "notes": study["notes"],
        "doubt": study["doubt"],
        "rates": study["rates"],
        "tuning": study["tuning"],
        "replicates": study["replicates"],
        "parent": study.get("parent"),
        "file": study.get("file"),
        "own_data": study["own_data"],
        "data": cast(Data, evidence.facts),
        "score": evidence.facts["score"],
        "score_title": evidence.score,
        "tuned": tuned_option(study),
        "scale": unit.scale,
        "bent": evidence.context.scored.bounded,
        "better": "lower" if evidence.context.scored.lower else "higher",
        "chance": evidence.context.chance,
        "by_epoch": {"score_title": evidence.curve.title, "scale": curve.scale, "bent": True},
        "target": target,
        "target_text": written(target, curve),
        "measures": {
            name: {
                "title": evidence.title(name),
                "unit": UNITS[evidence.unit(name)].level.strip(),
                "how": evidence.how(name),
            }
            for name in evidence.measures
        },
        "counts": counts(trials),
        "errors": reasons(trials, "error"),
        "undefined": reasons(trials[trials["reason"].fillna("") != ""], "ok"),
        "engines": {str(engine): int(n) for engine, n in trials["engine"].value_counts().sort_index().items()},
        "seconds": {
            "compile": round(float(trials["compile_seconds"].sum()), 3),
            "train": round(float(trials["train_seconds"].sum()), 3),
        },
        "contest": study["contest"] and bool(evidence.methods),
        "trained": bool(evidence.methods),
        "ranking": ranked,
        "sensitivity": sensitivity(evidence),
        "curves": curves(evidence),
        "ranks": ranks(evidence),
        "epochs_to_target": epochs_to_target(evidence),
        "layers": inside,
        "why": why(inside, ranked),
        "claims": claims(evidence, verdicts),
        "advice": advice(evidence),
        "combined": recipe(evidence),
        "charts": charts(evidence),
        "hero": study.get("hero"),
        "worth": worth(of_study(evidence), evidence.facts),
        "protocol": protocol(study, evidence.facts, bool(evidence.methods), evidence.looks),
        "table": table(evidence),
    }
    method = advised(evidence, course(evidence)) if study.get("recipe") else findings["ranking"]["winner"]
    advised_network = recommended(evidence, method)
    if study.get("recipe") and advised_network:
        findings["charts"] += saved_mistakes(evidence, advised_network["method"], advised_network["key"])
    return {
        **findings,
        "answers": answers(findings),
        "recipe": best_recipe(evidence, method),
        "recommended": advised_network,
    }


def written(target: float | None, unit: Unit) -> str:
    """The target of the epochs, in words."""
    return "" if target is None else number(target * unit.scale, 1 if unit.scale > 1 else 2) + unit.level


def counts(trials: Table) -> Counts:
    """How trials ended; one that serves two methods counts once."""
    return {"planned": len(trials), **tally(trials)}


def reasons(trials: Table, status: str) -> list[Reason]:
    """Why trials failed, or which score they have not, most frequent first."""
    failed = trials.loc[trials["status"] == status, "reason"].value_counts()
    return [{"reason": str(reason), "count": int(count)} for reason, count in failed.head(5).items()]


def recommended(evidence: Evidence, method: str | None) -> Recommended | None:
    """The winner's training with the median validation score, the worse of two."""
    if method is None:
        return None
    trials = pd.concat([evidence.trials_of(method), evidence.trials_of(method, role="tune")]).drop_duplicates("key")
    trials = trials[(trials["status"] == "ok") & trials["validation_score"].notna()].sort_values("validation_score")
    if trials.empty:
        return None
    row = trials.iloc[(len(trials) - 1) // 2]
    file = f"{evidence.study['name']}.{row['key'][:8]}.keras"
    return {"method": method, "key": str(row["key"]), "engine": str(row["engine"]), "file": file}


def best_recipe(evidence: Evidence, method: str | None) -> Recipe | None:
    """The winner as code to paste."""
    if method is None:
        return None
    specs = pd.concat([evidence.trials_of(method), evidence.trials_of(method, role="tune")])["spec"].dropna()
    code = script(json.loads(specs.iloc[0]), evidence.facts) if len(specs) else None
    return {"method": method, "setting": evidence.choice(method).setting, "code": code} if code else None
