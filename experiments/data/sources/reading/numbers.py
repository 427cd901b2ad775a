"""Numbers as people write them: 1,200.00 and 1.200,00, $5, 45%, (3), and the signs that stand for a missing one."""

import re
from functools import lru_cache

import numpy as np

GAPS = frozenset(  # of a column of numbers, in lower case
    ["", "na", "n/a", "n.a.", "nan", "-nan", "<na>", "null", "none", "nil", "?", "-", "--", "---", ".", "..", "*",
     "\u2013", "\u2014", "missing", "unknown", "1.#ind", "-1.#ind", "1.#qnan", "#n/a", "#na", "#n/d", "#nv", "#div/0!",
     "#value!", "#wert!", "#ref!", "#bezug!", "#name?", "#num!", "#null!", "#error!"]
)  # fmt: skip
TEXT_GAPS = frozenset(["", "na", "n/a", "nan", "null", "#n/a", "#na", "<na>", "-nan"])  # of a column of text
PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
MARKED = {
    ".": re.compile(r"[+-]?(\d{1,3}([, ]\d{3})+(\.\d*)?|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)"),
    ",": re.compile(r"[+-]?(\d{1,3}([. ]\d{3})+(,\d*)?|(\d+,?\d*|,\d+)([eE][+-]?\d+)?)"),
}
SIGNS = str.maketrans({"−": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'", "٪": "%", "％": "%"})
MONEY = re.compile(r"(US\$|[$€£¥₹₽₩₺]|\b(USD|EUR|GBP|CHF|JPY|CNY|INR|AUD|CAD|SEK|NOK|DKK|PLN)\b|\bkr\b|zł)")
OTHER = re.compile(r"[^\d.,eE+-]")  # what only dressed numbers have
INFINITE = re.compile(r"[+-]?inf(inity)?", re.IGNORECASE)
SURE = {
    ",": re.compile(r"\D{0,3}(0?,\d+|\d+,(\d{1,2}|\d{4,})|\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,})\D{0,3}"),
    ".": re.compile(r"\D{0,3}(0?\.\d+|\d+\.(\d{1,2}|\d{4,})|\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,})\D{0,3}"),
}


@lru_cache(maxsize=4096)
def number(written: str, mark: str = ".") -> float | None:
    """The number that a trimmed text stands for, or None; `mark` stands before its decimals.

    The currency and the percent sign are left out: 45% is 45.
    """
    simple = written if mark == "." else written.replace(".", "x").replace(",", ".")
    if PLAIN.fullmatch(simple):
        return float(simple)
    if not MARKED[mark].fullmatch(written) and not OTHER.search(written):
        return None  # soon, because files are long
    if INFINITE.fullmatch(written):
        return float(written)
    bare = MONEY.sub("", written.translate(SIGNS)).strip().removesuffix("%").strip()
    negative = bare.startswith("(") and bare.endswith(")")
    bare = re.sub(r"(?<=\d)'(?=\d{3})", "", bare[1:-1] if negative else bare)
    bare = re.sub(r"^([+-]) +", r"\1", bare)
    if not MARKED[mark].fullmatch(bare):
        return None
    other = "," if mark == "." else "."
    value = float(bare.replace(other, "").replace(" ", "").replace(mark, "."))
    return -value if negative else value


def numberlike(written: str) -> bool:
    """Whether a cell is a number in either way of writing."""
    written = written.strip()
    return number(written, ".") is not None or number(written, ",") is not None


def numbers(written: list[str], mark: str) -> np.ndarray:
    """Each text as a number, NaN where it is none."""
    values = (number(text, mark) for text in written)
    return np.array([np.nan if value is None else value for value in values], np.float64)


def evidence(written: list[str]) -> tuple[int, int]:
    """How many texts can only be numbers with a decimal comma, and how many only with a decimal point."""
    return sum(bool(SURE[","].fullmatch(text)) for text in written), sum(
        bool(SURE["."].fullmatch(text)) for text in written
    )
