"""Which statement a claim belongs to: the parts of one statement are judged together, whatever study they stand in."""

from typing import Any

from experiments.ledger import LEDGER

Key = tuple[str, str, str]  # owner, id, data


def owner(study: dict[str, Any], claim: dict[str, Any]) -> str:
    """Whose statement it is: empty for the notes; ids of a user's study are its own, whatever the ledger calls so."""
    if not study.get("file") and claim["id"] in LEDGER:
        return ""
    return study.get("parent") or study["name"]


def statement(study: dict[str, Any], facts: dict[str, Any], claim: dict[str, Any]) -> Key:
    """The statement that a claim is a part of; on each of several data sets it is a statement of its own."""
    return owner(study, claim), claim["id"], facts["title"] if study.get("parent") else ""
