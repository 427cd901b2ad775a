"""The ledger's glyph: effects in margins, a line a part, on one scale for all; the grey zone is too small to matter."""

import html
from collections.abc import Sequence
from math import copysign, log1p

from experiments.judging.verdicts import ABOUT, CONTRADICTED, OPEN, SMALL, SUPPORTED
from experiments.report.shapes.claims import LedgerPart, PairRow

WIDTH, STEP, HIGH, LIMIT = 240, 11.0, 88.0, 100.0
INKS = {SUPPORTED: "yes", CONTRADICTED: "no", SMALL: "same", ABOUT: "about", OPEN: "open"}
Part = PairRow | LedgerPart


def position(margins: float) -> float:
    """The x of an effect: logarithmic in both directions, straight near 0."""
    share = copysign(log1p(min(abs(margins), LIMIT)) / log1p(LIMIT), margins)
    return WIDTH / 2 + share * (WIDTH / 2 - 8)


def glyph(pairs: Sequence[Part]) -> str:
    """One line a part: a mark at the effect, a line over the interval, an arrow where the interval leaves the scale.

    The mark is filled where the part is settled, a rhombus where it is contradicted, a ring where it is open. Many
    parts stand closer together; one that is not measured is left out.
    """
    pairs = [pair for pair in pairs if pair["margins"]] or pairs[:1]
    step = min(STEP, HIGH / max(len(pairs), 1))
    height = max(22.0, step * (len(pairs) - 1) + 12)
    start = (height - step * (len(pairs) - 1)) / 2
    low, high = position(-1), position(1)
    parts = [
        f'<path d="M{low:.0f} 0h{high - low:.0f}v{height:g}h{low - high:.0f}z" class="zone"/>'
        f'<path d="M{position(0):g} 0v{height:g}" class="zero"/>'
    ]
    parts += [line(pair, start + step * k, min(4.0, step / 2.2)) for k, pair in enumerate(pairs)]
    label = html.escape("; ".join(description(pair) for pair in pairs), quote=True)
    return (
        f'<svg class="glyph" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}" role="img" '
        f'aria-label="{label}">{"".join(parts)}</svg>'
    )


def line(pair: Part, y: float, radius: float) -> str:
    """One part's mark and interval; its tooltip says which part it is."""
    if pair["margins"] is None:
        return ""
    low, centre, high = (position(end) for end in pair["margins"])
    arrows = [
        f'<path d="M{x:.1f} {y:.1f}l{-6 * way} -3.5v7z" class="fill"/>'
        for x, way, end in ((low, -1, pair["margins"][0]), (high, 1, pair["margins"][2]))
        if abs(end) >= LIMIT and copysign(1, end) == way
    ]
    title = html.escape(f"{pair['treatment']} against {pair['baseline']}: {pair['text']}")
    return (
        f'<g class="ink-{INKS[pair["verdict"]]}"><title>{title}</title><path d="M{low:.1f} {y:.1f}H{high:.1f}" '
        f'class="ci"/>{"".join(arrows)}{mark(pair["verdict"], centre, y, radius)}</g>'
    )


def mark(verdict: str, x: float, y: float, radius: float) -> str:
    """The mark of a part: dot, rhombus or ring."""
    if verdict == CONTRADICTED:
        half = radius * 1.25
        shape = f"M{x - half:.1f} {y:.1f}l{half:.3g} {-half:.3g} {half:.3g} {half:.3g} {-half:.3g} {half:.3g}z"
        return f'<path d="{shape}" class="fill"/>'
    kind = "ring" if verdict == OPEN else "fill"
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.3g}" class="{kind}"/>'


def description(pair: Part) -> str:
    """One part in words."""
    if pair["margins"] is None:
        return f"{pair['treatment']} against {pair['baseline']}: nothing measured"
    low, centre, high = (written(end) for end in pair["margins"])
    return f"{pair['treatment']} against {pair['baseline']}: effect {centre} margins, interval {low} to {high}"


def written(margins: float) -> str:
    """A number of margins: two digits, a true minus sign."""
    return f"{margins:+.2g}".replace("-", "−") if abs(margins) < LIMIT else f"{'−' if margins < 0 else '+'}{LIMIT:.0f}"


def scale() -> str:
    """The scale above the glyphs."""
    marks = "".join(
        f'<path d="M{position(value):.1f} 16v4" class="tick"/><text x="{position(value):.1f}" y="12">{text}</text>'
        for value, text in ((-100, "−100"), (-10, "−10"), (-1, "−1"), (1, "1"), (10, "10"), (100, "100"))
    )
    return f'<svg class="glyph" viewBox="0 0 {WIDTH} 20" width="{WIDTH}" height="20" aria-hidden="true">{marks}</svg>'
