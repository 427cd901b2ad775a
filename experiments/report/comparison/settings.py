"""What two runs asked for differently: settings of studies and searches, data, versions of packages, machines."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from experiments.report.wording import listing
from experiments.store import Results

WORDS = ("title", "question", "notes", "doubt", "claims", "charts", "advice", "factors", "name", "file", "contest",
         "parent", "data_title", "stands_in", "own_data", "scales", "further", "looks", "reported")  # fmt: skip
FACTS = ("title", "target", "task", "score", "rows", "features", "classes", "train", "validation", "test", "checksum")
PLACES = ("python", "backend", "device", "machine", "cores", "commit")
NONE = "–"


def settings(before: Results, after: Results, pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """What is other: `setting, before, after, studies`, those of most studies first.

    Args:
        before, after: the runs.
        pairs: names of the studies and searches that both have, as each of them calls them.
    """
    pairs = list(pairs)
    specs = [described(run) for run in (before, after)]
    seen: dict[tuple[str, str, str], list[str]] = {}
    for name, other in pairs:
        for changed in differences(specs[0][name], specs[1][other]):
            seen.setdefault(changed, []).append(other)
    rows = [(*key, "all" if len(names) == len(pairs) > 1 else listing(names)) for key, names in seen.items()]
    rows.sort(key=lambda row: -len(seen[row[:3]]))
    rows += [(*changed, "all") for changed in differences(surroundings(before), surroundings(after))]
    return [dict(zip(("setting", "before", "after", "studies"), row, strict=True)) for row in rows]


def described(run: Results) -> dict[str, dict[str, str]]:
    """Each study and search of a run as settings: name -> value as text, by the study's name."""
    by_name = {}
    for entry in [*run.studies, *run.searches]:
        spec, facts = entry["spec"], entry["facts"]
        asked = {key: value for key, value in spec.items() if key not in WORDS}
        asked["methods"] = [method["label"] for method in spec["methods"]] if "methods" in spec else None
        given = {f"data.{name}": facts[name] for name in FACTS if facts.get(name) is not None}
        by_name[spec["name"]] = dict(flat("", asked)) | {name: written(value) for name, value in given.items()}
    return by_name


def flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """The leaves of nested data by dotted names; a part's options stand beside its name.

    Data of the user's own are left out: their title, and the checksum of their rows, are facts.
    """
    if isinstance(value, dict):
        own = name.rpartition(".")[2] == "data" and "content" in value
        for key, inner in value.items():
            if not (own and key in ("name", "content")):
                path = name if key in ("name", "options") else f"{name}.{key}".lstrip(".").removeprefix("base.")
                yield from flat(path, inner)
    elif value is not None:
        yield name, written(value)


def written(value: Any) -> str:
    """A value as text."""
    if isinstance(value, dict):
        return re.sub(r"[{}\"']", "", str(value))
    return ", ".join(map(written, value)) if isinstance(value, list | tuple) else str(value)


def surroundings(run: Results) -> dict[str, str]:
    """Where a run was trained: versions, machine, commit; several where it was trained at several places."""
    seen: dict[str, list[str]] = {}
    for facts in run.environments:
        known = {**{name: facts.get(name) for name in PLACES}, **facts.get("versions", {})}
        for name, value in known.items():
            if value is not None and str(value) not in seen.setdefault(name, []):
                seen[name].append(str(value))
    return {name: ", ".join(values) for name, values in seen.items()}


def differences(before: dict[str, str], after: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Names whose values differ, with both values."""
    for name in [*before, *(name for name in after if name not in before)]:
        old, new = before.get(name, NONE), after.get(name, NONE)
        if old != new:
            yield name, old, new
