"""How far a run is: what is not trained yet, what failed, what could not be asked of the data; a line each."""

from collections import Counter
from collections.abc import Sequence

from experiments.report.shapes.quantities import Counts
from experiments.report.shapes.run import Standing
from experiments.report.shapes.studies import StudySummary
from experiments.report.wording import capital, listing, plural

FEW = 3  # studies that are named
LEFT_OUT = ": left out: "  # between the studies and the reason, in a note of the plan


def standing(studies: Sequence[StudySummary], counts: Counts, notes: Sequence[str]) -> Standing:
    """The lines, empty where there is nothing to say; `notes` are the plan's, on what was left out or changed."""
    return {"training": training(studies, counts), "failed": failed(studies, counts), "refused": refused(notes),
            "changed": changed(notes)}  # fmt: skip


def training(studies: Sequence[StudySummary], counts: Counts) -> str:
    """How many trials of how many studies are not trained yet."""
    unfinished = [study for study in studies if study["counts"]["missing"]]
    if not counts["missing"]:
        return ""
    where = f", in {len(unfinished)} of {len(studies)} studies," if len(studies) > 1 else ""
    verb = "is" if counts["missing"] == 1 else "are"
    return f"{counts['missing']:,} of {plural(counts['planned'], 'trial')}{where} {verb} not trained yet."


def failed(studies: Sequence[StudySummary], counts: Counts) -> str:
    """How many trials failed, in which studies, most often why."""
    if not counts["error"]:
        return ""
    titles = [study["title"] for study in studies if study["counts"]["error"]]
    names = listing(titles) if len(titles) <= FEW else f"{len(titles)} studies"
    reasons: Counter[str] = Counter()
    for study in studies:
        reasons.update({error["reason"]: error["count"] for error in study["errors"]})
    often = "Most often: " if len(reasons) > 1 else ""
    why = f" {often}{reasons.most_common(1)[0][0].rstrip('.')}." if reasons else ""
    return f"{counts['error']:,} of {plural(counts['planned'], 'trial')} failed, in {names}.{why}"


def refused(notes: Sequence[str]) -> list[str]:
    """Which studies were left out, and why: a sentence each."""
    parts = [note.split(LEFT_OUT, 1) for note in notes if LEFT_OUT in note]
    return [f"{spaced(names)}: not asked, because {reason.rstrip('.')}." for names, reason in parts]


def changed(notes: Sequence[str]) -> list[str]:
    """What was changed to suit the data or the network: a sentence each."""
    parts = [note.rstrip(".").partition(": ") for note in notes if LEFT_OUT not in note]
    return [f"{spaced(names)}{colon}{rest}." for names, colon, rest in parts]


def spaced(names: str) -> str:
    """Names of studies as they are spoken."""
    return capital(names.replace("_", " "))
