"""Filters of the page templates: parts of the summary in words."""

import re
from itertools import groupby
from operator import itemgetter
from typing import Any

from markupsafe import Markup, escape

from experiments.report.shapes.claims import LedgerRow
from experiments.report.shapes.quantities import Counts, Data
from experiments.report.shapes.run import Summary
from experiments.report.shapes.studies import StudySummary
from experiments.report.wording import UNITS, capital, duration, number, plural


def slug(name: str) -> str:
    """A name that is safe as a file's name, a link and an id."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", name) or "_"


def page(name: str) -> str:
    """The file of a page; the front page and the glossary have theirs.

    The point of a study on one of several data sets, `a.b`, stays: it tells it from a study called `a_b`.
    """
    file = ".".join(map(slug, name.split(".")))
    return f"{file}_.html" if file in ("index", "glossary") else f"{file}.html"


def data_sentence(data: Data) -> str:
    """A data set in one line."""
    kind = f", {data['classes']} classes" if data.get("classes") else ""
    target = f", predicting {data['target']}" if data.get("target") else ""
    return f"{data['title']}: {data['rows']:,} rows, {plural(data['features'], 'feature')}{kind}{target}"


def effort(summary: Summary) -> str:
    """How many trials were trained, in which time, on how many cores."""
    done, run = summary["counts"]["ok"] + summary["counts"]["diverged"], summary["run"]
    took = f" in {duration(run['seconds'])}" if run["seconds"] is not None else ""
    cores = run["facts"].get("cores")
    return plural(done, "trial") + took + (f" on {plural(cores, 'core')}" if cores else "")


def missing_sentence(counts: Counts) -> str:
    """How many trials have not run or failed."""
    missing, failed = counts["missing"], counts["error"]
    verb = "has" if missing == 1 else "have"
    sentences = [f"Of {plural(counts['planned'], 'trial')} {missing:,} {verb} not run yet."] if missing else []
    return " ".join([*sentences, *([f"{plural(failed, 'trial')} failed."] if failed else [])])


def replicates_sentence(summary: Summary) -> str:
    """How many claims a few more replicates would settle, in a sentence; empty if none."""
    near = [count for count in summary["more"] if count <= NEAR]
    if not near:
        return ""
    return f"{plural(max(near), 'more replicate')} would settle {plural(len(near), 'claim')}."


def percent(chance: float) -> str:
    """A chance in whole percent; never 0 or 100."""
    return "< 1 %" if chance < 0.01 else "> 99 %" if chance > 0.99 else f"{100 * chance:.0f} %"


def p(value: float | None) -> str:
    """A p-value: three digits, never 0."""
    return "–" if value is None else "< 0.001" if value < 0.001 else f"{value:.3f}"


def minus(text: str) -> str:
    """A true minus sign."""
    return text.replace("-", "−")


def provenance(summary: Summary) -> list[tuple[str, str]]:
    """Where the numbers come from: commands, times, versions, machine, data."""
    run, rows = summary["run"], []
    rows.append(("Command", run["command"]))
    rows.append(
        ("Started, finished", f"{run['started']}, {run['finished'] or 'not finished'} ({plural(run['runs'], 'run')})")
    )
    for environment in summary["environments"] or [run["facts"]]:
        versions = ", ".join(f"{name} {version}" for name, version in sorted(environment.get("versions", {}).items()))
        machine = [environment.get(name) for name in ("system", "machine", "device", "backend")]
        memory, cores = environment.get("memory_bytes"), environment.get("cores")
        machine += [plural(cores, "core") if cores else None, f"{memory / 2**30:.0f} GiB" if memory else None]
        rows.append(("Machine", ", ".join(str(text) for text in machine if text)))
        rows.append(
            ("Versions", ", ".join(text for text in (f"Python {environment.get('python', '?')}", versions) if text))
        )
        rows.append(("Commit", str(environment.get("commit") or "unknown")))
    for data in summary["data"]:
        rows.append(("Data", f"{data['title']}, from {data['source']}, checksum {data['checksum']}"))
    return rows


def training_sentence(study: StudySummary) -> str:
    """Which engine trained how many trials, and what that cost."""
    counts, seconds = study["counts"], study["seconds"]
    engines = ", ".join(f"{name or 'unknown'} engine: {plural(n, 'trial')}" for name, n in study["engines"].items())
    spent = f"{duration(seconds['train'])} of training and {duration(seconds['compile'])} of compilation"
    words = {"ok": "finished", "diverged": "diverged", "error": "failed", "missing": "missing"}
    ended = ", ".join(f"{counts[name]:,} {word}" for name, word in words.items())
    return f"{capital(engines) or 'Nothing has run yet'}; {spent}. Of {plural(counts['planned'], 'trial')}: {ended}."


def edge_methods(study: StudySummary) -> str:
    """The methods whose best setting is the lowest or the highest of those tried."""
    return ", ".join(f"{row['method']} ({row['edge']})" for row in study["ranking"]["methods"] if row["edge"])


def topics(rows: list[LedgerRow]) -> list[tuple[str, list[LedgerRow]]]:
    """The rows of the ledger by topic, in their order."""
    return [(topic, list(group)) for topic, group in groupby(rows, key=itemgetter("topic"))]


def unbroken(text: str) -> str:
    """A text whose numbers stay in one line with their units, and with the n before them."""
    return re.sub(r"(?<=\d) (?=%|points?\b|× )|(?<=×) (?=10)|(?<=\bn) (?==)|(?<=\bn =) (?=\d)", "\u00a0", text)


def named(text: str, names: list[str]) -> Markup:
    """A sentence, escaped, in which the first mention of each of some names stands out."""
    left = {str(escape(name)) for name in names}
    if not left:
        return Markup(escape(text))
    pattern = "|".join(re.escape(name) for name in sorted(left, key=len, reverse=True))

    def strong(match: re.Match[str]) -> str:
        if match[0] not in left:
            return match[0]
        left.remove(match[0])
        return f"<b>{match[0]}</b>"

    return Markup(re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", strong, str(escape(text))))  # every part is escaped


NEAR = 30  # more replicates that are worth a word

LAYER_STATISTICS = {
    "dead_share": ("dead units", UNITS["share"]),
    "saturated_share": ("saturated units", UNITS["share"]),
    "activation_mean": ("activation mean", UNITS["r2"]),
    "activation_std": ("activation std", UNITS["r2"]),
}


def layer_table(study: StudySummary) -> dict[str, Any] | None:
    """The table of layer statistics at the end: one row a method, mean over the hidden layers."""
    layers = study["layers"]
    if layers is None:
        return None
    kept = [name for name in LAYER_STATISTICS if name in layers["statistics"]]
    hidden = [index for index, name in enumerate(layers["layers"]) if name != "output"]
    rows: dict[str, dict[str, Any]] = {}
    for name in kept:
        for row in layers["statistics"][name]:
            values = [value for index in hidden if (value := row["after"][index]) is not None]
            unit = LAYER_STATISTICS[name][1]
            text = number(sum(values) / len(values) * unit.scale, 2 if unit.scale == 1 else 1) if values else "–"
            entry = rows.setdefault(row["method"], {"method": row["method"], "values": {}, "n": 0})
            entry["values"][name] = text + (unit.level if values else "")
            entry["n"] = max(entry["n"], row["n"])
    table = [{**row, "values": [row["values"].get(name, "–") for name in kept]} for row in rows.values() if row["n"]]
    return {"columns": [(name, LAYER_STATISTICS[name][0]) for name in kept], "rows": table} if table else None


FILTERS = (
    capital, data_sentence, effort, minus, missing_sentence, named, p, page, percent, provenance, replicates_sentence,
    slug, topics, training_sentence, unbroken,
)  # fmt: skip
