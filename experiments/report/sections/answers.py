"""The short answers: what a person would say after reading the whole page."""

from typing import Any

from experiments.ledger import LEDGER
from experiments.report.wording import capital, listing, plural, setting

LEADS = {"supported": "Yes.", "no practical difference": "Neither way.", "undecided": "Not decided."}
FEW = 2  # undecided claims that are told one by one
FEW_NAMES = 4  # methods that are named in a headline


def answers(study: dict[str, Any]) -> list[dict[str, str]]:
    """A study's answers, most useful first: whom to use, who is fast, which claims failed."""
    if not study["contest"]:
        return [*study["advice"], *told(study)] if study["claims"] or not study["advice"] else study["advice"]
    first = {"kind": "best", **best(study)}
    fast = speed(study)
    return [first, *([{"kind": "fast", **fast}] if fast else []), *failed(study)]


def failed(study: dict[str, Any]) -> list[dict[str, str]]:
    """The claims that came out the other way."""
    return [
        {"kind": "failed", "bold": f"{whose(study, claim)} fails here.", "text": claim["sentence"]}
        for claim in study["claims"]
        if claim["verdict"] == "contradicted"
    ]


def whose(study: dict[str, Any], claim: dict[str, Any]) -> str:
    """A claim in quotation marks, and whether it is the notes'."""
    return ("The notes' " if claim["id"] in LEDGER and not study["file"] else "") + f"“{claim['text'].rstrip('.')}”"


def told(study: dict[str, Any]) -> list[dict[str, str]]:
    """Where no methods compete: what became of the claims, the decided ones first."""
    held = [claim for verdict in LEADS for claim in study["claims"] if claim["verdict"] == verdict]
    said = [
        {"kind": "told", "bold": claim["text"], "text": f"{LEADS[claim['verdict']]} {claim['sentence']}"}
        for claim in held
    ]
    if (left := sum(claim["verdict"] == "undecided" for claim in held)) > FEW:
        whole = {"kind": "told", "bold": f"{left} claims are not decided.", "text": "Their effects so far stand below."}
        said = [*said[: len(said) - left], whole]
    return [*failed(study), *said] or [{"kind": "told", **nothing(study)}]


def nothing(study: dict[str, Any]) -> dict[str, str]:
    """What is said where no trial has a result: whether any was tried, and why they failed."""
    if not study["errors"]:
        return {"bold": "Nothing has run yet.", "text": ""}
    most = study["errors"][0]
    return {"bold": "Every trial failed.", "text": f"{plural(most['count'], 'trial')}: {most['reason']}"}


def best(study: dict[str, Any]) -> dict[str, str]:
    """Whom to use, how good that is, and who cannot be told apart from it."""
    rows = {row["method"]: row for row in study["ranking"]["methods"]}
    name = study["ranking"]["winner"]
    if name is None:
        done = study["counts"]["ok"] + study["counts"]["diverged"]
        text = f"None of {plural(done, 'trial')} scores above a constant guess on the tuning replicates."
        return {"bold": "Nothing learned here.", "text": text} if done else nothing(study)
    score, others = rows[name]["test_score"], [row for row in rows.values() if row["method"] != name]
    if not score["n"]:
        return {"bold": f"{capital(name)} leads on validation data.", "text": "No reported replicate has finished yet."}
    level = f"a test {study['score_title']} of {score['text']}, n = {score['n']}"
    at = f"its best {study['tuned']}, {setting(rows[name]['setting'])}"
    measured = [row for row in others if row["test_score"]["n"]]
    near = [row["method"] for row in measured if row["tied"]]
    unknown = len(others) - len(measured)
    rest = f" {plural(unknown, 'method')} without a result yet." if unknown else ""
    if near or not others:
        text = f"{capital(name)} leads on validation data; at {at}, it has {level}.{apart(measured, score)}{rest}"
        return {"bold": alike([name, *near], bool(near), len(near) == len(others)), "text": text}
    partial = study["counts"]["missing"] + study["counts"]["error"] > 0
    text = f"At {at}, it has {level}.{apart(measured, score)}{rest}"
    if any(higher(row, score) for row in measured):
        return {"bold": f"{capital(name)} leads on validation data, but not on test data.", "text": text}
    return {"bold": f"{'So far:' if partial else 'Use'} {name}.", "text": text.strip()}


def higher(row: dict[str, Any], score: dict[str, Any]) -> bool:
    """Whether a method that is told apart scores higher on test data."""
    return not row["tied"] and (row["test_score"]["centre"] or 0) > (score["centre"] or 0)


def alike(names: list[str], compared: bool, all_: bool) -> str:
    """That nothing tells some methods apart: by name if they are few."""
    if not compared:
        return "There is nothing to compare it with."
    if all_:
        return "Nothing tells the methods apart." if len(names) > 2 else f"{capital(listing(names))} are alike here."
    return f"{capital(listing(names))} are alike here." if len(names) <= FEW_NAMES else f"{len(names)} are alike here."


def apart(measured: list[dict[str, Any]], score: dict[str, Any]) -> str:
    """Who is told apart from the method that leads, worse or better on test data."""
    found = [row for row in measured if not row["tied"]]
    better = [row["method"] for row in found if higher(row, score)]
    worse = [row["method"] for row in found if row["method"] not in better]
    said = ""
    if worse and len(worse) == len(measured):
        return " All others score lower on test data." if len(worse) > 1 else f" {capital(worse[0])} scores lower."
    for names, word in ((worse, "lower"), (better, "higher")):
        if names:
            said += f" {capital(listing(names))} {'scores' if len(names) == 1 else 'score'} {word} on test data."
    return said


def speed(study: dict[str, Any]) -> dict[str, str] | None:
    """Who reaches the target first and last."""
    rows = [row for row in study["epochs_to_target"] if row["n"]]
    done = sorted((row for row in rows if row["centre"] is not None), key=lambda row: row["centre"])
    if not done:
        return None
    first, lost = done[0], [row["method"] for row in rows if row["centre"] is None]
    ties = [row["method"] for row in done if row["centre"] == first["centre"]]
    who = listing(ties) if len(ties) <= 4 else f"{len(ties)} of {len(rows)} methods"
    text = f"{'It takes' if len(ties) == 1 else 'They take'} {first['text']}, n = {first['n']}, to "
    text += f"{study['target_text']} validation {study['score_title']}."
    if lost:
        text += f" {capital(listing(lost))} mostly {'does' if len(lost) == 1 else 'do'} not get there."
    elif done[-1]["centre"] > first["centre"]:
        text += f" {capital(done[-1]['method'])} is last: {done[-1]['text']}, n = {done[-1]['n']}."
    return {"bold": f"{capital(who)} {'gets' if len(ties) == 1 else 'get'} there first.", "text": text}
