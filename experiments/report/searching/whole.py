"""One search's part of the summary."""

from typing import Any, cast

import pandas as pd

from experiments.judging.predictions import predictions
from experiments.judging.references import of_search
from experiments.report.filters import data_sentence
from experiments.report.script import script
from experiments.report.searches import SearchResult
from experiments.report.searching.ensemble import ensemble
from experiments.report.searching.failures import failures
from experiments.report.searching.finalists import finalists, versus, winner
from experiments.report.searching.importance import importance
from experiments.report.searching.progress import progress
from experiments.report.searching.saved import saved
from experiments.report.searching.space import parameter_row
from experiments.report.searching.units import title, unit
from experiments.report.searching.values import parallel, slices
from experiments.report.sections.confusion import mistakes
from experiments.report.sections.quantity import finite, tally
from experiments.report.sections.worth import worth
from experiments.report.shapes.claims import Answer
from experiments.report.shapes.quantities import Data
from experiments.report.shapes.searches import FailureReason, SearchSummary, Winner
from experiments.report.wording import duration, plural
from experiments.store import Results

ORACLES = {
    "random": "random search",
    "bayesian": "Bayesian optimisation with a Gaussian process",
    "hyperband": "Hyperband",
    "grid": "a grid",
}


def summarise_search(results: Results, search: SearchResult) -> SearchSummary:
    """Everything a search's page says, as plain data."""
    spec, trainings = search.spec, search.executions[search.executions.phase == "search"]
    best, facts = winner(search), cast(Data, search.facts)
    stored = list(predictions(results, search.winners["key"].to_list()).values())
    return {
        "name": spec["name"],
        "title": spec["title"],
        "question": spec["question"],
        "oracle": spec["oracle"],
        "budget": spec["budget"],
        "nested": spec.get("nested", 0),
        "data": facts,
        "data_text": data_sentence(facts),
        "metric": search.metric,
        "metric_title": title(search),
        "scale": unit(search).scale,
        "direction": search.direction,
        "space": [parameter_row(parameter) for parameter in spec["space"]],
        "protocol": protocol(spec),
        "asked": len(search.trials),
        "counts": {"planned": len(trainings), **tally(trainings)},
        "reasons": reasons(trainings),
        "seconds": seconds(search),
        "ran": trainings_sentence(search, trainings),
        "finalists": finalists(search),
        "winner": best,
        "versus": versus(search),
        "answers": answers(search, best),
        "ensemble": ensemble(results, search),
        "worth": worth(of_search(results, spec, search.facts, search.winners), search.facts),
        "failures": failures(search),
        "importance": importance(search),
        "code": script(trial, search.facts) if best and (trial := results.spec(best["key"])) else None,
        "model": saved(results, search),
        "charts": {
            "progress": progress(search),
            "slices": slices(search),
            "parallel": parallel(search),
            "mistakes": mistakes(stored, search.facts, "the winner"),
        },
    }


def protocol(spec: dict[str, Any]) -> list[str]:
    """How the search went about it, a sentence a step."""
    budget, nested = spec["budget"], spec.get("nested", 0)
    again = bool(budget["confirmed"]) and not nested
    trained = "once" if budget["replicates"] == 1 else f"{budget['replicates']} times, on other splits and weights"
    sentences = [
        f"Settings are proposed by {ORACLES[spec['oracle']]}, seed {spec['seed']}.",
        f"The budget: {plural(budget['trials'], 'setting')} of at most {plural(budget['epochs'], 'epoch')}, each "
        f"trained {trained}.",
        "A setting is judged by its mean validation score; a setting with a failed training has none.",
    ]
    if nested:
        sentences.append(f"The whole search is done {nested} times, each on a split whose test rows it never sees.")
    elif again:
        sentences.append(
            f"The best {plural(budget['confirmed'], 'setting')} are trained again on "
            f"{plural(budget['confirmations'], 'fresh replicate')}; the best mean validation score there wins."
        )
        sentences.append(
            "Their ensemble is the mean of their predictions, in shares that greedy selection with replacement finds "
            "on validation rows (Caruana et al. 2004), replicate by replicate."
        )
    return [*sentences, f"Test scores are read for the winner{' and the ensemble' if again else ''} alone."]


def reasons(trainings: pd.DataFrame) -> list[FailureReason]:
    """Why trainings gave no score, most frequent first."""
    failed = trainings.loc[trainings["status"].isin(["diverged", "error"]), ["status", "reason"]].value_counts()
    return [{"status": str(key[0]), "reason": str(key[1]), "count": int(n)} for key, n in failed.head(8).items()]


def seconds(search: SearchResult) -> float | None:
    """Seconds that the search took, without the confirmation."""
    return finite(round(float(search.trials["seconds"].astype(float).sum()), 3))


def trainings_sentence(search: SearchResult, trainings: pd.DataFrame) -> str:
    """How many settings and trainings, how they ended, in which time."""
    counts = tally(trainings)
    words = {"ok": "finished", "diverged": "diverged", "error": "failed", "missing": "missing"}
    ended = ", ".join(f"{counts[name]:,} {word}" for name, word in words.items())
    took = duration(seconds(search) or 0.0)
    return f"{plural(len(search.trials), 'setting')} in {took}. Of {plural(len(trainings), 'training')}: {ended}."


def answers(search: SearchResult, best: Winner | None) -> list[Answer]:
    """The answers for the page, the front page and the terminal."""
    if best is None:
        if search.trials.empty:
            return [{"bold": "Nothing won:", "text": "nothing has been tried yet."}]
        failures = reasons(search.executions)
        often = f" and was confirmed. Most often: {failures[0]['reason']}" if failures else ""
        text = f"no setting finished{often}"
        return [{"bold": "Nothing won:", "text": f"{text.removesuffix('.')}."}]
    if search.spec.get("nested"):
        n = plural(search.trials["fold"].nunique(), "split")
        text = f"reaches {best['test']['text']} {title(search)} on test rows that no choice has seen, over {n}"
        return [{"bold": "This way of searching", "text": f"{text}; the first split's winner: {best['text']}."}]
    test = f"It reaches {best['test']['text']} on test data (n = {best['test']['n']})"
    validation = f"and {best['validation']['text']} {title(search)} on validation rows (n = {best['validation']['n']})."
    lead: Answer = {"bold": best["text"] + ".", "text": f"{test}, {validation}"}
    pair = versus(search)
    return [lead, {"bold": pair["verdict"] + ".", "text": pair["sentence"]}] if pair else [lead]
