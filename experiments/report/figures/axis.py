"""An axis in pixels: limits, round ticks and their labels; linear, logarithmic, or stretched for scores."""

from collections.abc import Iterable, Sequence
from copy import copy
from math import ceil, floor, log10

import numpy as np
from matplotlib.ticker import MaxNLocator

from experiments.report.figures.scales import Scale

POWERS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Axis:
    """An axis of a length in pixels, and the pixels of values on it.

    Attributes:
        low, high: the limits, as values; on a logarithmic axis as powers of ten.
        ticks, labels: round values within the limits, and their labels.
    """

    def __init__(
        self,
        values: Iterable[float],
        length: float,
        log: bool = False,
        room: float = 0.04,
        limits: Sequence[float | None] = (None, None),
        tick_gap: float = 40,
        bent: Scale | None = None,
        down: bool = False,
    ):
        """`room` is the free share at both ends; `limits` replace those of the values; `tick_gap` is in pixels.

        `bent` is the scale of scores, with limits of its own. `down`: the lowest value has the highest pixel.
        """
        self.length, self.log, self.tick_gap, self.bent, self.down = length, log, tick_gap, bent, down
        self.start, self.reach = 0.0, (-1.0, 2.0)
        if bent:
            self.low, self.high = float(bent.bend(bent.low)), float(bent.bend(bent.high))
            self.ticks = bent.ticks(max(2, int(length / tick_gap)))
            self.labels = [bent.label(tick) for tick in self.ticks]
            return
        drawn = self.scaled(np.array(list(values), dtype=float))
        drawn = drawn[np.isfinite(drawn)]
        low, high = (float(drawn.min()), float(drawn.max())) if drawn.size else (0.0, 1.0)
        span = high - low
        self.integer = not log and span >= 4 and bool(np.all(drawn == np.round(drawn)))
        free = room * span if span > 1e-9 * max(abs(low), abs(high)) else 0.3 if log else abs(low) * 0.1 or 0.5
        ends = [None if end is None or (log and end <= 0) else float(self.scaled(end)) for end in limits]
        self.low = low - free if ends[0] is None else ends[0]
        self.high = high + free if ends[1] is None else ends[1]
        if self.high <= self.low:
            self.high = self.low + 1
        self.ticks = self.decades() if log else self.rounds(self.low, self.high)
        wide = log and bool(self.ticks) and (self.ticks[0] < 0.99e-3 or self.ticks[-1] >= 1e6)
        self.labels = [tick_label(tick, wide) for tick in self.ticks]

    def scaled(self, values):
        """Values on the axis' scale: on a logarithmic axis their decimal logarithm, NaN where they have none."""
        values = np.asarray(values, dtype=float)
        if self.bent:
            return np.asarray(self.bent.bend(values), dtype=float)
        return np.log10(np.where(values > 0, values, np.nan)) if self.log else values

    def pixels(self, values) -> np.ndarray:
        """Pixels of values, at most one length outside."""
        shares = np.clip((self.scaled(values) - self.low) / (self.high - self.low), *self.reach)
        return self.start + (1 - shares if self.down else shares) * self.length

    def inside(self, values) -> np.ndarray:
        """Pixels of values, those outside at the nearer end."""
        return np.clip(self.pixels(values), self.start, self.start + self.length)

    def moved(self, start: float) -> "Axis":
        """The same axis from another pixel on, with nothing outside."""
        axis = copy(self)
        axis.start, axis.reach = start, (0.0, 1.0)
        return axis

    def rounds(self, low: float, high: float) -> list[float]:
        """Round values within the limits."""
        most = max(2, int(self.length / self.tick_gap))
        ticks = MaxNLocator(most, steps=[1, 2, 2.5, 5, 10], integer=self.integer).tick_values(low, high)
        room = 1e-9 * (high - low)
        return [float(tick) if abs(tick) > room else 0.0 for tick in ticks if low - room <= tick <= high + room]

    def decades(self) -> list[float]:
        """Powers of ten within the limits; 1, 2 and 5 times them where there are few, else round values."""
        powers = range(ceil(self.low - 1e-9), floor(self.high + 1e-9) + 1)
        step = ceil(len(powers) / max(2, self.length / self.tick_gap)) or 1
        if len(powers) > 2:
            return [10.0**power for power in powers if power % step == 0]
        reach = range(floor(self.low), ceil(self.high) + 1)
        fine = [factor * 10.0**power for power in reach for factor in (1, 2, 5)]
        fine = [tick for tick in fine if self.low - 1e-9 <= log10(tick) <= self.high + 1e-9]
        return fine if len(fine) > 1 else self.rounds(10.0**self.low, 10.0**self.high) or fine


def tick_label(tick: float, powers: bool = False) -> str:
    """A tick's label: `0.05`, `12,000`, `2 M`, `10⁻⁶`; with `powers`, all but 1 and 10 as powers of ten."""
    size = abs(tick)
    if size == 0:
        return "0"
    power = floor(log10(size) + 1e-9)
    if size < 0.99e-3 or size >= 1e9 or (powers and power not in (0, 1)):
        head = f"{tick / 10.0**power:.3g}"
        text = f"{'' if head == '1' else head + '·'}10{str(power).translate(POWERS)}"
    else:
        text = f"{tick / 1e6:.4g} M" if size >= 1e6 else f"{tick:,.6g}"
    return text.replace("-", "−")
