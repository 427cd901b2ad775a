"""Summary: a run's results as one plain dict, which is printed, tested, drawn and exported."""

from datetime import datetime
from typing import Any

from experiments.judging.evidence import gather
from experiments.judging.ledger import counts as tally
from experiments.judging.ledger import ledger
from experiments.report.datasets import over
from experiments.report.filters import slug
from experiments.report.searches import searches
from experiments.report.searching.whole import summarise_search
from experiments.report.study import counts, summarise_study
from experiments.report.wording import listing
from experiments.store import Results


def summarise(results: Results) -> dict[str, Any]:
    """The summary of a run, finished or not.

    Numbers that are infinite or undefined are `None`; the text beside them says which. Every number that is shown
    has its `n` and, where there is one, its 95 % interval (`low`, `high`).
    """
    studies = [summarise_study(one) for one in gather(results)]
    hunted = [summarise_search(results, one) for one in searches(results)]
    taken = {slug(study["name"]) for study in studies}  # a search and a study of one name have a page each
    hunted = [one | ({"name": f"{one['name']}.search"} if slug(one["name"]) in taken else {}) for one in hunted]
    used = [study for study in [*studies, *hunted] if study["data"]["rows"]]
    asked = [study for study in used if not study.get("own_data")] or used  # some studies bring data of their own
    datasets = {study["data"]["name"]: study["data"] for study in asked}
    rows = ledger(studies)
    claims = [claim for study in studies for claim in study["claims"]]
    return {
        "title": title(list(datasets), studies, hunted),
        "data": list(datasets.values()),
        "run": run(results),
        "environments": results.environments,
        "counts": counts(results.planned.drop_duplicates("key")),
        "verdicts": tally(rows),
        "more": [claim["more"] for claim in claims if claim["more"]],
        "ledger": rows,
        "over": over(studies),
        "answers": short_answers(studies),
        "worth": worthiest(studies),
        "studies": studies,
        "searches": hunted,
    }


def worthiest(studies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each data set the network that leads on validation rows, of all studies, beside the reference models."""
    best: dict[str, dict[str, Any]] = {}
    for study in studies:
        if (worth := study["worth"]) is None:
            continue
        name = study["data"]["title"]
        if name not in best or worth["validation"] > best[name]["validation"]:
            best[name] = {**worth, "study": study["name"], "title": study["title"], "data": name}
    return list(best.values())


def title(datasets: list[str], studies: list[dict[str, Any]], hunted: list[dict[str, Any]]) -> str:
    """The heading of the front page."""
    if not studies and hunted:
        return "Searches on " + listing([name.replace("_", " ") for name in datasets])
    if not datasets:
        return " and ".join(study["title"] for study in studies) or "Nothing has run yet"
    return "What helps on " + listing([name.replace("_", " ") for name in datasets])


def run(results: Results) -> dict[str, Any]:
    """The last run that wrote here, the time that all of them took, and what they trained."""
    runs = results.runs
    if not runs:
        return {"command": "", "started": None, "finished": None, "seconds": None, "trained": 0, "runs": 0, "facts": {}}
    last = runs[-1]
    times = [elapsed(one["started"], one["finished"]) for one in runs if one["finished"]]
    return {
        **{name: last[name] for name in ("command", "started", "finished", "facts")},
        "seconds": sum(times) if times else None,
        "trained": sum(one["trained"] for one in runs),
        "runs": len(runs),
    }


def elapsed(started: str, finished: str) -> float:
    """Seconds between two times."""
    return (datetime.fromisoformat(finished) - datetime.fromisoformat(started)).total_seconds()


def short_answers(studies: list[dict[str, Any]], most: int = 6) -> list[dict[str, str]]:
    """Three to six answers for the front page: whom to use, what failed, what held, what is fast."""
    tagged = [{"study": study["name"], "title": study["title"], **one} for study in studies for one in study["answers"]]
    share = {"best": 3, "advice": 2, "failed": 3, "told": 2, "fast": 2}  # no kind may crowd out the others
    first = [one for kind, count in share.items() for one in [o for o in tagged if o["kind"] == kind][:count]]
    kept = (first + [one for one in tagged if one not in first])[:most]
    return [one for one in tagged if one in kept]
