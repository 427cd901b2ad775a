"""The glossary: every word in a plain sentence, a page of them, links that neither nest nor let markup through."""

import re

import pytest

from experiments.report import render
from experiments.report.glossary import (
    DATA,
    NETWORKS,
    PAIRS,
    STATISTICS,
    TERMS,
    TRAINING,
    anchor,
    glossary_page,
    linked,
)
from tests.report.test_pages import Page

SUMMARY = {"title": "What <helps>", "studies": [{"name": "optimizers", "title": "Optimizers"}], "searches": []}


def glossary_links(text: str) -> list[tuple[str, str]]:
    """The links of a text: what is linked, and to where."""
    links = re.findall(r'<a class="term" href="glossary.html#([^"]+)">([^<]+)</a>', linked(text))
    return [(shown, target) for target, shown in links]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """The file of the page."""
    file = tmp_path_factory.mktemp("glossary") / "glossary.html"
    file.write_text(glossary_page(render.environment(), SUMMARY))
    return file


def test_every_word_is_explained_once_in_a_sentence():
    assert len(TERMS) == sum(map(len, (STATISTICS, DATA, NETWORKS, TRAINING))) >= 60
    assert len({anchor(term) for term in TERMS}) == len(TERMS)
    for term, sentence in TERMS.items():
        assert sentence.endswith(".") and 3 <= len(sentence.split()) < 45 and sentence[0] != " ", term


def test_the_words_that_two_fields_share_are_named_by_pairs():
    pairs = dict(PAIRS)
    assert pairs["parameter"] == "weight" and pairs["independent variable"] == "feature"
    assert pairs["dependent variable"] == "label" and pairs["regression or classification"] == "supervised learning"
    assert all(glossary_links(term) or term in TERMS for term in pairs.values())


def test_the_page_explains_every_word_in_order_and_its_links_hold(path):
    page, text = Page(path), path.read_text()
    explained = re.findall(r'<dt id="([^"]+)">', text)
    assert explained == [anchor(term) for term in sorted(TERMS, key=str.casefold)]
    assert len(page.ids) == len(set(page.ids))
    fragments = {link.partition("#")[2] for link in page.links if link.startswith(("glossary.html#", "#"))}
    assert fragments <= set(page.ids) and "What &lt;helps&gt;" in text and len(text.encode()) < 100_000


def test_no_word_links_to_itself(path):
    for term, sentence in re.findall(r'<dt id="([^"]+)">[^<]+</dt><dd>(.*?)</dd>', path.read_text()):
        assert f'#{term}"' not in sentence


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Learning rates diverged.", [("Learning rates", "term-learning-rate"), ("diverged", "term-diverged")]),
        ("A weight decay of 1", [("weight decay", "term-weight-decay")]),
        ("mini-batch", [("mini-batch", "term-mini-batch")]),
        ("losses and a glossy finish", [("losses", "term-loss")]),
        ("ReLU, then ReLU, PReLU", [("ReLU", "term-ReLU"), ("PReLU", "term-PReLU")]),
        ("semi-supervised learning", []),
        ("marginal, n = 4", []),
        ("R² within its 95 % interval's ends", [("R²", "term-R²"), ("95 % interval", "term-95---interval")]),
        ("relu and ADAM", []),
        ("epoch\n\nepoch", [("epoch", "term-epoch"), ("epoch", "term-epoch")]),
    ],
)
def test_whole_words_link_once_a_paragraph_the_longest_first(text, links):
    assert glossary_links(text) == links


def test_a_text_is_escaped_before_it_is_linked():
    assert linked('<a href="x">&amp;</a>') == "&lt;a href=&#34;x&#34;&gt;&amp;amp;&lt;/a&gt;"
    assert linked(linked("epoch")).count("<a ") == 1 and "&lt;a class" in linked(linked("epoch"))
