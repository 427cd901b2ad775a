"""The canvas of all figures: matplotlib to an inline SVG whose colours are the page's, light or dark."""

import html
import json
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from typing import Any, Literal

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

# placeholders that matplotlib draws with; the page's style sheet gives the real colours
INK, MUTE, LINE, CARD = "#010101", "#020202", "#030303", "#040404"
COLOURS = ("#c00001", "#c00002", "#c00003", "#c00004", "#c00005", "#c00006", "#c00007")
DASHES = ("-", (0, (4, 1.5)), (0, (1, 1)))
MARKERS = "osD^vPX<>*"
COLOUR_VARIABLES = {INK: "--ink", MUTE: "--mute", LINE: "--line", CARD: "--card"} | {
    colour: f"--c{number}" for number, colour in enumerate(COLOURS, 1)
}
DPI = 72
STYLE: Any = {
    "svg.fonttype": "none", "svg.hashsalt": "report", "font.family": "DejaVu Sans", "font.size": 11.5,
    "text.color": INK, "axes.labelcolor": MUTE, "axes.edgecolor": LINE, "xtick.color": MUTE, "ytick.color": MUTE,
    "axes.titlecolor": INK, "axes.titlesize": 12, "axes.titleweight": "bold", "axes.titlelocation": "left",
    "axes.spines.top": False, "axes.spines.right": False, "axes.facecolor": "none", "figure.facecolor": "none",
    "xtick.labelsize": 10.5, "ytick.labelsize": 10.5, "xtick.major.size": 3, "ytick.major.size": 3,
    "axes.labelsize": 11, "path.simplify": False, "axes.unicode_minus": True,
    "text.parse_math": False,
}  # fmt: skip


Cell = str | float | None


class Canvas:
    """A figure being drawn; `svg` is its text once the drawing is done.

    Attributes:
        columns: what the cells of `rows` are, after pixels from the left and from the top.
        sliding: readers may move along the second column with a slider; by `play` it moves by itself.
    """

    def __init__(self, width: float, height: float, left: float, right: float, top: float = 30, bottom: float = 42):
        self.figure = Figure((width / DPI, height / DPI), dpi=DPI)
        self.box = (left / width, bottom / height, 1 - (left + right) / width, 1 - (top + bottom) / height)
        self.svg = ""
        self.columns: Sequence[str] = ()
        self.rows: list[list[Cell]] = []
        self.sliding: bool | Literal["play"] = False

    def heading(self, text: str) -> None:
        """Writes what the figure shows at its upper left corner."""
        width, height = self.figure.get_size_inches() * DPI
        self.figure.text(8 / width, 1 - 17 / height, text, fontsize=12, fontweight="bold")

    def axes(self) -> Axes:
        """The axes that fill the figure, less its margins in pixels."""
        return self.figure.add_axes(self.box)

    def note(self, axes: Axes, x: Any, y: Any, *cells: Any) -> None:
        """Numbers behind the point at (x, y) of the axes: shown under the pointer, and downloaded."""
        across, up = axes.transData.transform((x, y))
        if np.isfinite(across + up):
            down = float(self.figure.get_size_inches()[1]) * DPI - up
            self.rows.append([round(float(across)), round(float(down)), *map(shortened, cells)])

    def attributes(self, name: str) -> str:
        """The numbers as attributes of the SVG, and the name of its files."""
        if not self.rows:
            return ""
        slide = f' data-slide="{self.sliding}"' if self.sliding else ""
        numbers = f"data-columns='{packed(self.columns)}' data-rows='{packed(self.rows)}'"
        return f' data-name="{name}"{slide} {numbers}'


def shortened(cell: Any) -> Cell:
    """Five digits of a number; None where it is missing or infinite."""
    if cell is None or isinstance(cell, str):
        return cell
    if not np.isfinite(cell):
        return None
    short = float(f"{cell:.5g}")
    return int(short) if short.is_integer() and abs(short) < 1e15 else short


def packed(value: Iterable[object]) -> str:
    """JSON for an attribute in single quotes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;")


@contextmanager
def canvas(name: str, alternative: str, width: float, height: float, **margins: float) -> Iterator[Canvas]:
    """A canvas on which the body draws; `name` makes its ids unique on the page, `alternative` is its text form."""
    with matplotlib.rc_context(STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font", UserWarning)  # the page's font has the glyph
        drawn = Canvas(width, height, **margins)
        yield drawn
        text = StringIO()
        FigureCanvasSVG(drawn.figure).print_svg(text, metadata={"Date": None, "Creator": None})
    drawn.svg = inline(text.getvalue(), name, alternative, drawn.attributes(name))


def inline(text: str, name: str, alternative: str, attributes: str = "") -> str:
    """matplotlib's SVG prepared for a page: no header, no metadata, unique ids, the page's colours and font."""
    body = text[text.index("<svg") :]
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', body)
    width, height = size.groups() if size else ("100", "100")
    words = re.findall(r">([^<]+)</text>", body)
    body = re.sub(r">[^<]+</text>", "></text>", body[body.index(">") + 1 :])
    texts = iter(words)
    body = re.sub(r"></text>", lambda _: f">{next(texts)}</text>", tidied(body, name))
    label = html.escape(alternative, quote=True)
    return (
        f'<svg viewBox="0 0 {width} {height}" style="aspect-ratio:{width}/{height}" class="figure" role="img" '
        f'aria-label="{label}"{attributes}>{body.strip()}'
    )


def tidied(body: str, name: str) -> str:
    """An SVG's tags, its texts taken out: shorter, with the page's colours, ids that begin with `name`."""
    body = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->|<style.*?</style>", "", body, flags=re.DOTALL)
    body = re.sub(r" transform=\"rotate\(-0[^\"]*\"| font-family: [^;\"]+;", "", body)
    used = set(re.findall(r'(?:url\(#|href="#)([^")]+)', body))
    body = re.sub(r' id="(line-\d+|grey)"', r' class="\1"', body)
    body = re.sub(r' id="([^"]+)"', lambda match: f' id="{name}-{match[1]}"' if match[1] in used else "", body)
    body = re.sub(r'(url\(#|xlink:href="#)', lambda match: match[1].replace("xlink:", "") + name + "-", body)
    body = re.sub(r"#0[0-4]0[0-4]0[0-4]|#c0000\d", lambda match: f"var({COLOUR_VARIABLES[match[0]]})", body)
    body = re.sub(r"(\d\.\d\d)\d+", r"\1", body)  # finer than a screen can show, and in paths one digit is enough
    body = re.sub(r"(\d\.\d)\d+(?= )", r"\1", body)
    return re.sub(r"\s*\n\s*", "\n", body)


def colour(slot: int) -> str:
    """The colour of a method, by its slot: its index in the study."""
    return COLOURS[slot % len(COLOURS)]


def group(slot: int) -> str:
    """The `gid` by which the page's script selects the elements of a method; it becomes a class."""
    return f"line-{slot}"


def dash(slot: int):
    """The line style of a method: it differs where colours repeat."""
    return DASHES[slot // len(COLOURS) % len(DASHES)]


def marker(slot: int) -> str:
    """The marker of a method."""
    return MARKERS[slot % len(MARKERS)]
