"""What came out otherwise: the verdicts and effects of claims that two runs share, pair by pair."""

from collections.abc import Mapping
from math import inf, isfinite, nan
from typing import Any

from experiments.judging.claims import Verdict
from experiments.judging.evidence import Evidence
from experiments.judging.statistics import Interval, shift
from experiments.report.sections.claims import claims
from experiments.report.shapes.claims import ClaimRow, PairRow
from experiments.report.wording import UNITS, change
from experiments.study import THEORY

Judged = tuple[Evidence, list[Verdict]]  # a study and the verdicts on its claims


def effects(before: Judged, after: Judged) -> list[dict[str, Any]]:
    """The claims that a study makes in both runs: `study, id, text, before, after` (verdicts), `changed` and `pairs`.

    Of a pair: `treatment, baseline`, the effects as text (`before`, `after`), `difference` (after less before, with its
    interval) as numbers and as text, and whether it tells the effects apart: `apart`. `decisive` is the place of
    the pair on which the second verdict rests; None where the first run lacks it.
    """
    old = keyed(before)
    rows = []
    for key, claim in keyed(after).items():
        if key not in old:
            continue
        pairs = [row for pair in claim["pairs"] if (row := compared(after[0], claim, old[key], pair))]
        rests = claim["pairs"][claim["decisive"]]
        decisive = [index for index, row in enumerate(pairs) if same(row, rests)]
        rows.append(
            {
                "study": after[0].study["name"],
                "id": claim["id"],
                "text": claim["text"],
                "title": claim["title"],
                "before": old[key]["verdict"],
                "after": claim["verdict"],
                "changed": old[key]["verdict"] != claim["verdict"],
                "decisive": decisive[0] if decisive else None,
                "pairs": pairs,
            }
        )
    return rows


def keyed(judged: Judged) -> dict[tuple[str, str, str], ClaimRow]:
    """The claims of a study by what they state."""
    return {(claim["id"], claim["text"], claim["measure"]): claim for claim in claims(*judged)}


def same(pair: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two pairs are of the same methods."""
    return (pair["treatment"], pair["baseline"]) == (other["treatment"], other["baseline"])


def compared(evidence: Evidence, claim: ClaimRow, old: ClaimRow, pair: PairRow) -> dict[str, Any] | None:
    """A pair in both runs; None where the first does not have it."""
    earlier = next((other for other in old["pairs"] if same(other, pair)), None)
    if earlier is None:
        return None
    moved = shift(interval(earlier), interval(pair)) if pair["baseline"] != THEORY else Interval(0, nan, -inf, inf)
    known, unit = isfinite(moved.centre), UNITS[evidence.unit(claim["measure"])]
    return {
        "treatment": pair["treatment"],
        "baseline": pair["baseline"],
        "before": earlier["text"],
        "after": pair["text"],
        "n": [earlier["n"], pair["n"]],
        "difference": moved.centre if known else None,
        "low": moved.low if isfinite(moved.low) else None,
        "high": moved.high if isfinite(moved.high) else None,
        "text": change(moved.centre, moved.low, moved.high, unit) if known else "–",
        "apart": known and (moved.low > 0 or moved.high < 0),
    }


def interval(pair: PairRow) -> Interval:
    """A pair's effect with its interval; what is not bounded is infinite."""
    centre, low, high = pair["estimate"], pair["low"], pair["high"]
    return Interval(
        pair["n"],
        nan if centre is None else centre,
        -inf if low is None else low,
        inf if high is None else high,
    )
