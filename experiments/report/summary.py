"""Summary: a run's results as one plain dict, which is printed, tested, drawn and exported."""

from datetime import datetime
from typing import cast

from experiments.judging.claims import verdicts
from experiments.judging.evidence import gather
from experiments.judging.ledger import counts as tally
from experiments.judging.ledger import ledger
from experiments.report.datasets import over_datasets
from experiments.report.filters import slug
from experiments.report.searches import searches as stored_searches
from experiments.report.searching.whole import summarise_search
from experiments.report.shapes.claims import LedgerRow, RunAnswer
from experiments.report.shapes.references import DatasetWorth
from experiments.report.shapes.run import Environment, Run, Summary
from experiments.report.shapes.searches import SearchSummary
from experiments.report.shapes.studies import StudySummary
from experiments.report.study import counts, summarise_study
from experiments.report.wording import listing
from experiments.store import Results


def summarise(results: Results) -> Summary:
    """The summary of a run, finished or not.

    Numbers that are infinite or undefined are `None`; the text beside them says which. Every number that is shown
    has its `n` and, where there is one, its 95 % interval (`low`, `high`).
    """
    gathered = gather(results)
    studies = [summarise_study(*pair) for pair in zip(gathered, verdicts(gathered), strict=True)]
    pages = {slug(study["name"]) for study in studies}  # a search and a study of the same name have a page each
    searches = [summarise_search(results, search) for search in stored_searches(results)]
    for search in searches:
        search["name"] += ".search" if slug(search["name"]) in pages else ""
    used = [study for study in [*studies, *searches] if study["data"]["rows"]]
    asked = [study for study in used if not study.get("own_data")] or used  # some studies bring data of their own
    datasets = {study["data"]["name"]: study["data"] for study in asked}
    rows = cast(list[LedgerRow], ledger(studies))
    claims = [claim for study in studies for claim in study["claims"]]
    return {
        "title": title(list(datasets), studies, searches),
        "data": list(datasets.values()),
        "run": run(results),
        "environments": cast(list[Environment], results.environments),
        "counts": counts(results.planned.drop_duplicates("key")),
        "verdicts": tally(rows),
        "more": [claim["more"] for claim in claims if claim["more"]],
        "ledger": rows,
        "over": over_datasets(studies),
        "answers": short_answers(studies),
        "worth": worthiest(studies),
        "studies": studies,
        "searches": searches,
    }


def worthiest(studies: list[StudySummary]) -> list[DatasetWorth]:
    """For each data set the network that leads on validation rows, of all studies, beside the reference models."""
    best: dict[str, DatasetWorth] = {}
    for study in studies:
        if (worth := study["worth"]) is None:
            continue
        name = study["data"]["title"]
        if name not in best or worth["validation"] > best[name]["validation"]:
            best[name] = {**worth, "study": study["name"], "title": study["title"], "data": name}
    return list(best.values())


def title(datasets: list[str], studies: list[StudySummary], searches: list[SearchSummary]) -> str:
    """The heading of the front page."""
    if not studies and searches:
        return "Searches on " + listing([name.replace("_", " ") for name in datasets])
    if not datasets:
        return " and ".join(study["title"] for study in studies) or "Nothing has run yet"
    return "What helps on " + listing([name.replace("_", " ") for name in datasets])


def run(results: Results) -> Run:
    """The last run that wrote here, the time that all of them took, and what they trained."""
    runs = results.runs
    if not runs:
        return {"command": "", "started": None, "finished": None, "seconds": None, "trained": 0, "runs": 0, "facts": {}}
    ends = [(datetime.fromisoformat(run["started"]), datetime.fromisoformat(run["finished"]))
            for run in runs if run["finished"]]  # fmt: skip
    return {
        "command": runs[-1]["command"],
        "started": runs[-1]["started"],
        "finished": runs[-1]["finished"],
        "facts": runs[-1]["facts"],
        "seconds": sum((finished - started).total_seconds() for started, finished in ends) if ends else None,
        "trained": sum(run["trained"] for run in runs),
        "runs": len(runs),
    }


def short_answers(studies: list[StudySummary], most: int = 6) -> list[RunAnswer]:
    """Up to six answers for the front page: the recipe, which methods to use, which claims fail or
    hold, what is fast.
    """
    answers: list[RunAnswer] = [
        {"study": study["name"], "title": study["title"], **answer} for study in studies for answer in study["answers"]
    ]
    answers = [answer for answer in answers if answer["kind"] != "open"] or answers  # what says nothing yet, last
    shares = {
        "recipe": most,
        "best": 3,
        "advice": 2,
        "failed": 3,
        "told": 2,
        "fast": 2,
    }  # no kind may crowd out the others
    first = [
        answer
        for kind, share in shares.items()
        for answer in [answer for answer in answers if answer["kind"] == kind][:share]
    ]
    chosen = (first + [answer for answer in answers if answer not in first])[:most]
    return sorted((answer for answer in answers if answer in chosen), key=lambda answer: answer["kind"] != "recipe")
