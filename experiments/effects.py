"""Effects: which options change anything of what is asked for; the others are refused instead of ignored."""

from collections import Counter

from experiments.datafiles import is_file
from experiments.errors import UserError
from experiments.request import FILE, RAY, VERIFY, Request
from experiments.tuning import configs

STUDIES = ("--histograms", "--max-replicates", "--scale")
SEARCHES = ("--trials", "--oracle", "--nested")
TRAINING = (
    "--dry-run", "--check", "--engine", "--device", "--executor", "--address", "--retry", "--workers", "--epochs",
    "--replicates", "--seed", "--scale", "--no-references", "--max-replicates", "--minutes", "--score",
    "--class-weights", "--folds", "--histograms", *SEARCHES,
)  # fmt: skip
SEVERAL = ("--dataset", "--features", "--drop", "--missing")  # options that may be given more than once
WRITING = ("--csv", "--parquet", "--tensorboard", "--open")
FOR_VERIFY = ("--out", "--quiet")
AGAINST = (  # of each pair one undoes the other
    ("--check", "--dry-run", "A check prints the plan, too"),
    *(("--check", option, "A check writes nothing") for option in WRITING),
    ("--check", "--quiet", "A check prints what would happen and nothing else"),
    *(("--dry-run", option, "A dry run writes nothing") for option in WRITING),
    ("--dry-run", "--quiet", "A dry run prints the plan and nothing else"),
)


def check(request: Request) -> None:
    """Raises `UserError` for the first option that would change nothing."""
    counts = Counter(word.partition("=")[0] for word in request.given if word.startswith("--"))
    given = set(counts)
    for option, count in counts.items():
        if count > 1 and option not in SEVERAL:
            refuse(option, "It is given more than once; give it once")
    if request.list:
        if others := sorted({*given, *request.studies} - {"--list"}):
            refuse(others[0], "--list prints all names and stops; ask for it alone")
        return
    if VERIFY in request.studies:
        if request.studies != (VERIFY,):
            raise UserError(f"`{VERIFY}` is asked for alone. Received: {' '.join(request.studies)}")
        for option in sorted(given - set(FOR_VERIFY)):
            refuse(
                option, f"`{VERIFY}` repeats published experiments as they were. It takes {' and '.join(FOR_VERIFY)}"
            )
        return
    for option, other, why in AGAINST:
        if {option, other} <= given:
            refuse(other, f"{why}, so {option} and {other} contradict each other")
    if request.report_only:
        for option in TRAINING:
            if option in given:
                refuse(option, "--report-only trains nothing. Leave one of the two out")
    searches = [name for name in request.studies if configs.holds_search(name)]
    studies = len(searches) < len(request.studies) or not request.studies
    check_kind_options(given, bool(searches), studies)
    if request.address is not None and request.executor != RAY:
        refuse("--address", f"It is a cluster's, and goes with --executor {RAY}")
    if not studies and (request.workers or 1) > 1 and request.executor != RAY:
        refuse("--workers", "A search trains in one process, so that its batches share their programs")
    if {"--replicates", "--max-replicates"} <= given and (request.max_replicates or 0) < (request.replicates or 0):
        refuse("--max-replicates", f"It must be at least --replicates, {request.replicates}")
    if "--nested" in given and "--replicates" in given:
        refuse("--replicates", "A nested search trains each setting once on every outer split")
    check_file_options(request)


def check_kind_options(given: set[str], searches: bool, studies: bool) -> None:
    """Refuses options of searches where only studies are asked for, and the other way round."""
    if not searches:
        for option in SEARCHES:
            if option in given:
                refuse(option, "It is about searches, and none is asked for; --list names them")
    if not studies:
        for option in STUDIES:
            if option in given:
                refuse(option, "It is about studies, and only searches are asked for")


def check_file_options(request: Request) -> None:
    """Refuses what says how a file is read where no data set is a file."""
    if any(map(is_file, request.datasets)):
        return
    for name in FILE:
        if (value := getattr(request, name)) not in (None, ()):
            data = " ".join(f"--dataset {dataset}" for dataset in request.datasets)
            shown = ",".join(value) if isinstance(value, tuple) else value
            option = f"--{name.replace('_', '-')}"
            raise UserError(f"{option} goes with a CSV file or the like. Received: {data} {option} {shown}")


def refuse(option: str, why: str) -> None:
    """Raises the error."""
    raise UserError(f"{option} has no effect here. {why}. Received: {option}")
