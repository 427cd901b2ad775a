"""Files of other versions: an older one is read as it is and written in today's format, a newer one is refused."""

import json
import shutil
import sqlite3
from pathlib import Path

import pandas as pd
import pytest

from experiments.report import build
from experiments.run import main
from experiments.store import Store, StoreError, finished, read
from experiments.store.formats import NOW
from experiments.store.line import unpacked
from tests.report.factory import World, fill, tiny

OLD = Path(__file__).with_name("version_0_1_0.sql").read_text(encoding="utf-8")
OF_SEARCHES = ("models", "executions", "asked", "searches")  # the first files of 0.1.0 had none of these tables


@pytest.fixture(params=["searches", "no searches"])
def old(request, tmp_path) -> Path:
    """A results file as version 0.1.0 left it."""
    path = tmp_path / "results.sqlite"
    database = sqlite3.connect(path)
    database.executescript(OLD)
    if request.param == "no searches":
        database.executescript("".join(f"DROP TABLE {table};" for table in OF_SEARCHES))
    database.close()
    return path


def settings(path: Path) -> dict[str, list[float | None]]:
    """Method -> its settings, each once."""
    planned = read(path).planned
    return {
        str(method): [None if pd.isna(value) else value for value in column.unique()]
        for method, column in planned.groupby("method")["setting"]
    }


def test_an_old_file_is_read_without_a_change(old):
    before = old.read_bytes()
    assert settings(old) == {"L2": [0.0, 0.01], "none": [0.1], "unit": [None]}  # 0 is a penalty there, and none here
    assert len(finished(old)) == len(read(old).planned) == 11
    assert read(old).searches == [] and read(old).searched.empty and read(old).executions().empty
    assert read(old).model("any") is None and len(read(old).trials) == 11
    assert old.read_bytes() == before


def test_an_old_file_gets_todays_format_when_it_is_written_and_keeps_what_it_holds(old, tmp_path):
    new = tmp_path / "new" / "results.sqlite"
    new.parent.mkdir()
    shutil.copy(old, new)
    store = Store(new)
    run = store.begin("again", {})
    assert store.database.execute("PRAGMA user_version").fetchone()[0] == NOW
    assert store.database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    store.end(run)
    store.close()
    Store(new).close()
    for name in ("planned", "curves", "layers", "searched"):
        pd.testing.assert_frame_equal(getattr(read(new), name), getattr(read(old), name))
    assert read(new).studies == read(old).studies and read(new).environments == read(old).environments
    assert [one["command"] for one in read(new).runs] == ["python -m experiments.run old.py", "again"]
    (study,), (before,) = build(new)["studies"], build(old)["studies"]
    assert study == before and study["ranking"]["methods"][0]["ok"] == 2


def test_a_format_that_cannot_be_changed_stays(old):
    database = sqlite3.connect(old)
    database.execute("UPDATE studies SET spec = 'no JSON'")
    database.commit()
    database.close()
    before = list(sqlite3.connect(old).iterdump())
    with pytest.raises(StoreError, match="malformed JSON"):
        Store(old)
    assert list(sqlite3.connect(old).iterdump()) == before


@pytest.mark.parametrize("options", [(), ("--report-only",)])
def test_a_newer_file_is_refused_by_the_command_and_left_alone(options, tmp_path, capsys):
    Store(tmp_path / "wine" / "results.sqlite").close()
    database = sqlite3.connect(tmp_path / "wine" / "results.sqlite")
    database.execute(f"PRAGMA user_version = {NOW + 1}")
    database.close()
    before = (tmp_path / "wine" / "results.sqlite").read_bytes()
    arguments = ["sigmoid_unit", "--dataset", "wine", "--out", str(tmp_path), "--quiet", *options]
    assert main(arguments) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "newer version of the suite" in said and f"its format is {NOW + 1}" in said and "Install" in said
    assert (tmp_path / "wine" / "results.sqlite").read_bytes() == before
    assert {path.name.partition("-")[0] for path in tmp_path.rglob("*")} == {"wine", "results.sqlite"}


def test_an_old_study_is_read_in_todays_words(old):
    database = sqlite3.connect(old)
    (text,) = database.execute("SELECT spec FROM studies").fetchone()
    spec = json.loads(text)
    spec |= {"of": "whole", "on": "wine", "title": 'so called "at": {"at":1'}
    spec["methods"][0] |= {"at": 3.5}
    database.execute("UPDATE studies SET spec = ?", (json.dumps(spec, sort_keys=True, separators=(",", ":")),))
    database.commit()
    database.close()
    for read_anew in (False, True):
        if read_anew:
            Store(old).close()
        (study,) = (entry["spec"] for entry in read(old).studies)
        assert (study["parent"], study["data_title"], study["title"]) == ("whole", "wine", spec["title"])
        assert study["methods"][0]["position"] == 3.5 and not {"of", "on"} & set(study)
        assert "at" not in study["methods"][0]


OF_2 = """
    ALTER TABLE plan RENAME TO now;
    CREATE TABLE plan (study TEXT NOT NULL REFERENCES studies (name) ON DELETE CASCADE, method TEXT NOT NULL,
        key TEXT NOT NULL, setting REAL, replicate INTEGER NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('tune', 'report')), PRIMARY KEY (study, method, key)) WITHOUT ROWID;
    INSERT INTO plan SELECT study, method, key, setting, replicate, role FROM now;
    DROP TABLE now;
    UPDATE curves SET points = unpacked(points);
    UPDATE layers SET points = unpacked(points);
    PRAGMA user_version = 2;
"""


def test_a_file_of_format_2_is_read_and_then_takes_a_second_tuning(tmp_path):
    path = fill(tmp_path / "results.sqlite", [tiny()], World())
    keys = read(path).planned["key"].tolist()
    lines, ends = read(path).curves, read(path).layer_ends(keys)
    assert len(lines) and len(ends)
    database = sqlite3.connect(path)
    database.create_function("unpacked", 1, lambda line: json.dumps(unpacked(line)))
    database.executescript(OF_2)
    database.close()
    before = read(path).planned
    pd.testing.assert_frame_equal(read(path).curves, lines)
    pd.testing.assert_frame_equal(read(path).layer_ends(keys), ends)
    fill(path, [tiny(retuned=(("new", 0.1),))], World())
    after = read(path).planned
    assert set(before["role"]) == {"tune", "report"} and set(after["role"]) == {"tune", "retune", "report"}
    pd.testing.assert_frame_equal(after[after["role"] != "retune"].reset_index(drop=True), before)
