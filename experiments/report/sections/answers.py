"""The short answers: what the whole page says, in a few sentences."""

from experiments.judging.verdicts import ABOUT, CONTRADICTED, OPEN, PARTLY, SMALL, SUPPORTED
from experiments.ledger import LEDGER
from experiments.report.shapes.claims import Answer, ClaimRow, StudyAnswer
from experiments.report.shapes.quantities import Quantity
from experiments.report.shapes.studies import Findings, MethodRow
from experiments.report.wording import capital, listing, plural, setting

LEADS = {SUPPORTED: "Yes.", PARTLY: "Partly.", SMALL: "Too small to matter.", ABOUT: "About the margin.", OPEN: "Open."}
FEW = 2  # open claims that have an answer each
FEW_NAMES = 4  # methods that are named in a headline


def answers(study: Findings) -> list[StudyAnswer]:
    """A study's answers, most useful first: the method to use, the fastest one, the claims that fail."""
    if study["combined"] and study["counts"]["ok"]:
        whole: StudyAnswer = {"kind": "recipe", "bold": study["combined"]["bold"], "text": study["combined"]["text"]}
        return [whole, *contradicted_answers(study)]
    if not study["contest"]:
        return [*study["advice"], *claim_answers(study)] if study["claims"] or not study["advice"] else study["advice"]
    answers: list[StudyAnswer] = [{"kind": "best", **best_answer(study)}]
    if (fast := speed_answer(study)) is not None:
        answers.append({"kind": "fast", **fast})
    return [*answers, *contradicted_answers(study)]


def contradicted_answers(study: Findings) -> list[StudyAnswer]:
    """An answer for each contradicted claim."""
    return [
        {"kind": "failed", "bold": f"{whose(study, claim)} fails here.", "text": claim["sentence"]}
        for claim in study["claims"]
        if claim["verdict"] == CONTRADICTED
    ]


def whose(study: Findings, claim: ClaimRow) -> str:
    """A claim in quotation marks, and whether it is the notes'."""
    return ("The notes' " if claim["id"] in LEDGER and not study["file"] else "") + f"“{claim['text'].rstrip('.')}”"


def claim_answers(study: Findings) -> list[StudyAnswer]:
    """An answer for each claim of a study without a contest, the settled ones first."""
    claims = [claim for verdict in LEADS for claim in study["claims"] if claim["verdict"] == verdict]
    answers: list[StudyAnswer] = [
        {"kind": "told", "bold": claim["text"], "text": f"{LEADS[claim['verdict']]} {claim['sentence']}"}
        for claim in claims
    ]
    if (left := sum(claim["verdict"] == OPEN for claim in claims)) > FEW:
        headline = f"{left} claims are open."
        del answers[len(answers) - left :]
        answers.append({"kind": "told", "bold": headline, "text": "Their effects so far stand below."})
    if not (answers := [*contradicted_answers(study), *answers]):
        answers.append({"kind": "told", **no_result_answer(study)})
    return answers


def no_result_answer(study: Findings) -> Answer:
    """The answer where no trial has a result: nothing has run, or why all failed."""
    if not study["errors"]:
        return {"bold": "Nothing has run yet.", "text": ""}
    most = study["errors"][0]
    return {"bold": "Every trial failed.", "text": f"{plural(most['count'], 'trial')}: {most['reason']}"}


def best_answer(study: Findings) -> Answer:
    """Which method to use, its score, and which methods are not told apart from it."""
    rows = {row["method"]: row for row in study["ranking"]["methods"]}
    winner = study["ranking"]["winner"]
    if winner is None:
        done = study["counts"]["ok"] + study["counts"]["diverged"]
        text = f"None of {plural(done, 'trial')} scores above a constant guess on the tuning replicates."
        return {"bold": "Nothing learned here.", "text": text} if done else no_result_answer(study)
    score, others = rows[winner]["test_score"], [row for row in rows.values() if row["method"] != winner]
    if not score["n"]:
        return {
            "bold": f"{capital(winner)} leads on validation data.",
            "text": "No reported replicate has finished yet.",
        }
    level = f"a test {study['score_title']} of {score['text']}, n = {score['n']}"
    chosen_setting = f"its best {study['tuned']}, {setting(rows[winner]['setting'])}"
    measured = [row for row in others if row["test_score"]["n"]]
    ties = [row["method"] for row in measured if row["tied"]]
    unmeasured = len(others) - len(measured)
    others_text = distinct_sentence(study, measured, score)
    others_text += f" {plural(unmeasured, 'method')} without a result yet." if unmeasured else ""
    if ties or not others:
        text = f"{capital(winner)} leads on validation data; at {chosen_setting}, it has {level}.{others_text}"
        return {"bold": tie_headline([winner, *ties], bool(ties), len(ties) == len(others)), "text": text}
    partial = study["counts"]["missing"] + study["counts"]["error"] > 0
    text = f"At {chosen_setting}, it has {level}.{others_text}"
    if any(scores_higher(row, score) for row in measured):
        return {"bold": f"{capital(winner)} leads on validation data, but not on test data.", "text": text}
    return {"bold": f"{'So far:' if partial else 'Use'} {winner}.", "text": text.strip()}


def scores_higher(row: MethodRow, score: Quantity) -> bool:
    """Whether a method that is told apart from the winner scores higher on test data."""
    return not row["tied"] and (row["test_score"]["centre"] or 0) > (score["centre"] or 0)


def tie_headline(names: list[str], compared: bool, all_tied: bool) -> str:
    """The headline where methods are not told apart from the winner; it names them if they are few."""
    if not compared:
        return "There is nothing to compare it with."
    if all_tied:
        return "Nothing tells the methods apart." if len(names) > 2 else f"{capital(listing(names))} are alike here."
    return f"{capital(listing(names))} are alike here." if len(names) <= FEW_NAMES else f"{len(names)} are alike here."


def distinct_sentence(study: Findings, measured: list[MethodRow], score: Quantity) -> str:
    """Which methods are told apart from the winner, and whether they score lower or higher on test data."""
    low, high = ("lower", "higher") if study["better"] == "higher" else ("worse", "better")
    distinct = [row for row in measured if not row["tied"]]
    better = [row["method"] for row in distinct if scores_higher(row, score)]
    worse = [row["method"] for row in distinct if row["method"] not in better]
    text = ""
    if worse and len(worse) == len(measured):
        return f" All others score {low} on test data." if len(worse) > 1 else f" {capital(worse[0])} scores {low}."
    for names, word in ((worse, low), (better, high)):
        if names:
            text += f" {capital(listing(names))} {'scores' if len(names) == 1 else 'score'} {word} on test data."
    return text


def speed_answer(study: Findings) -> Answer | None:
    """Which methods reach the target first and last."""
    rows = [row for row in study["epochs_to_target"] if row["n"]]
    reached = sorted((row for row in rows if row["centre"] is not None), key=lambda row: row["centre"] or 0.0)
    if not reached:
        return None
    first, missed = reached[0], [row["method"] for row in rows if row["centre"] is None]
    ties = [row["method"] for row in reached if row["centre"] == first["centre"]]
    names = listing(ties) if len(ties) <= 4 else f"{len(ties)} of {len(rows)} methods"
    text = f"{'It takes' if len(ties) == 1 else 'They take'} {first['text']}, n = {first['n']}, to "
    text += f"{study['target_text']} validation {study['by_epoch']['score_title']}."
    if missed:
        text += f" {capital(listing(missed))} mostly {'does' if len(missed) == 1 else 'do'} not get there."
    elif len(ties) < len(reached):
        text += f" {capital(reached[-1]['method'])} is last: {reached[-1]['text']}, n = {reached[-1]['n']}."
    return {"bold": f"{capital(names)} {'gets' if len(ties) == 1 else 'get'} there first.", "text": text}
