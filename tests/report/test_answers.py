"""The short answers say no more than the numbers do."""

import pytest

from experiments.report.sections.answers import answers, best_answer, claim_answers


def study(tied, methods="abc", better="higher", **scores):
    """A study of methods of which "a" leads on validation data; the others are tied with it or not."""
    rows = [
        {"method": name, "setting": 0.1, "tied": name in tied,
         "test_score": {"n": 5, "text": "95.0 % (94.0 to 96.0)", "centre": scores.get(name, 0.9)}}
        for name in methods
    ]  # fmt: skip
    counts = {"missing": 0, "error": 0, "ok": 9, "diverged": 0}
    return {"ranking": {"winner": "a", "methods": rows}, "counts": counts,
        "score_title": "accuracy", "better": better, "tuned": "learning rate", "errors": []}  # fmt: skip


@pytest.mark.parametrize(
    ("tied", "methods", "bold", "words"),
    [
        ("abc", "abc", "Nothing tells the methods apart.", "n = 5."),
        ("ab", "abc", "A and b are alike here.", "C scores lower on test data."),
        ("ab", "abcd", "A and b are alike here.", "C and d score lower on test data."),
        ("ab", "ab", "A and b are alike here.", "n = 5."),
        ("abcde", "abcdef", "5 are alike here.", "F scores lower on test data."),
        ("a", "abc", "Use a.", "All others score lower on test data."),
        ("a", "ab", "Use a.", "B scores lower."),
        ("a", "a", "There is nothing to compare it with.", "n = 5."),
    ],
)
def test_a_method_is_recommended_only_where_it_is_told_apart_from_all_others(tied, methods, bold, words):
    answer = best_answer(study(tied, methods, a=0.95))
    assert answer["bold"] == bold
    assert answer["text"].endswith(words)
    assert ("Use" in answer["bold"]) == (tied == "a" and len(methods) > 1)


def test_a_method_that_another_beats_on_test_data_is_not_recommended():
    answer = best_answer(study("a", "abc", a=0.95, b=0.97))
    assert answer["bold"] == "A leads on validation data, but not on test data."
    assert answer["text"].endswith("C scores lower on test data. B scores higher on test data.")


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
