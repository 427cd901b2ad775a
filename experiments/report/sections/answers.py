"""The short answers: what a person would say after reading the whole page."""

from typing import Any

from experiments.report.wording import capital, listing, plural, rate

LEADS = {"supported": "Yes.", "no practical difference": "Neither way.", "undecided": "Not decided."}
FEW = 2  # undecided claims that are told one by one


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
        {"kind": "failed", "bold": f"The notes' “{claim['text'].rstrip('.')}” fails here.", "text": claim["sentence"]}
        for claim in study["claims"]
        if claim["verdict"] == "contradicted"
    ]


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
    return [*failed(study), *said] or [{"kind": "told", "bold": "Nothing has run yet.", "text": ""}]


def best(study: dict[str, Any]) -> dict[str, str]:
    """Whom to use, how good that is, and who cannot be told apart from it."""
    rows = {row["method"]: row for row in study["ranking"]["methods"]}
    name = study["ranking"]["winner"]
    if name is None:
        done = study["counts"]["ok"] + study["counts"]["diverged"]
        text = f"None of {plural(done, 'trial')} scores above a constant guess on the tuning replicates."
        return {"bold": "Nothing learned here." if done else "Nothing has run yet.", "text": text if done else ""}
    score, others = rows[name]["test_score"], [row for row in rows.values() if row["method"] != name]
    if not score["n"]:
        return {"bold": f"{capital(name)} leads on validation data.", "text": "No reported replicate has finished yet."}
    level = f"a test {study['score_title']} of {score['text']}, n = {score['n']}"
    at = f"its best {study['tuned']}, {rate(rows[name]['rate'])}"
    if len(others) > 1 and all(row["tied"] for row in others):
        text = f"{capital(name)} leads on validation data; at {at}, it has {level}. {company(others)}"
        return {"bold": "No method stands out.", "text": text}
    partial = study["counts"]["missing"] + study["counts"]["error"] > 0
    text = f"At {at}, it has {level}. {company(others)}"
    return {"bold": f"{'So far:' if partial else 'Use'} {name}.", "text": text.strip()}


def company(others: list[dict[str, Any]]) -> str:
    """Who is told apart from the best method and who is not, and how many have no result."""
    unknown = sum(not row["test_score"]["n"] for row in others)
    return compared(others) + (f" {plural(unknown, 'method')} without a result yet." if unknown else "")


def compared(others: list[dict[str, Any]]) -> str:
    """Who is told apart from the best method and who is not."""
    measured = [row for row in others if row["test_score"]["n"]]
    near = [row["method"] for row in measured if row["tied"]]
    if not measured:
        return ""
    if not near:
        return f"All others ({len(measured)}) are told apart from it."
    if len(near) == len(measured):
        return (
            f"None of the others ({len(near)}) is told apart from it."
            if len(near) > 1
            else f"{capital(near[0])} is not told apart from it."
        )
    if len(near) > 4:
        apart = [row["method"] for row in measured if not row["tied"]]
        return f"Only {listing(apart)} {'is' if len(apart) == 1 else 'are'} told apart from it."
    return f"{capital(listing(near))} {'is' if len(near) == 1 else 'are'} not told apart from it, all others are."


def speed(study: dict[str, Any]) -> dict[str, str] | None:
    """Who reaches the target first and last."""
    rows = [row for row in study["epochs_to_target"] if row["n"]]
    done = sorted((row for row in rows if row["centre"] is not None), key=lambda row: row["centre"])
    if not done:
        return None
    first, lost = done[0], [row["method"] for row in rows if row["centre"] is None]
    ties = [row["method"] for row in done if row["centre"] == first["centre"]]
    who = listing(ties) if len(ties) <= 4 else f"{len(ties)} of {len(rows)} methods"
    verb = "is" if len(ties) == 1 else "are"
    text = f"{'It takes' if len(ties) == 1 else 'They take'} {first['text']}, n = {first['n']}, to "
    text += f"{study['target_text']} validation {study['score_title']}."
    if lost:
        text += f" {capital(listing(lost))} mostly {'does' if len(lost) == 1 else 'do'} not get there."
    elif done[-1]["centre"] > first["centre"]:
        text += f" {capital(done[-1]['method'])} is last: {done[-1]['text']}, n = {done[-1]['n']}."
    return {"bold": f"{capital(who)} {verb} fastest.", "text": text}
