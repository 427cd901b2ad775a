"""How it was measured, in three lines."""

from typing import Any

from experiments.judging.looks import level
from experiments.judging.verdicts import ALPHA
from experiments.report.wording import listing, plural
from experiments.study import LEARNING_RATE


def protocol(study: dict[str, Any], facts: dict[str, Any], trained: bool, looks: list[int]) -> list[str]:
    """What every trial shares, how settings were chosen, how effects were judged."""
    simulated = [method["simulation"] for method in study["methods"] if "simulation" in method]
    sentences = training_sentences(study, facts) if trained else []
    if simulated:
        kinds = listing(sorted({part["name"] for part in simulated}))
        sentences.append(
            f"Simulated: {kinds}, with {plural(study['replicates'], 'replicate')} of its own random numbers each; a "
            "learning rate is chosen on other replicates."
        )
    if "folds" in facts:
        sentences.append(
            f"A replicate is tested on one of {facts['folds']} folds, and each repetition draws new ones. The training "
            "rows of replicates overlap, so that intervals of means are wider: t · sd · √(1 / n + test rows / training "
            "rows) (Nadeau and Bengio 2003)."
        )
    effects = "Effects are paired by replicate: Student's t for means, the sign test for medians."
    if max(len(method.get("rates") or study["rates"]) for method in study["methods"]) > 1:
        effects += (
            " Of settings that are as good as the best one, within one standard error, the middle one is chosen; "
            "intervals of effects allow for what other tuning replicates might have chosen. Where a claim is open "
            f"after {plural(study['replicates'], 'replicate')}, its methods are tuned on twice as many, and reported "
            "on twice as many, at the settings that might have been chosen."
        )
    if not study["claims"]:
        return [*sentences, effects]
    levels = [f"{100 * (1 - level(number, ALPHA)):.1f} %" for number in range(len(looks))]
    counts = listing([str(look) for look in looks])
    return [
        *sentences,
        f"{effects} Claims are judged after {counts} replicates until they are settled, with intervals of "
        f"{listing(levels)}; however often a run looks, at most 5 % of statements get a wrong verdict (Bonferroni over "
        "looks, Holm over the parts of a statement that do not all come out alike).",
    ]


def training_sentences(study: dict[str, Any], facts: dict[str, Any]) -> list[str]:
    """How networks were trained."""
    base, tuning, reported = study["base"], study["tuning"], study["replicates"]
    stopping = f", stopped by {part_text(base['stopping'])}" if "stopping" in base else ""
    rows = ", ".join(f"{facts[split]:,} {split}" for split in ("train", "validation", "test"))
    return [
        f"{facts['title']}: {rows} rows; {part_text(base['model'])}; {base['epochs']} epochs in batches of "
        f"{base['batch_size']}{stopping}. A replicate has its own split, initial weights and batch order, "
        "the same for every method.",
        f"{settings_sentence(study)} on {plural(tuning, 'tuning replicate')} and is reported at its best one on "
        f"{plural(reported, 'other replicate')} or more, chosen on validation data; scores are of test data. "
        "A diverged trial counts as a constant guess.",
    ]


def tuned_option(study: dict[str, Any]) -> str:
    """What the methods tune, in words."""
    return (
        "learning rate"
        if {method.get("tunes", LEARNING_RATE) for method in study["methods"]} == {LEARNING_RATE}
        else "setting"
    )


def settings_sentence(study: dict[str, Any]) -> str:
    """How many settings a method tries, and of what if it is not the learning rate."""
    grids = {len(method["rates"]) if method.get("rates") else len(study["rates"]) for method in study["methods"]}
    count = (
        plural(max(grids), tuned_option(study))
        if len(grids) == 1
        else f"up to {plural(max(grids), tuned_option(study))}"
    )
    options = {method["label"]: method.get("tunes", LEARNING_RATE).partition(".")[2] for method in study["methods"]}
    other = listing([f"{label}: {option}" for label, option in options.items() if option != "learning_rate"])
    return f"Each method tries {count}" + (f" ({other}; the others: learning rate)" if other else "")


def part_text(part: dict[str, Any]) -> str:
    """A part of a spec as a reader would write it: `mlp(hidden=64, 64, 64; activation=relu)`."""
    options = part.get("options", {})
    arguments = "; ".join(f"{name}={value_text(value)}" for name, value in options.items())
    return f"{part['name']}({arguments})" if arguments else part["name"]


def value_text(value: Any) -> str:
    """An option's value; a list of equal numbers as `10 × 32`."""
    if isinstance(value, dict) and "name" in value:
        return part_text(value)
    if isinstance(value, list):
        if len(value) > 3 and len(set(map(str, value))) == 1:
            return f"{len(value)} × {value[0]}"
        return ", ".join(map(value_text, value))
    return f"{value:g}" if isinstance(value, float) else str(value)
