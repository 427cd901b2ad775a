"""A comparison of two runs as one plain dict, which is printed, tested and made a page of."""

from typing import Any

from experiments.errors import UserError
from experiments.judging.claims import verdicts
from experiments.judging.evidence import Evidence
from experiments.judging.gathering import gather
from experiments.report.comparison.effects import Judged, effects
from experiments.report.comparison.settings import settings
from experiments.report.searches import SearchResult, searches
from experiments.report.searching.finalists import winner
from experiments.store import Results


def comparison(before: Results, after: Results) -> dict[str, Any]:
    """Two runs side by side.

    `runs` are their folders and commands; `settings` what was asked otherwise (see `settings`), `claims` what came out
    (see `effects`; changed verdicts first, then effects that are told apart), `searches` who won, `same` the studies
    whose trials are the same in both, `alone` what only one of them holds.

    Raises:
        UserError: the runs have no study and no search in common.
    """
    studies = [judged(run) for run in (before, after)]
    hunts = [{search.spec["name"]: search for search in searches(run)} for run in (before, after)]
    roots = [{name: root(evidence.study) for name, (evidence, _) in some.items()} for some in studies]
    pairs, rows = matched(*roots), []
    both = [name for name in hunts[0] if name in hunts[1]]
    if not pairs and not both:
        held = (", ".join([*some, *others]) or "nothing" for some, others in zip(studies, hunts, strict=True))
        raise UserError(
            f"The runs have no study and no search in common. {before.file.parent} holds {next(held)}; "
            f"{after.file.parent} holds {next(held)}."
        )
    for old, new in pairs:
        rows += effects(studies[0][old], studies[1][new])
    rows.sort(key=lambda claim: (not claim["changed"], not any(pair["apart"] for pair in claim["pairs"])))
    shared = [{pair[side] for pair in pairs} | set(both) for side in (0, 1)]
    return {
        "runs": [{"folder": str(run.file.parent), "command": command(run)} for run in (before, after)],
        "settings": settings(before, after, [*pairs, *((name, name) for name in both)]),
        "claims": rows,
        "searches": [row(hunts[0][name], hunts[1][name]) for name in both],
        "same": [new for old, new in pairs if keys(studies[0][old][0]) == keys(studies[1][new][0])],
        "alone": [
            [name for name in (*some, *others) if name not in held]
            for some, others, held in zip(studies, hunts, shared, strict=True)
        ],
    }


def judged(run: Results) -> dict[str, Judged]:
    """The studies of a run with the verdicts on their claims, by name."""
    gathered = gather(run)
    both = zip(gathered, verdicts(gathered), strict=True)
    return {evidence.study["name"]: (evidence, judgements) for evidence, judgements in both}


def root(study: dict[str, Any]) -> str:
    """The name of a study, whatever data it is asked on."""
    return str(study.get("parent") or study["name"])


def matched(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, str]]:
    """Studies of one name, and those left over where each run asked one of them on data of its own.

    Args:
        before, after: the studies of each run, name -> root.
    """
    pairs = [(name, name) for name in before if name in after]
    left = [{name: origin for name, origin in some.items() if (name, name) not in pairs} for some in (before, after)]
    for name, origin in left[0].items():
        others = [other for other, its in left[1].items() if its == origin]
        if len(others) == 1 and list(left[0].values()).count(origin) == 1:
            pairs.append((name, others[0]))
    return pairs


def keys(evidence: Evidence) -> set[str]:
    """The keys of a study's trials."""
    return set(evidence.trials["key"])


def command(run: Results) -> str:
    """The last command that stored in a run."""
    return run.runs[-1]["command"] if run.runs else ""


def row(before: SearchResult, after: SearchResult) -> dict[str, str]:
    """A search's winners in both runs: `name`, their settings, and their scores on test data."""
    cells: dict[str, str] = {"name": after.spec["name"]}
    for side, search in (("before", before), ("after", after)):
        best = winner(search)
        cells[side] = best["text"] if best else "nothing won"
        cells[f"{side}_test"] = best["test"]["text"] if best else "–"
    return cells
