"""The formats that a results file has had: a number in its header, and what differs from today's.

| format | written by | what is other today |
|---|---|---|
| 1 | 0.1.0 | `plan.learning_rate` was 0 for a simulation that tunes nothing; it is `plan.setting`, and null there. |
| | | In `studies.spec`, `parent` was `of`, `data_title` was `on`, and a method's `position` was `at`. |
| 2 | 0.2.0 | `plan.role` was never `retune`; `points` of curves and layers were text. |
| 3 | | |

The first files of format 1 have no tables of searches.
"""

import sqlite3

NOW = 3

# Rows of today's `plan` from a table of format 1. Only a simulation without rates of its own had none: 0 may be a
# setting elsewhere, as of a penalty.
PLAN_OF_1 = """
    SELECT study, method, key, CASE WHEN learning_rate = 0 AND EXISTS (
        SELECT 1 FROM studies, json_each(studies.spec, '$.methods') AS entry
        WHERE studies.name = study AND json_extract(entry.value, '$.label') = method
        AND json_extract(entry.value, '$.simulation') IS NOT NULL AND json_extract(entry.value, '$.rates') IS NULL
    ) THEN NULL ELSE learning_rate END AS setting, replicate, role FROM {table}
"""

PLAN_OF_2 = "SELECT study, method, key, setting, replicate, role FROM {table}"

# A study of format 1 in today's words. In a text, a quotation mark has a stroke before it.
SPEC_OF_1 = """
    replace(json_set(json_remove(spec, '$.of', '$.on'), '$.parent', json_extract(spec, '$.of'),
    '$.data_title', json_extract(spec, '$.on')), '{"at":', '{"position":')
"""


def version(database: sqlite3.Connection) -> int:
    """The number of a file's format; 0 of one that is empty."""
    return database.execute("PRAGMA user_version").fetchone()[0]
