"""Pages are whole, quiet, readable and safe: links, ids, escapes, colours, sizes, the same bytes every time."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from experiments import report
from experiments.chart import USUAL
from experiments.report import filters, render
from experiments.report.glossary import TERMS
from tests.marks import tried
from tests.report.factory import FACTS, Truth, World, fill, tiny

NAMES = ("index.html", "optimizers.html", "activations.html", "glossary.html")
DRAWN = NAMES[:3]
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """Ids, links and images of a page; raises if tags are not balanced."""

    def __init__(self, path: Path):
        super().__init__()
        self.open, self.ids, self.links, self.images = [], [], [], []
        self.feed(path.read_text())
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.links += [attributes[name] for name in ("href", "src") if attributes.get(name)]
        if tag == "svg" and "aria-hidden" not in attributes:
            self.images.append(attributes)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()


def test_every_link_leads_somewhere_and_ids_are_unique(pages):
    read = {name: Page(pages / name) for name in NAMES}
    for name, page in read.items():
        assert len(page.ids) == len(set(page.ids)), name
        for link in page.links:
            file, _, fragment = link.partition("#")
            if link == "data:,":
                continue
            assert (pages / (file or name)).is_file(), (name, link)
            assert not fragment or fragment in read[file or name].ids, (name, link)


@pytest.mark.parametrize("name", DRAWN)
def test_every_figure_has_a_text_alternative_with_its_numbers(pages, name):
    images = Page(pages / name).images
    assert len(images) > 6 and all(image["role"] == "img" and re.search(r"\d", image["aria-label"]) for image in images)


@pytest.mark.parametrize(("name", "limit"), [(NAMES[0], 2e5), (NAMES[1], 2e6), (NAMES[2], 2e6)])
def test_pages_are_small_and_need_no_network(pages, name, limit):
    text = (pages / name).read_text()
    assert len(text.encode()) < limit
    assert text.partition("<script>")[2].partition("</script>")[0].count("\n") < 60
    assert not re.search(r"https?://(?!www\.w3\.org/)|@import|url\((?!#)|<script src", text)


@pytest.mark.parametrize("processes", tried([1, 2], [1]))
def test_the_same_store_gives_the_same_bytes(run, pages, tmp_path, monkeypatch, processes):
    monkeypatch.setattr(render, "MANY", 2)
    render.write(report.build(run), tmp_path, processes)
    names = sorted(path.name for path in pages.iterdir())
    assert names == sorted([*NAMES, "summary.json"]) == sorted(path.name for path in tmp_path.iterdir())
    assert all((tmp_path / name).read_bytes() == (pages / name).read_bytes() for name in names)


def test_the_exported_summary_is_the_summary(pages, summary):
    assert json.loads((pages / "summary.json").read_text()) == json.loads(json.dumps(summary))


def test_text_from_data_is_escaped_everywhere(tmp_path):
    evil = "<script>alert('x')</script>\"&"
    study = tiny(title=evil, question=evil, notes=evil, doubt=evil, name="../evil")
    study = replace(
        study,
        methods=tuple(replace(method, label=method.label + evil) for method in study.methods),
        claims=tuple(
            replace(claim, text=evil, reason=evil, id="E<1", pairs=(("new" + evil, "old" + evil),))
            for claim in study.claims[:1]
        ),
    )
    facts = {**FACTS, "name": evil, "title": evil, "source": evil, "checksum": evil}
    fill(tmp_path / "results.sqlite", [study], World({"new" + evil: Truth(0.97)}, facts=facts))
    report.write(tmp_path, tmp_path / "out" / "pages")
    assert sorted(path.name for path in (tmp_path / "out").rglob("*.*")) == [
        "_._._evil.html",
        "glossary.html",
        "index.html",
        "summary.json",
    ]
    for path in (tmp_path / "out").rglob("*.html"):
        text = path.read_text()
        assert "<script>alert" not in text and "&lt;script&gt;alert" in text
        Page(path)


def test_a_page_appears_whole_or_not_at_all(run, summary, pages, tmp_path, monkeypatch):
    short = {**summary, "studies": []}
    report.write(run, tmp_path, short)
    before = (tmp_path / "index.html").read_bytes()
    monkeypatch.setattr(Path, "replace", lambda self, target: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        report.write(run, tmp_path, {**short, "title": "other"})
    assert (tmp_path / "index.html").read_bytes() == before and not list(tmp_path.glob(".*"))


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb, after WCAG 2.2."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[k : k + 2], 16) / 255 for k in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_text_has_a_contrast_of_4_5_in_light_and_dark(pages):
    style = (pages / "index.html").read_text()
    schemes = [dict(re.findall(r"--([\w]+):(#\w+)", block)) for block in re.findall(r":root\{(.*?)\}", style)[:2]]
    assert len(schemes) == 2
    for colours in schemes:
        for name in set(colours) - {"bg", "card", "line", "zone"}:
            text = name in ("ink", "mute")  # on grey the other colours draw marks, which need less
            for ground, least in (("bg", 4.5), ("card", 4.5), ("zone", 4.5 if text else 3)):
                high, low = sorted((luminance(colours[name]), luminance(colours[ground])), reverse=True)
                assert (high + 0.05) / (low + 0.05) >= least, (name, ground, colours[name])


def test_every_figure_colour_is_one_of_the_style_sheet(pages):
    for name in NAMES:
        text = (pages / name).read_text()
        declared = set(re.findall(r"--(\w+):", text))
        figures = "".join(re.findall(r"<svg.*?</svg>", text, re.DOTALL))
        assert set(re.findall(r"var\(--(\w+)\)", text)) <= declared
        assert not re.findall(r"(?:fill|stroke): ?#\w+", figures)


def test_terms_are_explained_on_the_page_of_words(pages):
    words = (pages / "glossary.html").read_text()
    used = re.findall(r'class="term" href="glossary.html#([\w-]+)"', (pages / "optimizers.html").read_text())
    assert len(used) > 10 and all(f'id="{anchor}"' in words for anchor in used)
    assert all(explained.endswith(".") for explained in TERMS.values())


@pytest.mark.parametrize(("value", "text"), [(0.0004, "< 0.001"), (0.0469, "0.047"), (1.0, "1.000"), (None, "–")])
def test_p_values_are_never_zero(value, text):
    assert filters.p(value) == text


def test_pages_of_studies_that_are_gone_are_gone_and_others_files_stay(summary, tmp_path, monkeypatch):
    monkeypatch.setattr(render, "draw_all", lambda studies, _: [(dict.fromkeys(USUAL, ""), {}) for _ in studies])
    first, second = summary["studies"]
    render.write(summary, tmp_path)
    kept = [tmp_path / name for name in ("mine.html", "activations.tex")]
    for file in kept:
        file.write_text("mine")
    render.write({**summary, "studies": [second]}, tmp_path)
    assert not (tmp_path / f"{first['name']}.html").exists()
    assert all(file.exists() for file in (*kept, tmp_path / f"{second['name']}.html", tmp_path / "glossary.html"))
    (tmp_path / "summary.json").write_text("[]")
    assert render.write(summary, tmp_path).is_file()


def test_a_study_on_one_of_several_data_sets_has_a_page_of_its_own():
    names = ("a.b", "a_b", "a.b_c", "a.b.c", "index", "glossary", "a/b", "..")
    pages = [filters.page(name) for name in names]
    assert pages[:2] == ["a.b.html", "a_b.html"] and "index.html" not in pages and "glossary.html" not in pages
    assert len(set(pages[:6])) == 6 and not any("/" in file or file.startswith(".") for file in pages)
