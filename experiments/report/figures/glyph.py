"""The ledger's glyph: a claim's effects in margins on one scale for all claims, the grey zone too small to matter."""

import html
from math import copysign, log1p

from experiments.report.shapes.claims import ClaimRow, PairRow

WIDTH, STEP, LIMIT = 240, 11, 100.0
INKS = {
    "supported": "yes", "contradicted": "no", "too small to matter": "same", "about the margin": "same", "open": "open",
}  # fmt: skip


def position(margins: float) -> float:
    """The x of an effect: logarithmic in both directions, straight near 0."""
    share = copysign(log1p(min(abs(margins), LIMIT)) / log1p(LIMIT), margins)
    return WIDTH / 2 + share * (WIDTH / 2 - 8)


def glyph(claim: ClaimRow) -> str:
    """One line a pair: dot at the effect, line over the interval, arrows where the interval leaves the scale."""
    pairs = claim["pairs"]
    height = max(22, STEP * len(pairs) + 6)
    middle = position(0)
    parts = [
        f'<rect x="{position(-1):.1f}" y="0" width="{position(1) - position(-1):.1f}" height="{height}" class="zone"/>',
        f'<line x1="{middle:.1f}" x2="{middle:.1f}" y1="0" y2="{height}" class="zero"/>',
    ]
    start = (height - STEP * (len(pairs) - 1)) / 2
    parts += [line(pair, start + STEP * k) for k, pair in enumerate(pairs)]
    label = html.escape("; ".join(description(pair) for pair in pairs), quote=True)
    return (
        f'<svg class="glyph" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-label="{label}">{"".join(parts)}</svg>'
    )


def line(pair: PairRow, y: float) -> str:
    """One pair's dot and interval; its tooltip says which pair it is."""
    if pair["margins"] is None:
        return ""
    low, centre, high = (position(end) for end in pair["margins"])
    ink = INKS[pair["verdict"]]
    arrows = [
        f'<path d="M{x:.1f} {y:.1f}l{-6 * way} -3.5v7z" class="fill"/>'
        for x, way, end in ((low, -1, pair["margins"][0]), (high, 1, pair["margins"][2]))
        if abs(end) >= LIMIT and copysign(1, end) == way
    ]
    title = html.escape(f"{pair['treatment']} against {pair['baseline']}: {pair['text']}")
    return (
        f'<g class="ink-{ink}"><title>{title}</title><line x1="{low:.1f}" x2="{high:.1f}" y1="{y:.1f}" y2="{y:.1f}" '
        f'class="ci"/>{"".join(arrows)}<circle cx="{centre:.1f}" cy="{y:.1f}" r="4" class="fill"/></g>'
    )


def description(pair: PairRow) -> str:
    """One pair in words."""
    if pair["margins"] is None:
        return f"{pair['treatment']} against {pair['baseline']}: nothing measured"
    low, centre, high = (f"{end:+.2g}" for end in pair["margins"])
    return f"{pair['treatment']} against {pair['baseline']}: effect {centre} margins, interval {low} to {high}"


def scale() -> str:
    """The scale above the glyphs."""
    marks = "".join(
        f'<line x1="{position(value):.1f}" x2="{position(value):.1f}" y1="16" y2="20" class="tick"/>'
        f'<text x="{position(value):.1f}" y="12">{text}</text>'
        for value, text in ((-100, "−100"), (-10, "−10"), (-1, "−1"), (1, "1"), (10, "10"), (100, "100"))
    )
    return f'<svg class="glyph" viewBox="0 0 {WIDTH} 20" width="{WIDTH}" height="20" aria-hidden="true">{marks}</svg>'
