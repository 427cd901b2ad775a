"""Shapes of claims with their evidence, of the ledger's rows and of the short answers."""

from typing import Literal, TypedDict


class ChancesRow(TypedDict):
    """How likely an effect helps, is too small to matter, or harms."""

    helps: float
    small: float
    harms: float


class PairRow(TypedDict):
    """A part: a treatment against a baseline; `margins` is the interval in margins: low, estimate, high."""

    treatment: str
    baseline: str
    settings: list[float | None]
    n: int
    low: float | None
    estimate: float | None
    high: float | None
    margins: list[float] | None
    text: str
    verdict: str
    direction: str
    size: str
    chances: ChancesRow
    chances_text: str
    effect_size: float | None
    p: float
    sentence: str


class ClaimRow(TypedDict):
    """A claim with its verdict; `decisive` is the index of the pair that decides it."""

    id: str
    text: str
    kind: str
    headline: bool
    measure: str
    margin: float
    reason: str
    title: str
    margin_text: str
    verdict: str
    n: int
    n_text: str
    more: int | None
    advice: str
    sentence: str
    decisive: int
    pairs: list[PairRow]
    anchor: str


class LedgerClaim(TypedDict):
    """A claim that a row of the ledger rests on."""

    study: str
    anchor: str
    text: str
    verdict: str


class LedgerRow(TypedDict):
    """A statement of the notes, or of a user's own study, with its verdict over all claims; `claim` says most."""

    id: str
    owner: str
    topic: str
    text: str
    verdict: str
    note: str
    held: int
    parts: int
    study: str
    title: str
    claim: ClaimRow
    claims: list[LedgerClaim]


class Answer(TypedDict):
    """A short answer: a headline and what supports it."""

    bold: str
    text: str


class StudyAnswer(Answer):
    """An answer of a study."""

    kind: Literal["advice", "best", "failed", "fast", "open", "recipe", "told"]


class RunAnswer(StudyAnswer):
    """An answer on the front page, with the study that gives it."""

    study: str
    title: str
