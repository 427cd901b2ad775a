"""Numbers in words: units, as many digits as the interval justifies, intervals, counts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor, inf, isfinite, isnan, log10

LARGEST = 40.0  # exponent that is written


@dataclass(frozen=True)
class Unit:
    """How a quantity is written: `scale` times its value, `level` behind a value, `step` behind a difference.

    A scale below 0 turns a level back whose sign was turned, such as that of an error, so that higher is better. With a
    `base`, values are logarithms to it and are written as its powers: a difference is then a factor.
    """

    scale: float
    level: str
    step: str
    decimals: int  # where no interval says how many
    infinite: str = "∞"
    whole: bool = False
    base: float | None = None

    @property
    def apart(self) -> "Unit":
        """The unit of differences, which are positive where something is better."""
        return replace(self, scale=abs(self.scale), decimals=self.decimals if self.base is None else 2)

    def written(self, value: float) -> float:
        """The number that stands for a value; a power beyond `LARGEST` is as good as infinite."""
        if self.base is None:
            return value * self.scale
        return inf if value > LARGEST else self.base**value


UNITS = {
    "accuracy": Unit(100, " %", " points", 1),
    "share": Unit(100, " %", " points", 1),
    "share of runs": Unit(100, " % of runs", " % of runs", 0),
    "extra": Unit(100, " %", " points", 1),
    "r2": Unit(1, "", " R²", 3),
    "loss": Unit(1, "", "", 3, "diverged"),
    "epochs": Unit(1, " epochs", " epochs", 0, "never", True),
    "decades": Unit(1, " powers of ten", " powers of ten", 1),
    "steps": Unit(1, " steps", " steps", 0, "never", True),
    "log steps": Unit(1, " steps", " times", 0, "never", base=2),
    "count": Unit(1, "", "", 0, whole=True),
    "number": Unit(1, "", "", 3),
    "ratio": Unit(1, " times", " times", 2),
    "deviations": Unit(1, " standard deviations", " standard deviations", 3, "diverged"),
    "milliseconds": Unit(1, " ms", " ms", 2),
    "error": Unit(1, "", "", 6),
    "percentage": Unit(100, " %", " points", 1),
}
UNITS |= {f"-{name}": replace(unit, scale=-unit.scale) for name, unit in UNITS.items()}
SINGULAR = {" points": " point", " epochs": " epoch", " steps": " step", " powers of ten": " power of ten"}


def decimals(value: float, low: float, high: float, unit: Unit) -> int:
    """Digits after the point: two significant digits of a narrow half-width (below 3.55), one of a wide one."""
    if unit.whole:
        return 0 if not isfinite(value) or float(value).is_integer() else 1
    half = abs(unit.written(high) - unit.written(low)) / 2
    if not (isfinite(half) and half > 1e-12):
        return unit.decimals
    power = floor(log10(half))
    return min(6, max(0, (1 if half / 10**power < 3.55 else 0) - power))


def number(value: float, digits: int, sign: bool = False) -> str:
    """A number with a true minus sign, thousands set apart, and no negative zero."""
    if isnan(value):
        return "–"
    if not isfinite(value):
        return ("+" if sign and value > 0 else "−" if value < 0 else "") + "∞"
    text = f"{abs(value):,.{digits}f}"
    nought = not text.strip("0.,")
    return ("" if nought else "−" if value < 0 else "+" if sign else "") + text


def level(value: float, low: float, high: float, unit: Unit) -> str:
    """`97.2 % (96.8 to 97.6)`; a value that is infinite in words; no interval where nothing is bounded."""
    if isnan(value):
        return "–"
    digits = decimals(value, low, high, unit)
    shown = number(unit.written(value), digits)
    noun = SINGULAR.get(unit.level, unit.level) if shown == "1" else unit.level
    head = unit.infinite if value == inf else shown + noun
    return head + between(low, high, unit, digits, infinite=unit.infinite)


def between(low: float, high: float, unit: Unit, digits: int, sign: bool = False, infinite: str = "∞") -> str:
    """` (96.8 to 97.6)`, or nothing where neither end is bounded or every value is infinite."""
    if (low == -inf and high == inf) or (low == high and not isfinite(low)):
        return ""
    low, high = sorted((unit.written(low), unit.written(high)))
    ends = (infinite if end == inf else number(end, digits, sign) for end in (low, high))
    return " ({} to {})".format(*ends)


def change(value: float, low: float, high: float, unit: Unit) -> str:
    """A difference: `+0.31 points (−0.10 to +0.72)`; a factor: `1.8 times (1.5 to 2.1)`, above 1 where it is better."""
    if isnan(value):
        return "–"
    unit = unit.apart
    digits, sign = decimals(value, low, high, unit), unit.base is None
    return step(value, unit, digits, sign) + between(low, high, unit, digits, sign)


def step(value: float, unit: Unit, digits: int, sign: bool = False) -> str:
    """A difference with its unit, singular where it is one: `1 epoch`."""
    text = number(unit.written(value), digits, sign)
    singular = text.lstrip("+−") in ("1", "1.0")
    return text + (SINGULAR.get(unit.step, unit.step) if singular else unit.step)


def nought(value: float, unit: Unit, digits: int) -> bool:
    """Whether a difference is written as none is: as 0, or as the factor 1."""
    return number(abs(unit.written(abs(value))), digits) == number(unit.written(0.0), digits)


def plural(count: int, noun: str) -> str:
    """`1 trial`, `2,430 trials`."""
    return f"{count:,} {noun}" + ("" if count == 1 or noun.endswith("s") else "s")


def listing(names: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def told_apart(names: Sequence[str]) -> tuple[str, list[str], str]:
    """The words with which all names begin, the rest of each, at least a word, and the words with which all end."""
    rows, shared = [name.split() for name in names], {0: list[str](), -1: list[str]()}
    for end, words in shared.items():
        while len(rows) > 1 and min(map(len, rows)) > 1 and len({row[end] for row in rows}) == 1:
            words.append(rows[0][end])
            rows = [row[1:] if end == 0 else row[:-1] for row in rows]
    return " ".join(shared[0]), [" ".join(row) for row in rows], " ".join(reversed(shared[-1]))


def duration(seconds: float) -> str:
    """`0.4 s`, `48 s`, `3 min 12 s`, `2 h 5 min`."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def setting(value: float | None) -> str:
    """A setting without float noise: `0.003`; a dash for none."""
    return "–" if value is None else f"{value:g}"


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]
