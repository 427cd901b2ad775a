"""Divisions that somebody asks for: groups stay on one side, time runs forwards, test rows come from a file."""

import numpy as np
import pandas as pd
import pytest

from experiments.data import DataError, Table, load, prepare, sizes, table_of
from experiments.data.sources.adoption import adopted
from experiments.data.sources.files import rows_like, table
from experiments.data.split import split
from experiments.data.treatment.changes import CHANGES
from experiments.spec import part

ROWS = 120
RNG = np.random.default_rng(0)
UNEVEN = np.repeat(np.arange(23), RNG.integers(1, 12, 23))[:ROWS]
GROUPS = {  # a group a row
    "equal groups": np.arange(ROWS) // 4,
    "pairs": np.arange(ROWS) // 2,
    "uneven groups": np.concatenate([UNEVEN, np.full(ROWS - len(UNEVEN), 99)]),
    "every row alone": np.arange(ROWS),
    "five groups": np.arange(ROWS) % 5,
    "three groups": np.arange(ROWS) % 3,
    "one large group": np.maximum(np.arange(ROWS) - 60, 0),
}


def frame(**columns):
    """Rows without order: two numbers and a class."""
    rng = np.random.default_rng(1)
    made = pd.DataFrame({"size": rng.normal(size=ROWS), "weight": rng.normal(size=ROWS)})
    return made.assign(**columns, label=np.array(["no", "yes"])[rng.integers(0, 2, ROWS)])


@pytest.mark.parametrize("name", GROUPS)
@pytest.mark.parametrize("task", ["classification", "regression"])
@pytest.mark.parametrize("test", [None, 96])
def test_no_group_is_on_both_sides_and_parts_are_as_large_in_every_replicate(name, task, test):
    groups = GROUPS[name]
    y = (
        np.arange(ROWS, dtype=np.int32) % 3
        if task == "classification"
        else np.random.default_rng(2).normal(size=(ROWS, 1))
    )
    table = Table("t", "t", task, RNG.normal(size=(ROWS, 2)), y, ("a", "b", "c") if task == "classification" else None,
                  test, "here", groups=groups)  # fmt: skip
    splits = [split(adopted(table), seed) for seed in range(20)]
    counts = {(len(each.train), len(each.validation), len(each.test)) for each in splits}
    assert len(counts) == 1 and sum(counts.pop()) == ROWS
    for each in splits:
        train, validation = set(groups[each.train]), set(groups[each.validation])
        assert train and validation and not train & validation
        assert len(np.unique(each.validation)) == len(each.validation) and len(np.unique(each.test)) == len(each.test)
        if test is None:
            assert not set(groups[each.test]) & (train | validation)
        else:
            assert each.test.tolist() == list(range(96, ROWS)) and max(each.train) < 96
    assert len({tuple(each.validation) for each in splits}) > (2 if name in ("three groups", "five groups") else 5)


@pytest.mark.parametrize("name", ["equal groups", "pairs", "every row alone"])
def test_groups_that_fit_make_parts_of_a_fifth_with_every_row_once(name):
    made = table_of(frame(patient=[f"P{group}" for group in GROUPS[name]]), group="patient")
    for seed in range(5):
        each = split(made, seed)
        assert (len(each.train), len(each.validation), len(each.test)) == (72, 24, 24)
        assert sorted([*each.train, *each.validation, *each.test]) == list(range(ROWS))
        shares = [made.y[rows].mean() for rows in (each.train, each.validation, each.test)]
        assert max(shares) - min(shares) < 0.15  # of 50 draws the most alike one; one draw alone has 0.3 and more


def test_a_column_of_groups_is_not_learned_from_and_is_said():
    rows = frame(patient=[f"P{group}" for group in GROUPS["equal groups"]])
    made = table_of(rows, group="patient")
    assert made.x.shape == (ROWS, 2) and made.groups is not None
    assert made.notes == ("split by patient: rows of one patient stay on one side (30 groups of 4 rows)",)
    learned = table_of(rows, group="patient", features=["size", "patient"])
    assert learned.x.shape == (ROWS, 31)
    alone = table_of(rows.assign(patient=[f"P{row}" for row in range(ROWS)]), group="patient")
    assert "every row is a group of its own" in alone.notes[0]
    assert made.checksum != table_of(rows.drop(columns="patient")).checksum


def test_rows_of_one_class_less_keep_their_groups_and_validation():
    made = table_of(frame(patient=GROUPS["equal groups"]).assign(label=[*"abc"] * 40), group="patient")
    kept = CHANGES["classes"](made, part("mine", classes=(0, 2)))
    assert kept.groups.tolist() == made.groups[made.y != 1].tolist() and len(kept.x) == 80
    timed = table_of(frame(day=range(ROWS)).assign(label=[*"abc"] * 40), time="day")
    kept = CHANGES["classes"](timed, part("mine", classes=(0, 2)))
    assert kept.validation.tolist() == list(range(48, 64)) and kept.test == 64


TIMES = {  # the times of rows in order; the text at the borders
    "numbers": (range(ROWS), "72 rows up to 71 train, 24 up to 95 validate, 24 from 96 on test"),
    "days": (pd.date_range("2024-01-01", periods=ROWS), "72 rows up to 2024-03-12 train, 24 up to 2024-04-05 val"),
    "German days": (pd.date_range("2024-01-01", periods=ROWS).strftime("%d.%m.%Y"), "72 rows up to 12.03.2024 train"),
    "moments": (pd.date_range("2024-01-01", periods=ROWS, freq="h"), "72 rows up to 2024-01-03T23:00:00 train"),
    "years": ([2000 + row // 10 for row in range(ROWS)], "70 rows up to 2006 train, 30 up to 2009 validate, 20"),
    "three times": ([row // 50 for row in range(ROWS)], "50 rows up to 0 train, 50 up to 1 validate, 20 from 2"),
}  # fmt: skip


@pytest.mark.parametrize("name", TIMES)
def test_the_first_rows_train_and_the_last_test_in_every_replicate(name):
    times, sentence = TIMES[name]
    made = table_of(frame(day=times), time="day")
    mixed = table_of(frame(day=times).sample(frac=1, random_state=3), time="day")
    assert f"split by day, the same in every replicate: {sentence}" in made.notes[0] and mixed.notes[0] == made.notes[0]
    order = pd.factorize(np.array(times))[0]
    for seed in range(3):
        each = split(made, seed)
        assert sorted([*each.train, *each.validation, *each.test]) == list(range(ROWS))
        assert (
            order[each.train].max()
            < order[each.validation].min()
            <= order[each.validation].max()
            < order[each.test].min()
        )
    assert not [note for note in made.notes if "random" in note]


def test_time_divides_though_it_is_not_learned_from():
    rows = frame(day=pd.date_range("2024-01-01", periods=ROWS))
    made = table_of(rows, time="day", drop=["day"])
    assert made.x.shape == (ROWS, 2) and made.test == 96
    assert table_of(rows, time="day").x.shape == (ROWS, 7)


def test_a_class_that_only_the_future_has_is_said():
    made = table_of(
        frame(day=range(ROWS)).assign(label=["ab"[row % 2] if row < 100 else "c" for row in range(ROWS)]), time="day"
    )
    assert "label: c only after the training rows, so that nobody learns it" in made.notes


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx", "jsonl"])
def test_test_rows_come_from_a_file_in_any_format(ending, tmp_path):
    rows = frame(
        day=pd.date_range("2024-01-01", periods=ROWS).astype(str),
        colour=["red", "blue", "green"] * 40,
        price=range(ROWS),
    )
    rows["price"] += 1e9
    rows[:90].to_csv(tmp_path / "train.csv", index=False)
    write = {"csv": rows[90:].to_csv, "parquet": rows[90:].to_parquet, "xlsx": rows[90:].to_excel}.get(ending)
    path = tmp_path / f"test.{ending}"
    write(path, index=False) if write else rows[90:].to_json(path, orient="records", lines=True)
    made = table(str(tmp_path / "train.csv"), test=str(path))
    complete = table_of(rows)
    np.testing.assert_allclose(made.raw(np.arange(ROWS)), complete.raw(np.arange(ROWS)), rtol=1e-6)
    assert made.y.tolist() == complete.y.tolist() and made.test == 90
    assert made.notes[0] == f"30 test rows from test.{ending}, and no others"
    assert sorted(split(made, 0).test) == list(range(90, ROWS)) and len(split(made, 0).validation) == 15
    frames = table_of(rows[:90], test=rows[90:])
    np.testing.assert_array_equal(frames.x, made.x)


def test_a_quantity_of_test_rows_is_in_the_same_units():
    rows = frame(price=np.arange(ROWS) + 1e9)
    made = table_of(rows[:90], "price", test=rows[90:])
    assert made.level > 0 and (made.y[:, 0].astype(np.float64) + made.level).tolist() == rows["price"].tolist()


def test_columns_of_test_rows_may_be_written_otherwise(tmp_path):
    (tmp_path / "train.csv").write_text(
        "size,colour,label\n" + "".join(f"{n},{'rb'[n % 2]},{n % 3}\n" for n in range(40))
    )
    (tmp_path / "test.csv").write_text(
        "note;label;colour;size\n" + "".join(f"x;{n % 3}.0;{'rg'[n % 2]};1,{n}\n" for n in range(9))
    )
    made = table(str(tmp_path / "train.csv"), test=str(tmp_path / "test.csv"))
    assert made.y[40:].tolist() == [n % 3 for n in range(9)]
    np.testing.assert_allclose(made.x[40:], [[1 + n / 10, 0, float(n % 2 == 0)] for n in range(9)], rtol=1e-6)


def test_a_division_goes_with_test_rows():
    rows = frame(day=range(ROWS), patient=GROUPS["equal groups"])
    timed = table_of(rows[:90], time="day", test=rows[90:])
    assert timed.test == 90 and timed.validation.tolist() == list(range(75, 90))
    grouped = table_of(rows[:90], group="patient", test=rows[90:])
    each = split(grouped, 0)
    assert each.test.tolist() == list(range(90, ROWS)) and not set(each.train) & set(each.validation)


def test_a_part_counts_by_the_content_of_its_test_rows(tmp_path):
    for name, rows in (("train", frame()[:90]), ("test", frame()[90:]), ("other", frame()[95:])):
        rows.to_csv(tmp_path / f"{name}.csv", index=False)
    paths = {name: str(tmp_path / f"{name}.csv") for name in ("train", "test", "other")}
    first, second = (part(paths["train"], test=part(paths[name])) for name in ("test", "other"))
    assert first != second and load(first).test == load(second).test == 90
    assert sizes(first, 0) == (75, 15, 30) and sizes(second, 0) == (75, 15, 25)
    assert np.isfinite(prepare(first, 0).inputs(np.arange(ROWS))).all()
    np.testing.assert_allclose(
        rows_like(paths["test"], paths["train"], test=part(paths["test"])), load(first).x[90:], rtol=1e-6
    )


REPEATS = {  # rows; what is said of those that come again
    "every row once": (lambda: table_of(frame()), ""),
    "a few": (lambda: table_of(pd.concat([frame(), frame()[:1]])), "2 of 121 rows are like another one"),
    "a tenth": (lambda: table_of(pd.concat([frame(), frame()[:12]])), "24 of 132 rows are like another one"),
    "within groups": (lambda: table_of(pd.concat([frame(g=range(ROWS))] * 2), group="g"), ""),
    "across groups": (
        lambda: table_of(pd.concat([frame()] * 2).assign(g=range(2 * ROWS)), "label", group="g"), "240 of 240 rows",
    ),
    "in the test rows": (lambda: table_of(frame(), test=frame()[:5]), "5 of 5 test rows are among the other rows too"),
    "other targets": (lambda: table_of(pd.concat([frame(), frame().assign(label="perhaps")])), ""),
    "arrays": (lambda: table_of(np.tile(np.arange(120.0), 2).reshape(120, 2), np.arange(120) % 3), "120 of 120 rows"),
    "a single feature": (lambda: table_of(frame()[["label"]].assign(size=7 // (np.arange(ROWS) + 1)), "label"), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", REPEATS)
def test_rows_that_come_again_on_the_other_side_are_said(name):
    make, sentence = REPEATS[name]
    notes = [note for note in make().notes if "like another one" in note or "among the other" in note]
    assert len(notes) == bool(sentence) and sentence in "; ".join(notes)


FAULTS = {
    "no column of groups": (lambda: table_of(frame(), group="patient"), "no column 'patient'"),
    "no column of times": (lambda: table_of(frame(), time="day"), "no column 'day'"),
    "groups and time": (lambda: table_of(frame(), time="size", group="weight"), "by time or by groups"),
    "the target as groups": (lambda: table_of(frame(), "label", group="label"), "label is what is predicted"),
    "the last column as groups": (lambda: table_of(frame(), group="label"), "label is what is predicted"),
    "two groups": (lambda: table_of(frame(g=np.arange(ROWS) % 2), group="g"), "at least 3 groups are needed"),
    "a gap in the groups": (lambda: table_of(frame(g=[None, *range(1, ROWS)]), group="g"), "row 0, column g: the"),
    "times of text": (lambda: table_of(frame(day=["a", "b", "c"] * 40), time="day"), "no order in time"),
    "times of one day": (lambda: table_of(frame(day=["12:30", "13:00"] * 60), time="day"), "no order in time"),
    "one time": (lambda: table_of(frame(day=[3] * ROWS), time="day"), "no order in time"),
    "two times": (lambda: table_of(frame(day=[3, 4] * 60), time="day"), "at least 3 different times"),
    "a gap in the times": (lambda: table_of(frame(day=[1.5, None, *range(2, ROWS)]), time="day"), "row 1, column day"),
    "test rows without a column": (lambda: table_of(frame(), test=frame().drop(columns="size")), "no column 'size'"),
    "test rows without a target": (lambda: table_of(frame(), test=frame().drop(columns="label")), "no column 'label'"),
    "a class of test rows alone": (lambda: table_of(frame(), test=frame()[:9].assign(label="perhaps")),
    "row 0, column label: perhaps is none of the classes"),
    "text for numbers": (lambda: table_of(frame(), test=frame()[:9].assign(size="large")), "numbers are needed"),
    "text for a quantity": (lambda: table_of(frame(), "size", test=frame()[:9].assign(size="large")), "must hold num"),
    "no test row": (lambda: table_of(frame(), test=frame()[:0]), "test rows of data has no rows"),
    "groups of arrays": (lambda: table_of(np.eye(30), np.arange(30) % 2, group="g"), "without columns by name"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_division_that_cannot_be_is_refused(name):
    make, words = FAULTS[name]
    with pytest.raises(DataError) as caught:
        make()
    assert words in str(caught.value)
