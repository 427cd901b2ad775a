"""The ledger of a run: one row a statement of the notes, from all claims that decide it, whatever their study."""

from collections.abc import Sequence
from typing import Any

from experiments.judging.statements import owner
from experiments.judging.verdicts import OPEN, PARTLY, SUPPORTED, VERDICTS, together
from experiments.ledger import LEDGER, TOPICS

Claim = tuple[dict[str, Any], dict[str, Any]]  # a study's summary and one of its claims
FEW = 3  # parts that are named
DEPENDS = "It depends on the data"  # how a note begins that says so


def ledger(studies: Sequence[Any]) -> list[dict[str, Any]]:
    """The rows in the ledger's order; claims of the user's own come last.

    The verdict of a row is that of all parts of its claims together; see `experiments.judging.verdicts`. `claim` is the
    one that says most: the headline if the verdict speaks of it, which one of parts that differ does of every settled
    part; else the first with the row's verdict, else the first that is settled.
    """
    claims: dict[tuple[str, str], list[Claim]] = {}
    for study in studies:
        for claim in study["claims"]:
            claims.setdefault((owner(study, claim), claim["id"]), []).append((study, claim))
    notes = [("", name) for name in LEDGER]
    order = [*(key for key in notes if key in claims), *(key for key in claims if key not in notes)]
    return [row(*key, claims[key]) for key in order]


def row(owner: str, name: str, claims: list[Claim]) -> dict[str, Any]:
    """One row; `owner` is the study of the user's own that states it, empty for the notes."""
    verdict, note = across(claims)
    study, claim = min(claims, key=lambda pair: telling(pair[1], verdict))
    verdicts = [pair["verdict"] for _, claim in claims for pair in claim["pairs"]]
    return {
        "id": name,
        "owner": owner,
        "topic": TOPICS[name[0]] if not owner else "Your own" if study["file"] else "Beyond the notes",
        "text": claim["text"] if owner else LEDGER[name],
        "verdict": verdict,
        "note": note,
        "held": verdicts.count(SUPPORTED),
        "parts": len(verdicts),
        "study": study["name"],
        "title": study["title"],
        "claim": claim,
        "claims": [
            {"study": s["name"], "anchor": c["anchor"], "text": c["text"], "verdict": c["verdict"]} for s, c in claims
        ],
    }


def telling(claim: dict[str, Any], verdict: str) -> tuple[bool, bool, bool]:
    """How little a claim says of its row's verdict; the lowest says most."""
    own = claim["verdict"]
    spoken = own == verdict or (verdict == PARTLY and own != OPEN)
    return not (claim["headline"] and spoken), own != verdict, own == OPEN


def across(claims: list[Claim]) -> tuple[str, str]:
    """The verdict on a row over all data sets, and what is to be said of it."""
    parts: dict[str, list[tuple[str, str]]] = {}
    for study, claim in claims:
        title = study["data"]["title"] if study["parent"] else ""
        parts.setdefault(title, []).extend((name(claim, pair), pair["verdict"]) for pair in claim["pairs"])
    shared = parts.pop("", []) if len(parts) > 1 else []  # studies with data of their own count on every data set
    verdicts = {title: together([verdict for _, verdict in [*some, *shared]]) for title, some in parts.items()}
    if len(set(verdicts.values())) > 1:
        whole = PARTLY if PARTLY in verdicts.values() else together(list(verdicts.values()))
        return whole, f"{DEPENDS}: {'; '.join(f'{what} on {title}' for title, what in verdicts.items())}."
    verdict = next(iter(verdicts.values()))
    return verdict, differing([pair for some in (*parts.values(), shared) for pair in some], verdict)


def name(claim: dict[str, Any], pair: dict[str, Any]) -> str:
    """A part in a few words: what is compared, and on what where a statement is about several measures."""
    return f"{pair['treatment']} against {pair['baseline']} ({claim['title']})"


def differing(parts: list[tuple[str, str]], verdict: str) -> str:
    """How many parts hold, and which do not; empty where all came out alike or nothing is settled."""
    names = [verdict for _, verdict in parts]
    if len(set(names)) < 2:
        return ""
    others = [f"{part}: {verdict}" for part, verdict in dict(parts).items() if verdict != SUPPORTED]
    rest = f"; and {len(others) - FEW} more" if len(others) > FEW else ""
    return f"{names.count(SUPPORTED)} of {len(parts)} parts hold; not: {'; '.join(others[:FEW])}{rest}."


def counts(rows: Sequence[Any]) -> dict[str, int]:
    """How many rows have which verdict."""
    return {name: sum(row["verdict"] == name for row in rows) for name in VERDICTS}
