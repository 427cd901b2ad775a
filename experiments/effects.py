"""Effects: which options change anything of what is asked for; the others are refused instead of ignored."""

import argparse
from collections import Counter

from experiments.errors import UserError
from experiments.tuning import configs

VERIFY = "verify"
STUDIES = ("--until-decided", "--max-replicates", "--scale")
SEARCHES = ("--trials", "--oracle", "--nested", "--max-minutes")
TRAINING = (
    "--dry-run", "--engine", "--device", "--retry", "--workers", "--epochs", "--replicates", "--seed", "--scale",
    "--until-decided", "--max-replicates", *SEARCHES,
)  # fmt: skip
SEVERAL = ("--dataset", "--features", "--drop", "--missing")  # options that may be given more than once
FOR_VERIFY = ("--out", "--quiet")
NEEDS = {"--max-replicates": "--until-decided"}  # option -> the one without which it does nothing
AGAINST = (  # of each pair one undoes the other
    ("--dry-run", "--csv", "A dry run writes nothing"),
    ("--dry-run", "--quiet", "A dry run prints the plan and nothing else"),
)


def check(options: argparse.Namespace, given: set[str]) -> None:
    """Raises `UserError` for the first option that would change nothing.

    Args:
        options: of the command line.
        given: the options that were written, such as `--scale`.
    """
    for option, count in Counter(word.partition("=")[0] for word in options.given if word.startswith("--")).items():
        if count > 1 and option not in SEVERAL:
            refuse(option, "It is given more than once; give it once")
    if options.list:
        if others := sorted({*given, *options.studies} - {"--list"}):
            refuse(others[0], "--list prints all names and stops; ask for it alone")
        return
    if VERIFY in options.studies:
        if options.studies != [VERIFY]:
            raise UserError(f"`{VERIFY}` is asked for alone. Received: {' '.join(options.studies)}")
        for option in sorted(given - set(FOR_VERIFY)):
            refuse(
                option, f"`{VERIFY}` repeats published experiments as they were. It takes {' and '.join(FOR_VERIFY)}"
            )
        return
    for option, other, why in AGAINST:
        if {option, other} <= given:
            refuse(other, f"{why}, so {option} and {other} contradict each other")
    if options.report_only:
        for option in TRAINING:
            if option in given:
                refuse(option, "--report-only trains nothing. Leave one of the two out")
    for option, other in NEEDS.items():
        if option in given and other not in given:
            refuse(option, f"It does something with {other} alone")
    searches = [name for name in options.studies if configs.holds_search(name)]
    fit_for(given, searches, studies := len(searches) < len(options.studies) or not options.studies)
    if not studies and (options.workers or 1) > 1:
        refuse("--workers", "A search trains in one process, so that its batches share their programs")
    if {"--replicates", "--max-replicates"} <= given and options.max_replicates < options.replicates:
        refuse("--max-replicates", f"It must be at least --replicates, {options.replicates}")
    if "--nested" in given and "--replicates" in given:
        refuse("--replicates", "A nested search trains each setting once on every outer split")


def fit_for(given: set[str], searches: list[str], studies: bool) -> None:
    """Refuses options of searches where only studies are asked for, and the other way round."""
    if not searches:
        for option in SEARCHES:
            if option in given:
                refuse(option, "It is about searches, and none is asked for; --list names them")
    if not studies:
        for option in STUDIES:
            if option in given:
                refuse(option, "It is about studies, and only searches are asked for")


def refuse(option: str, why: str) -> None:
    """Raises the error."""
    raise UserError(f"{option} has no effect here. {why}. Received: {option}")
