"""The glossary: words that pages use, a page that explains them, and links from a text to that page."""

import re
from collections.abc import Collection

from jinja2 import Environment
from markupsafe import Markup, escape

from experiments.report.shapes.run import Summary
from experiments.report.terms import COMMON, PAIRS
from experiments.report.terms.data import DATA
from experiments.report.terms.networks import NETWORKS
from experiments.report.terms.statistics import STATISTICS
from experiments.report.terms.training import TRAINING
from experiments.report.wording import capital

PAGE = "glossary.html"
TERMS = dict(sorted({**STATISTICS, **DATA, **NETWORKS, **TRAINING}.items(), key=lambda item: item[0].casefold()))


def anchor(term: str) -> str:
    """The fragment of a term's explanation."""
    return "term-" + "".join(letter if letter.isalnum() else "-" for letter in term)


def glossary_page(templates: Environment, summary: Summary) -> str:
    """The page of all terms, sorted, with the pairs that name one thing in statistics and in deep learning."""
    pairs = [[linked(word, frozenset()) for word in pair] for pair in PAIRS]
    letters: dict[str, list[tuple[str, Markup]]] = {}
    for term, sentence in TERMS.items():
        letter = term[0].upper() if term[0].isalpha() else "0–9"
        letters.setdefault(letter, []).append((term, linked(sentence, COMMON | {term})))
    return templates.get_template("glossary.html").render(summary=summary, pairs=pairs, letters=letters)


def linked(text: str, skipped: Collection[str] = COMMON) -> Markup:
    """A text, escaped, in which the first occurrence of each term in a paragraph links to its explanation.

    Longer terms come first; only whole words count, with or without a plural's s; a large first letter does no harm.

    Args:
        skipped: terms that get no link.
    """
    parts = str(escape(str(text))).split("\n\n")
    return Markup("\n\n".join(paragraph(part, skipped) for part in parts))  # every part is escaped


def paragraph(text: str, skipped: Collection[str]) -> str:
    """One escaped paragraph with its links."""
    seen = set(skipped)

    def link(match: re.Match[str]) -> str:
        text = match["term"] or ""
        term = SPELLINGS.get(text) or SPELLINGS.get(text[:1].lower() + text[1:])
        if term is None or term in seen:
            return match[0]
        seen.add(term)
        return f'<a class="term" href="{PAGE}#{anchor(term)}">{match[0]}</a>'

    return PATTERN.sub(link, text)


def pattern() -> re.Pattern[str]:
    """A pattern of an escaped character, so that nothing links inside it, or of a term, the longest that fits."""
    words = sorted({*SPELLINGS, *(capital(term) for term in SPELLINGS if len(term) > 1)}, key=len, reverse=True)
    return re.compile(rf"&#?\w+;|(?<![\w-])(?P<term>{'|'.join(map(re.escape, words))})(?:s|es)?(?![\w-])")


SPELLINGS = {str(escape(term)): term for term in TERMS}
PATTERN = pattern()
