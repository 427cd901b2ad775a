"""The ledger of a run: one row a statement of the notes, from all claims that decide it, whatever their study."""

from typing import Any

from experiments.judging.verdicts import VERDICTS
from experiments.ledger import LEDGER, TOPICS


def ledger(studies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows in the ledger's order; claims of the user's own come last.

    A row is supported when each of its claims is, contradicted when any is, of no practical difference when each is,
    and otherwise undecided. `claim` is the one that says most: the first with the row's verdict.
    """
    found: dict[tuple[str, str], list[tuple[dict[str, Any], dict[str, Any]]]] = {}
    for study in studies:
        for claim in study["claims"]:
            found.setdefault(owned(study, claim), []).append((study, claim))
    notes = [("", name) for name in LEDGER]
    order = [*(key for key in notes if key in found), *(key for key in found if key not in notes)]
    return [row(*key, found[key]) for key in order]


def owned(study: dict[str, Any], claim: dict[str, Any]) -> tuple[str, str]:
    """Whose claim it is, and its id: ids of a user's study are its own, whatever the ledger calls so."""
    return (study["parent"] or study["name"]) if study["file"] or claim["id"] not in LEDGER else "", claim["id"]


def row(owner: str, name: str, claims: list[tuple[dict[str, Any], dict[str, Any]]]) -> dict[str, Any]:
    """One row; `owner` is the study of the user's own that states it, empty for the notes."""
    verdict, note = across(claims)
    shown = verdict if any(claim["verdict"] == verdict for _, claim in claims) else "no practical difference"
    study, claim = next((pair for pair in claims if pair[1]["verdict"] == shown), claims[0])
    return {
        "id": name,
        "owner": owner,
        "topic": TOPICS[name[0]] if not owner else "Your own" if study["file"] else "Beyond the notes",
        "text": claim["text"] if owner else LEDGER[name],
        "verdict": verdict,
        "note": note,
        "study": study["name"],
        "title": study["title"],
        "claim": claim,
        "claims": [
            {"study": s["name"], "anchor": c["anchor"], "text": c["text"], "verdict": c["verdict"]} for s, c in claims
        ],
    }


def across(claims: list[tuple[dict[str, Any], dict[str, Any]]]) -> tuple[str, str]:
    """The verdict on a row over all data sets, and what is to be said of it."""
    places: dict[str, list[str]] = {}
    for study, claim in claims:
        places.setdefault(study["data"]["title"] if study["parent"] else "", []).append(claim["verdict"])
    shared = places.pop("", []) if len(places) > 1 else []  # studies with data of their own count on every data set
    verdicts = {place: together(found + shared) for place, found in places.items()}
    if len(set(verdicts.values())) > 1:
        said = "; ".join(f"{verdict} on {place}" for place, verdict in verdicts.items())
        return "undecided", f"It depends on the data: {said}."
    verdict = next(iter(verdicts.values()))
    mixed = verdict == "undecided" and all(claim["verdict"] != "undecided" for _, claim in claims)
    return verdict, "Its claims differ: some hold, others make no practical difference." if mixed else ""


def together(verdicts: list[str]) -> str:
    """The verdict on a conjunction."""
    if "contradicted" in verdicts:
        return "contradicted"
    return verdicts[0] if len(set(verdicts)) == 1 else "undecided"


def counts(rows: list[dict[str, Any]]) -> dict[str, int]:
    """How many rows have which verdict."""
    return {name: sum(row["verdict"] == name for row in rows) for name in VERDICTS}
