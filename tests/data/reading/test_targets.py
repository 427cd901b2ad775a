"""The target: a stated guess, overruled where asked; and warnings that are right."""

import pytest

from experiments.data.sources.files import table

GUESSES = {  # values of a row n, their number; the task, the names of classes, what is said
    "text": (lambda n: "ab"[n % 2], 40, "classification", ("a", "b"), ""),
    "truth values": (lambda n: "TRUE" if n % 2 else "FALSE", 40, "classification", ("False", "True"), ""),
    "ratings": (lambda n: n % 5 + 1, 40, "classification", tuple("12345"),
    "5 different whole numbers, taken as classes (--task"),
    "-1 and 1": (lambda n: 2 * (n % 2) - 1, 40, "classification", ("-1", "1"), "taken as classes"),
    "whole numbers with .0": (lambda n: f"{n % 3}.0", 40, "classification", ("0", "1", "2"), "taken as classes"),
    "43 classes": (lambda n: n % 43, 430, "regression", None,
    "43 different whole numbers, taken as a quantity (--task"),
    "prices of 20 rows": (lambda n: 100 * (n % 10), 20, "regression", None,
    "10 different whole numbers, taken as a quantity"),
    "three shares": (lambda n: n % 3 / 2, 40, "regression", None, "3 different numbers, taken as a quantity"),
    "measurements": (lambda n: n / 7, 40, "regression", None, ""),
    "dressed prices": (lambda n: f"${n},500.00", 40, "regression", None, "text like $0,500.00, read as numbers"),
    "counts": (lambda n: n % 17, 400, "classification", tuple(map(str, range(17))), "17 different whole numbers"),
    "1 % positives": (lambda n: int(n % 100 == 7), 300, "classification", ("0", "1"), "accuracy says little here"),
    "a rare class": (lambda n: "rare" if n == 7 else "ab"[n % 2], 40, "classification", ("a", "b", "rare"),
    "rare has 1 row"),
    "case that differs": (lambda n: ("yes", "Yes", "no")[n % 3], 40, "classification", ("Yes", "no", "yes"),
    "are they?"),
    "a quoted comma": (lambda n: f"{'ab'[n % 2]}, c", 40, "classification", ("a, c", "b, c"), ""),
}  # fmt: skip


@pytest.fixture
def file(tmp_path):
    def write(value, rows=40, feature=lambda n: n * n % 31 + n / 100, name="x"):
        lines = [f'{feature(n)},"{value(n)}"' for n in range(rows)]
        (tmp_path / "mine.csv").write_text("\n".join([f"{name},y", *lines]))
        return str(tmp_path / "mine.csv")

    return write


@pytest.mark.parametrize("name", GUESSES)
def test_the_task_is_guessed_from_all_values_and_the_guess_is_said(name, file):
    value, rows, task, classes, expected = GUESSES[name]
    made = table(file(value, rows))
    assert (made.task, made.classes) == (task, classes)
    assert expected in "; ".join(made.notes) and (expected or not made.notes)


@pytest.mark.parametrize("name", ["ratings", "-1 and 1", "43 classes", "three shares", "counts", "1 % positives"])
@pytest.mark.parametrize("task", ["classification", "regression"])
def test_a_stated_task_overrules_the_guess(name, task, file):
    value, rows, *_ = GUESSES[name]
    made = table(file(value, rows), task=task)
    assert made.task == task and not [note for note in made.notes if "--task" in note]
    assert len(made.classes or ()) == (len({value(n) for n in range(rows)}) if task == "classification" else 0)


SIGNS = {  # a feature, the target, what is said of it
    "an id sorted by class": (lambda n: n + 1, lambda n: "abc"[n // 14],
    "x: counts the rows, which are sorted by class"),
    "an id": (lambda n: n + 1, lambda n: "ab"[n % 2], "x: counts the rows, which says nothing"),
    "a time": (lambda n: 1.7e9 + 60 * n, lambda n: "ab"[n % 2], "x: rises from row to row"),
    "dates in order": (lambda n: f"2024-{n // 28 + 1:02}-{n % 28 + 1:02}", lambda n: "ab"[n % 2],
    "x: the rows are in the order of"),
    "patients": (lambda n: f"P{n // 3:02}", lambda n: "ab"[n // 3 % 2],
    "x: 14 entries, about 3 rows each; rows of one x"),
    "a stand-in": (lambda n: -999 if n % 9 == 0 else n * n % 31, lambda n: "ab"[n % 2], "x: -999 in 5 rows, far from"),
}  # fmt: skip
TOO_GOOD = "x: tells what is predicted in every row"
SIGNS |= {
    "a copy of the class": (lambda n: "AB"[n % 2], lambda n: "ab"[n % 2], TOO_GOOD),
    "a number a class": (lambda n: n % 2, lambda n: "ab"[n % 2], TOO_GOOD),
    "a copy of the quantity": (lambda n: n * n % 31 / 4, lambda n: n * n % 31 / 4, TOO_GOOD),
}
SOUND = {
    "numbers in no order": (lambda n: n * n % 31, lambda n: "ab"[n % 2]),
    "a category": (lambda n: ("Bonn", "Rom", "Ulm")[n % 3], lambda n: "ab"[n % 2]),
    "a category in blocks": (lambda n: ("Bonn", "Rom", "Ulm")[n // 14], lambda n: "ab"[n % 2]),
    "numbers near -999": (lambda n: -999 + n * n % 31, lambda n: "ab"[n % 2]),
    "one -999": (lambda n: -999 if n == 9 else n * n % 31, lambda n: "ab"[n % 2]),
    "an imbalanced class": (lambda n: f"P{n % 14:02}", lambda n: "ab"[n in (3, 9, 17, 20, 34)]),
}


@pytest.mark.parametrize("name", SIGNS)
def test_what_makes_scores_too_good_is_said(name, file):
    feature, value, expected = SIGNS[name]
    assert expected in "; ".join(notes(file, feature, value))


@pytest.mark.parametrize("name", SOUND)
def test_nothing_is_said_of_what_is_sound(name, file):
    feature, value = SOUND[name]
    assert notes(file, feature, value) == []


def notes(file, feature, value):
    """The notes of 42 rows of a feature, a number without order, and the target."""
    made = file(value, 42, lambda n: f"{feature(n)},{n * n % 37 / 3 + n / 100:.3f}", "x,z")
    return [note for note in table(made).notes if "left out" not in note or "(--drop" in note]
