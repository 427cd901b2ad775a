"""The ledger's rows in words: what came out in a plain sentence, how many parts hold, and the parts themselves."""

from collections.abc import Sequence
from typing import Any

from experiments.judging.ledger import DEPENDS, ledger
from experiments.judging.measures import IDENTITIES
from experiments.judging.verdicts import ABOUT, CONTRADICTED, OPEN, PARTLY, SMALL, SUPPORTED
from experiments.report.sections.effect import UNPAIRED
from experiments.report.shapes.claims import ClaimRow, LedgerPart, LedgerRow, PairRow
from experiments.report.shapes.studies import StudySummary

FAR, CLEAR = 10.0, 2.0  # margins that the whole interval exceeds
SHORT = {PARTLY: "In part, but", SMALL: "Alike here:", ABOUT: "Just about the margin:", OPEN: "Not settled:"}
SIZES = {SMALL: ", which is too small to matter", ABOUT: ", which is about the margin"}
SURPRISES = (PARTLY, CONTRADICTED, SMALL, ABOUT)  # what a reader of the notes does not expect


def ledger_rows(studies: Sequence[StudySummary]) -> list[LedgerRow]:
    """The ledger of a run, as its front page shows it."""
    claims = {(study["name"], claim["anchor"]): claim for study in studies for claim in study["claims"]}
    rows = ledger(studies)
    return [worded(row, [claims[claim["study"], claim["anchor"]] for claim in row["claims"]]) for row in rows]


def worded(row: dict[str, Any], claims: list[ClaimRow]) -> LedgerRow:
    """A row with its words."""
    claim, pair = spoken(row, claims)
    pairs = [pair for claim in claims for pair in claim["pairs"]]
    ns = sorted({pair["n"] for pair in pairs if pair["n"]})
    came = f"{pair['brief']}{SIZES.get(pair['verdict'], '') if row['verdict'] == PARTLY else ''}."
    words = {"lead": lead(row["verdict"], claim, pair), "came": came, "names": names(pair)}
    if row["note"].startswith(DEPENDS):
        words = {"lead": f"{DEPENDS}:", "came": row["note"].removeprefix(f"{DEPENDS}: "), "names": []}
    elif pair["brief"].endswith(UNPAIRED):
        words = {"lead": "Nothing to compare yet.", "came": "", "names": []}
    return {
        **row,  # type: ignore[typeddict-item] # of judging, which knows no shapes
        **words,
        "surprise": row["verdict"] in SURPRISES,
        "count": count([pair["verdict"] for pair in pairs]),
        "n_text": "n = " + " to ".join(str(n) for n in dict.fromkeys((ns[0], ns[-1]))) if ns else "",
        "pairs": [part(claim, pair) for claim in claims for pair in claim["pairs"]],
    }


def spoken(row: dict[str, Any], claims: list[ClaimRow]) -> tuple[ClaimRow, PairRow]:
    """The claim and the part that a row's sentence is about; of a statement that holds in part, one that does not."""
    chosen: ClaimRow = row["claim"]
    if row["verdict"] == PARTLY:
        failing = [
            (claim, pair)
            for claim in (chosen, *claims)
            for pair in (claim["pairs"][claim["decisive"]], *claim["pairs"])
            if pair["verdict"] not in (SUPPORTED, OPEN)
        ]
        if failing:
            return failing[0]
    pair = chosen["pairs"][chosen["decisive"]]
    measured = [(claim, pair) for claim in (chosen, *claims) for pair in claim["pairs"] if pair["n"]]
    return measured[0] if measured and pair["brief"].endswith(UNPAIRED) else (chosen, pair)


def count(verdicts: list[str]) -> str:
    """How many parts hold, or that none is settled; empty for one part alone."""
    if len(verdicts) == 1:
        return ""
    if set(verdicts) == {OPEN}:
        return f"none of {len(verdicts)} settled"
    return f"{verdicts.count(SUPPORTED)} of {len(verdicts)} hold"


def lead(verdict: str, claim: ClaimRow, pair: PairRow) -> str:
    """The verdict as the beginning of a spoken answer: direction and size in words."""
    if verdict == CONTRADICTED:
        return "No, the other way round:" if pair["direction"] == "worse" else "No:"
    if verdict == OPEN and pair["verdict"] != OPEN:
        return "So far:"
    if verdict != SUPPORTED:
        return SHORT[verdict]
    if claim["measure"] in IDENTITIES:
        return "Yes, exactly:"
    low = pair["margins"][0] if pair["margins"] else 0.0
    return "Yes, by far:" if low >= FAR else "Yes, clearly:" if low >= CLEAR else "Yes:"


def names(pair: PairRow) -> list[str]:
    """What is compared: names that stand out in a sentence."""
    return [pair["treatment"], pair["baseline"]]


def part(claim: ClaimRow, pair: PairRow) -> LedgerPart:
    """A part of a row: what is compared on which measure, and what came out."""
    return {
        "treatment": pair["treatment"],
        "baseline": pair["baseline"],
        "measure": claim["title"],
        "margin_text": claim["margin_text"],
        "margins": pair["margins"],
        "text": pair["text"],
        "verdict": pair["verdict"],
    }
