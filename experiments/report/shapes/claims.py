"""Shapes of claims with their evidence, of the ledger's rows and of the short answers."""

from typing import Literal, TypedDict


class ChancesRow(TypedDict):
    """How likely an effect helps, is too small to matter, or harms."""

    helps: float
    small: float
    harms: float


class PairRow(TypedDict):
    """A part: a treatment against a baseline; `error` is the standard error of a mean; `margins` is the interval in
    margins: low, estimate, high; `brief` is its sentence without n."""

    treatment: str
    baseline: str
    settings: list[float | None]
    n: int
    low: float | None
    estimate: float | None
    high: float | None
    error: float | None
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
    brief: str


class ClaimRow(TypedDict):
    """A claim with its verdict; `decisive` is the index of the pair that decides it."""

    id: str
    text: str
    kind: str
    headline: bool
    measure: str
    unit: str
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


class LedgerPart(TypedDict):
    """A part of a row of the ledger: what is compared, on which measure, and what came out."""

    treatment: str
    baseline: str
    measure: str
    margin_text: str
    margins: list[float] | None
    text: str
    verdict: str


class LedgerRow(TypedDict):
    """A statement of the notes, or of a user's own study, with its verdict over all claims; `claim` says most.

    `lead` and `came` are what came out, in words; `names` those in it of what is compared.
    """

    id: str
    owner: str
    topic: str
    text: str
    verdict: str
    surprise: bool
    note: str
    lead: str
    came: str
    names: list[str]
    held: int
    parts: int
    count: str
    n_text: str
    study: str
    title: str
    claim: ClaimRow
    claims: list[LedgerClaim]
    pairs: list[LedgerPart]


class Answer(TypedDict):
    """A short answer: a headline and what supports it."""

    bold: str
    text: str


class StudyAnswer(Answer):
    """An answer of a study."""

    kind: Literal["advice", "alike", "best", "failed", "fast", "open", "recipe", "settled"]


class RunAnswer(StudyAnswer):
    """An answer on the front page, with the study that gives it."""

    study: str
    title: str
