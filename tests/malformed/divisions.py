"""Ways to divide rows that a file does not allow."""

from tests.malformed.case import Case
from tests.malformed.files import lines

ROWS = [f"P{n % 10},{n % 9},{'ab'[n * 7 % 11 % 2]}" for n in range(1, 31)]
MINE = lines(header="patient,day,label", rows=ROWS)
TEST = lines(header="patient,day,label", rows=ROWS[:9])


def case(name, options, *says, files=None):
    """A sound file, options that do not fit it, and what must be said."""
    return Case(name, f"optimizers --dataset mine.csv {options}", says, {"mine.csv": MINE, **(files or {})})


CASES = [
    case("groups of a column that is not there", "--group patent", "'patent'", "Did you mean patient"),
    case("time of a column that is not there", "--time date", "'date'", "patient, day, label"),
    case("groups and time at once", "--group patient --time day", "--time day", "--group patient"),
    case("time of text", "--time patient", "patient has no order in time", "P1, P2, P3"),
    case("time of a constant", "--time day", "no order in time", "3", files={"mine.csv": lines(
        header="patient,day,label", rows=[f"{n},3,{n % 2}" for n in range(30)])}),
    case("time of two values", "--time day", "3 different times", "Received: 2", files={"mine.csv": lines(
        header="patient,day,label", rows=[f"{n},{n % 2},{n % 3}" for n in range(30)])}),
    case("a missing time", "--time day", "row 4, column day", "time is missing",
         files={"mine.csv": lines((4, "P3,,a"), header="patient,day,label", rows=ROWS)}),
    case("a missing group", "--group patient", "row 4, column patient", "group is missing",
         files={"mine.csv": lines((4, ",3,a"), header="patient,day,label", rows=ROWS)}),
    case("two groups", "--group label --target day", "at least 3 groups", "Received: 2"),
    case("the target as a group", "--group label", "label is what is predicted"),
    case("the target as the time", "--target day --time day", "day is what is predicted"),
    case("test rows that are not there", "--test new.csv", "There is no data file new.csv"),
    case("test rows that are not sound", "--test new.csv", "new.csv, row 3", "5 cells",
         files={"new.csv": lines((3, "1,2,a,4,5"), header="patient,day,label", rows=ROWS)}),
    case("test rows without a column", "--test new.csv", "new.csv has no column 'day'", "patient, label",
         files={"new.csv": "patient,label\nP1,a\nP2,b\n"}),
    case("test rows without the target", "--test new.csv", "new.csv has no column 'label'",
         files={"new.csv": "patient,day\nP1,1\nP2,2\n"}),
    case("test rows of another class", "--test new.csv", "new.csv, row 3, column label: c is none", "a, b",
         files={"new.csv": "patient,day,label\nP1,1,a\nP2,2,c\n"}),
    case("test rows with a gap in the target", "--test new.csv", "new.csv, row 3, column label", "missing",
         files={"new.csv": "patient,day,label\nP1,1,a\nP2,2,\nP3,3,b\n"}),
    case("test rows of text for numbers", "--test new.csv", "new.csv, row 2, column day", "'soon'",
         files={"new.csv": "patient,day,label\nP1,soon,a\nP2,late,b\n"}),
    case("test rows twice", "--test new.csv --test new.csv", "--test", "more than once", files={"new.csv": TEST}),
    Case("test rows without a file", "optimizers --test new.csv", ("--test", "digits"), {"new.csv": TEST}),
    Case("groups of digits", "optimizers --group patient", ("--group", "digits", "patient")),
    Case("time of digits", "optimizers --time day", ("--time", "digits", "day")),
]  # fmt: skip
