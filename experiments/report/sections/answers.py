"""The short answers: what the whole page says, in a few sentences."""

from typing import Literal

from experiments.judging.verdicts import ABOUT, CONTRADICTED, OPEN, PARTLY, SMALL, SUPPORTED
from experiments.ledger import LEDGER
from experiments.report.shapes.claims import Answer, ClaimRow, StudyAnswer
from experiments.report.shapes.studies import Findings, MethodRow
from experiments.report.wording import capital, listing, plural, setting

LEADS = {SUPPORTED: "Yes.", PARTLY: "Partly.", SMALL: "Too small to matter.", ABOUT: "About the margin.", OPEN: "Open."}
NOTHING = "Nothing has run yet."
FEW = 2  # open claims that have an answer each
FEW_NAMES = 4  # methods that are named in a headline


def answers(study: Findings) -> list[StudyAnswer]:
    """A study's answers, most useful first: the method to use, the fastest one, the claims that fail."""
    if study["combined"] and study["counts"]["ok"]:
        whole: StudyAnswer = {"kind": "recipe", "bold": study["combined"]["bold"], "text": study["combined"]["text"]}
        return [whole, *contradicted_answers(study)]
    if not study["contest"]:
        return [*study["advice"], *claim_answers(study)] if study["claims"] or not study["advice"] else study["advice"]
    answers: list[StudyAnswer] = [{"kind": settled(study), **best_answer(study)}]
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
        {
            "kind": "open" if claim["verdict"] == OPEN else "settled",
            "bold": claim["text"],
            "text": f"{LEADS[claim['verdict']]} {claim['sentence']}",
        }
        for claim in claims
    ]
    if (left := sum(claim["verdict"] == OPEN for claim in claims)) > FEW:
        headline = f"{left} claims are open."
        del answers[len(answers) - left :]
        answers.append({"kind": "open", "bold": headline, "text": "Their effects so far stand below."})
    if not (answers := [*contradicted_answers(study), *answers]):
        answers.append({"kind": "open", **no_result_answer(study)})
    return answers


def no_result_answer(study: Findings) -> Answer:
    """The answer where no trial has a result: nothing has run, or why all failed."""
    if not study["errors"]:
        return {"bold": NOTHING, "text": ""}
    most = study["errors"][0]
    return {"bold": "Every trial failed.", "text": f"{plural(most['count'], 'trial')}: {most['reason']}"}


def best_answer(study: Findings) -> Answer:
    """Which method to use, or which are alike; which to avoid; and whose runs did not learn.

    A method is recommended only where it alone may be the best; the names of those that are alike stand in the study's
    order, so that round-off, which exchanges neighbours, leaves the sentence as it is.
    """
    rows = sorted(study["ranking"]["methods"], key=lambda row: row["slot"])
    winner, measured = study["ranking"]["winner"], [row for row in rows if row["test_score"]["n"]]
    if winner is None:
        done = study["counts"]["ok"] + study["counts"]["diverged"]
        text = f"None of {plural(done, 'trial')} scores above a constant guess on the tuning replicates."
        return {"bold": "No method learned anything here.", "text": text} if done else no_result_answer(study)
    if not measured:
        return {
            "bold": f"{capital(winner)} leads on validation data.",
            "text": "No reported replicate has finished yet.",
        }
    best = [row for row in measured if row["tied"]]
    text = f"{levels(study, best)}{distinct_sentence(study, measured)}{collapse_sentence(measured)}"
    if len(measured) < len(rows):
        text += f" {plural(len(rows) - len(measured), 'method')} without a result yet."
    partial = study["counts"]["missing"] + study["counts"]["error"] > 0
    return {"bold": headline(best, measured, partial), "text": text}


def headline(best: list[MethodRow], measured: list[MethodRow], partial: bool) -> str:
    """The method to use, or those that are alike, and those to avoid; names them if they are few."""
    names, avoid = [row["method"] for row in best], [row["method"] for row in measured if row["avoid"]]
    shunned = listing(avoid) if len(avoid) <= FEW_NAMES else f"{spelled(len(avoid))} others"
    rest = f"; avoid {shunned}." if avoid else "."
    if len(measured) == 1 and not partial:
        return f"{capital(names[0])} is the only method: there is nothing to compare it with."
    if len(names) == 1:
        return f"{'So far:' if partial else 'Use'} {names[0]}."
    return f"{subject(names)} {'all ' if len(names) == len(measured) > 2 else ''}score alike here{rest}"


def subject(names: list[str]) -> str:
    """Several methods as the subject of a sentence: their names, or the first of them and how many more they are."""
    if len(names) <= FEW_NAMES:
        return capital(listing(names))
    first, others = names[: FEW_NAMES - 1], len(names) - FEW_NAMES + 1
    return f"{capital(', '.join(first))} and {spelled(others)} others"


def settled(study: Findings) -> Literal["alike", "best", "open"]:
    """Whether some method is told from another, all measured ones are alike, or none is measured yet."""
    tied = [row["tied"] for row in study["ranking"]["methods"] if row["test_score"]["n"]]
    return "open" if not tied else "alike" if len(tied) > 1 and all(tied) else "best"


def spelled(count: int) -> str:
    """A count up to twelve as a word."""
    words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    return words[count] if count < len(words) else str(count)


def levels(study: Findings, best: list[MethodRow]) -> str:
    """The score of the best method, with its setting; of several the names, where the headline leaves them out, and the
    range of their scores.
    """
    counts = sorted({row["test_score"]["n"] for row in best})
    n = " to ".join(str(count) for count in sorted({counts[0], counts[-1]}))
    if len(best) == 1:
        (row,) = best
        chosen = f"its best {study['tuned']}, {setting(row['setting'])}"
        return f"At {chosen}, it has a test {study['score_title']} of {row['test_score']['text']}, n = {n}."
    scores = sorted((row["test_score"] for row in best), key=lambda score: score["centre"] or 0.0)
    ends = list(dict.fromkeys((scores[0]["value"], scores[-1]["value"])))
    named = f"{capital(listing([row['method'] for row in best]))}: test" if len(best) > FEW_NAMES else "Their test"
    return f"{named} {study['score_title']} {'lies between' if len(ends) > 1 else 'is'} {listing(ends)}, n = {n}."


def distinct_sentence(study: Findings, measured: list[MethodRow]) -> str:
    """Which methods are told apart from a better one, beside those that the headline says to avoid."""
    low = "lower" if study["better"] == "higher" else "worse"
    names = [row["method"] for row in measured if not row["tied"]]
    if len(names) == len(measured) - 1 and len(names) > 1:
        return f" All others score {low} on test data."
    if not names:
        return ""
    return f" {capital(listing(names))} {'scores' if len(names) == 1 else 'score'} {low} on test data."


def collapse_sentence(measured: list[MethodRow]) -> str:
    """How many runs of which methods did not learn, those with most first."""
    failed = sorted((row for row in measured if row["unlearned"]), key=lambda row: (-row["unlearned"], row["slot"]))
    shown = [
        f"{row['unlearned']} of {plural(row['test_score']['n'], 'run')} of {row['method']}"
        for row in failed[:FEW_NAMES]
    ]
    others = len(failed) - len(shown)
    return f" {listing([*shown, *([f'some of {others} others'] if others else [])])} did not learn." if failed else ""


def speed_answer(study: Findings) -> Answer | None:
    """Which methods no other is shown to beat to the target, and which mostly miss it; in the study's order."""
    rows = sorted((row for row in study["epochs_to_target"] if row["n"]), key=lambda row: row["slot"])
    reached = sorted((row for row in rows if row["centre"] is not None), key=lambda row: row["centre"] or 0.0)
    first, missed = [row for row in rows if row["first"]], [row["method"] for row in rows if row["centre"] is None]
    timed = [row for row in reached if row["first"]]
    if not timed:
        return None
    few = len(first) <= FEW_NAMES
    names = listing([row["method"] for row in first]) if few else f"{len(first)} of {len(rows)} methods"
    values = " to ".join(dict.fromkeys((timed[0]["value"], timed[-1]["value"])))
    ends = timed[0]["text"] if len(timed) == 1 else values
    goal = f"{study['target_text']} validation {study['by_epoch']['score_title']}"
    late = len(timed) < len(first)  # some that mostly miss the target are not told from those that reach it
    alone = "It takes" if len(first) == 1 else f"{capital(timed[0]['method'])} takes"
    who = ("Those that get there take" if late else "They take") if len(timed) > 1 else alone
    text = f"{who} {ends}, n = {timed[0]['n']}."
    if missed:
        text += f" {capital(listing(missed))} mostly {'does' if len(missed) == 1 else 'do'} not get there."
    elif not reached[-1]["first"]:
        text += f" {capital(reached[-1]['method'])} is last: {reached[-1]['text']}, n = {reached[-1]['n']}."
    if late:
        return {"bold": f"Open: which of {names} reaches {goal} first.", "text": text}
    if len(first) == len(rows) > 1:
        return {"bold": f"{subject([row['method'] for row in rows])} reach {goal} equally fast.", "text": text}
    return {"bold": f"{capital(names)} {'reaches' if len(first) == 1 else 'reach'} {goal} first.", "text": text}
