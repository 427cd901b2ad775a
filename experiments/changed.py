"""What has changed since trials were stored: which file of the user's own is the reason that they are trained anew."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from experiments.report.wording import plural
from experiments.spec import Simulation, Trial, dumps, parts
from experiments.store import read

Contents = dict[str, tuple[str, str]]  # label -> digest of the source, checksum of the rows


def changed(file: Path, missing: Iterable[Trial | Simulation]) -> list[str]:
    """A sentence for each file of the user's own but for whose content stored trials would do for missing ones.

    Args:
        file: the results file; it need not be there.
        missing: what is to be trained.
    """
    own = [trial for trial in missing if any(part.content for part in parts(trial))]
    if not own or not file.exists():
        return []
    stored: dict[str, list[Contents]] = {}
    for text in read(file).query("SELECT spec FROM trials WHERE spec LIKE '%\"content\":%'")["spec"]:
        labels, contents = split_contents(json.loads(text))
        stored.setdefault(labels, []).append(contents)
    counts: dict[str, int] = {}
    for trial in own:
        labels, now = split_contents(json.loads(dumps(trial)))
        for reason in {reason for before in stored.get(labels, ())[-1:] for reason in reasons(before, now)}:
            counts[reason] = counts.get(reason, 0) + 1
    return [f"trained anew: {reason} ({plural(count, 'trial')})" for reason, count in sorted(counts.items())]


def split_contents(spec: Any) -> tuple[str, Contents]:
    """A stored spec as text without the contents of parts, and those contents by label."""
    contents: Contents = {}

    def stripped(value: Any) -> Any:
        if isinstance(value, list):
            return [stripped(item) for item in value]
        if not isinstance(value, dict):
            return value
        if "content" in value and "name" in value:
            options = {name: item for name, item in value.get("options", {}).items() if name != "checksum"}
            contents[value["name"]] = value["content"], value.get("options", {}).get("checksum", "")
            return {"name": value["name"], "options": stripped(options)}
        return {name: stripped(item) for name, item in value.items()}

    return json.dumps(stripped(spec), sort_keys=True), contents


def reasons(before: Contents, now: Contents) -> list[str]:
    """What is other now."""
    sentences = []
    for label, (source, rows) in now.items():
        module, _, attribute = label.partition(":")
        if source != before[label][0]:
            name = f"{module.replace('.', '/')}.py has changed, or a file that it imports"
            sentences.append(name if attribute else f"{Path(label).name} has changed")
        elif rows != before[label][1]:
            sentences.append(f"{label} gives other rows")
    return sentences
