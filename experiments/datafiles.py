"""Which names of data sets are files of the user's own, by the name alone."""

import re

from experiments import names

PACKED = r"(\.(gz|bz2|xz|zst|zip))?"
KINDS = "csv|tsv|tab|txt|data|dat|psv|ssv|jsonl|ndjson|parquet|pq|feather|arrow|ftr|xlsx|xlsm|npz"
KNOWN = re.compile(rf"\.({KINDS}){PACKED}$", re.IGNORECASE)
DRIVE = re.compile(r"^[A-Za-z]:[\\/]")


def is_file(name: str) -> bool:
    """Whether a data set's name is a path: `mine.csv`, `MINE.TSV`, `data/mine.csv.gz`, `./mine`, `C:\\mine.data`.

    Names with a colon are `module:function`, unless a known ending or a drive says otherwise.
    """
    if name in names.DATASETS:
        return False
    path = ":" not in name and any(mark in name for mark in "./\\")
    return path or bool(KNOWN.search(name) or DRIVE.match(name))
