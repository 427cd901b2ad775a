"""The short answers say no more than the numbers do."""

import pytest

from experiments.report.sections.answers import answers, best_answer, claim_answers, speed_answer


def study(tied, methods="abc", better="higher", avoid="", unlearned=None):
    """A study of methods of which "a" leads on validation data; some may be the best on test data."""
    rows = [
        {"method": name, "slot": slot, "setting": 0.1, "tied": name in tied, "avoid": name in avoid,
         "unlearned": (unlearned or {}).get(name, 0),
         "test_score": {"n": 5, "text": "95.0 % (94.0 to 96.0)", "value": f"9{slot} %",
                        "centre": 0.9 + 0.01 * slot}}
        for slot, name in enumerate(methods)
    ]  # fmt: skip
    counts = {"missing": 0, "error": 0, "ok": 9, "diverged": 0}
    return {"ranking": {"winner": "a", "methods": rows[::-1]}, "counts": counts,
        "score_title": "accuracy", "better": better, "tuned": "learning rate", "errors": []}  # fmt: skip


@pytest.mark.parametrize(
    ("tied", "methods", "avoid", "bold", "words"),
    [
        ("abc", "abc", "", "A, b and c all score alike here.", "accuracy lies between 90 % and 92 %, n = 5."),
        ("ab", "abc", "", "A and b score alike here.", "C scores lower on test data."),
        ("ab", "abcd", "", "A and b score alike here.", "C and d score lower on test data."),
        ("ab", "abcd", "d", "A and b score alike here; avoid d.", "C and d score lower on test data."),
        ("ab", "ab", "", "A and b score alike here.", "n = 5."),
        ("abcde", "abcdef", "f", "A, b, c and two others score alike here; avoid f.", "F scores lower on test data."),
        ("a", "abc", "bc", "Use a.", "All others score lower on test data."),
        ("a", "ab", "b", "Use a.", "B scores lower on test data."),
        ("b", "ab", "", "Use b.", "A scores lower on test data."),
        ("a", "a", "", "A is the only method: there is nothing to compare it with.", "n = 5."),
    ],
)
def test_a_method_is_recommended_only_where_it_alone_may_be_the_best(tied, methods, avoid, bold, words):
    answer = best_answer(study(tied, methods, avoid=avoid))
    assert answer["bold"] == bold
    assert answer["text"].endswith(words)


def test_scores_that_are_written_alike_are_no_range():
    alike = study("ab", "abc")
    for row in alike["ranking"]["methods"]:
        row["test_score"]["value"] = "96 %"
    assert best_answer(alike)["text"].startswith("Their test accuracy is 96 %, n = 5.")


def speeds(first, epochs):
    """What a study says of speed: the methods that may be the first, and the epochs that each takes, None for never."""
    rows = [
        {"method": name, "slot": slot, "n": 5, "centre": value, "first": name in first, "value": f"{value} epochs",
         "text": f"{value} epochs (1 to 9)"}
        for slot, (name, value) in enumerate(zip("abcdefg", epochs, strict=False))
    ]  # fmt: skip
    return {"epochs_to_target": rows, "target_text": "92 %", "by_epoch": {"score_title": "accuracy"}}


@pytest.mark.parametrize(
    ("first", "epochs", "bold", "text"),
    [
        ("a", (2, 4), "A reaches 92 % validation accuracy first.",
         "It takes 2 epochs (1 to 9), n = 5. B is last: 4 epochs (1 to 9), n = 5."),
        ("a", (2, None), "A reaches 92 % validation accuracy first.",
         "It takes 2 epochs (1 to 9), n = 5. B mostly does not get there."),
        ("ab", (2, 3), "A and b reach 92 % validation accuracy equally fast.",
         "They take 2 epochs to 3 epochs, n = 5."),
        ("ab", (2, 2), "A and b reach 92 % validation accuracy equally fast.", "They take 2 epochs, n = 5."),
        ("ab", (2, None), "Open: which of a and b reaches 92 % validation accuracy first.",
         "A takes 2 epochs (1 to 9), n = 5. B mostly does not get there."),
        ("abc", (2, 3, None), "Open: which of a, b and c reaches 92 % validation accuracy first.",
         "Those that get there take 2 epochs to 3 epochs, n = 5. C mostly does not get there."),
        ("abcdef", (2, 3, 3, 3, 3, None, None), "Open: which of 6 of 7 methods reaches 92 % validation accuracy first.",
         "Those that get there take 2 epochs to 3 epochs, n = 5. F and g mostly do not get there."),
    ],
)  # fmt: skip
def test_who_mostly_misses_the_target_is_not_equally_fast(first, epochs, bold, text):
    assert speed_answer(speeds(first, epochs)) == {"bold": bold, "text": text}


def test_where_no_method_reaches_the_target_nothing_is_said_of_speed():
    assert speed_answer(speeds("ab", (None, None))) is None


def test_who_leads_by_a_hair_does_not_change_the_sentence():
    first, second = (study("abcde", "abcdef", avoid="f") for _ in range(2))
    second["ranking"]["winner"] = "c"
    assert best_answer(first) == best_answer(second)


def test_runs_that_did_not_learn_are_named():
    text = best_answer(study("ab", "abc", unlearned={"c": 3, "a": 1}))["text"]
    assert text.endswith("3 of 5 runs of c and 1 of 5 runs of a did not learn.")


@pytest.mark.parametrize("contest", [True, False])
def test_where_every_trial_failed_the_first_answer_says_why(contest):
    failed = {
        **study("", "ab"), "contest": contest, "claims": [], "advice": [], "combined": None, "epochs_to_target": [],
        "errors": [{"reason": "ValueError: no such thing", "count": 4}],
        "counts": {"missing": 0, "error": 4, "ok": 0, "diverged": 0},
    }  # fmt: skip
    failed["ranking"]["winner"] = None
    assert answers(failed)[0]["bold"] == "Every trial failed."
    assert answers(failed)[0]["text"] == "4 trials: ValueError: no such thing"
    assert answers({**failed, "errors": []})[0]["bold"] == ("Nothing has run yet.")


@pytest.mark.parametrize(("left", "last"), [(2, "c1"), (3, "3 claims are open.")])
def test_many_open_claims_are_told_as_one(left, last):
    claims = [{"text": f"c{i}", "sentence": "", "verdict": "open"} for i in range(left)]
    claims.append({"text": "yes", "sentence": "", "verdict": "supported"})
    answers = claim_answers({"claims": claims})
    assert answers[0]["bold"] == "yes" and answers[-1]["bold"] == last
    assert len(answers) == (3 if left == 2 else 2)
