"""Summary: a run's results as one plain dict, which is printed, tested, drawn and exported."""

from datetime import datetime
from typing import cast

from experiments.judging.claims import verdicts
from experiments.judging.gathering import gather
from experiments.judging.ledger import counts as tally
from experiments.report.datasets import over_datasets
from experiments.report.filters import page
from experiments.report.searches import searches as stored_searches
from experiments.report.searching.whole import summarise_search
from experiments.report.sections.answers import NOTHING
from experiments.report.sections.ledger import ledger_rows
from experiments.report.sections.standing import standing
from experiments.report.shapes.claims import RunAnswer
from experiments.report.shapes.references import DatasetWorth
from experiments.report.shapes.run import Environment, Run, Summary
from experiments.report.shapes.searches import SearchSummary
from experiments.report.shapes.studies import StudySummary
from experiments.report.study import counts, summarise_study
from experiments.report.wording import listing
from experiments.store import Results

NOTES = "notes"  # of the plan, among the facts of a run
BROUGHT = ", on its own data"  # beside answers about the reader's
MOST, FEW = 6, 3  # short answers; studies that a title names
# of each kind, in this order, so that none crowds out the others
SHARES = {"recipe": MOST, "failed": 2, "best": 2, "advice": 1, "settled": 1, "fast": 1, "alike": 1, "open": 1}


def summarise(results: Results) -> Summary:
    """The summary of a run, finished or not.

    Numbers that are infinite or undefined are `None`; the text beside them says which. Every number that is shown
    has its `n` and, where there is one, its 95 % interval (`low`, `high`).
    """
    gathered = gather(results)
    studies = [summarise_study(*pair) for pair in zip(gathered, verdicts(gathered), strict=True)]
    pages = {page(study["name"]) for study in studies}  # a search and a study of the same name have a page each
    searches = [summarise_search(results, search) for search in stored_searches(results)]
    for search in searches:
        search["name"] += ".search" if page(search["name"]) in pages else ""
    used = [study for study in [*studies, *searches] if study["data"]["rows"]]
    asked = [study for study in used if not study.get("own_data")]  # some studies bring data of their own
    datasets = {study["data"]["name"]: study["data"] for study in asked or used}
    rows = ledger_rows(studies)
    last, trials = run(results), counts(results.planned.drop_duplicates("key"))
    claims = [claim for study in studies for claim in study["claims"]]
    return {
        "title": title(list(datasets) if asked else [], studies, searches),
        "data": list(datasets.values()),
        "run": last,
        "environments": cast(list[Environment], results.environments),
        "counts": trials,
        "standing": standing(studies, trials, last["notes"]),
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
    """For each data set of the reader's the network that leads on validation rows, beside the reference models."""
    best: dict[str, DatasetWorth] = {}
    for study in studies:
        if (worth := study["worth"]) is None or study["own_data"]:
            continue
        name = study["data"]["title"]
        if name not in best or worth["validation"] > best[name]["validation"]:
            best[name] = {**worth, "study": study["name"], "title": study["title"], "data": name}
    return list(best.values())


def title(datasets: list[str], studies: list[StudySummary], searches: list[SearchSummary]) -> str:
    """The heading of the front page: the reader's question, on the reader's data if there are any."""
    tables = listing([name.replace("_", " ") for name in datasets])
    if not studies and searches:
        return f"Searches on {tables}"
    if tables:
        return f"What helps on {tables}"
    if len(studies) < 2:
        return studies[0]["question"] if studies else "Nothing has run yet"
    titles = [study["title"] for study in studies]
    return listing(titles) if len(titles) <= FEW else f"{titles[0]} and {len(titles) - 1} other studies"


def run(results: Results) -> Run:
    """The last run that wrote here, the time that all of them took, and what they trained."""
    runs = results.runs
    if not runs:
        none: Run = {"command": "", "started": None, "finished": None, "seconds": None, "trained": 0, "runs": 0,
                     "facts": {}, "notes": []}  # fmt: skip
        return none
    ends = [(datetime.fromisoformat(run["started"]), datetime.fromisoformat(run["finished"]))
            for run in runs if run["finished"]]  # fmt: skip
    return {
        "command": runs[-1]["command"],
        "started": runs[-1]["started"],
        "finished": runs[-1]["finished"],
        "facts": cast(Environment, {name: fact for name, fact in runs[-1]["facts"].items() if name != NOTES}),
        "notes": runs[-1]["facts"].get(NOTES, []),
        "seconds": sum((finished - started).total_seconds() for started, finished in ends) if ends else None,
        "trained": sum(run["trained"] for run in runs),
        "runs": len(runs),
    }


def short_answers(studies: list[StudySummary]) -> list[RunAnswer]:
    """A few answers for the front page: the recipe, what the notes have wrong, which methods to use, what holds, what
    is fast; which methods are alike comes last.
    """
    mixed = len({study["own_data"] for study in studies}) > 1
    answers: list[RunAnswer] = [
        {"study": study["name"], "title": study["title"] + (BROUGHT if mixed and study["own_data"] else ""), **answer}
        for study in studies
        for answer in study["answers"]
        if answer["bold"] != NOTHING  # said once, not for each study
    ]
    answers = [answer for answer in answers if answer["kind"] != "open"] or answers  # what says nothing yet, last
    kinds = list(SHARES)
    ranked = sorted(answers, key=lambda answer: kinds.index(answer["kind"]))
    share = {kind: [answer for answer in ranked if answer["kind"] == kind][:most] for kind, most in SHARES.items()}
    first = [answer for answer in ranked if answer in share[answer["kind"]]]
    chosen = (first + [answer for answer in ranked if answer not in first])[:MOST]
    return [answer for answer in ranked if answer in chosen]
