"""The rules file: what it may hold, and its rules made ready to run."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

DECISION_ORDER: tuple[str, ...] = (
    "emergency",
    "distress",
    "hate_crime",
    "discrimination",
    "data_request",
    "abuse",
)
"""The acts, most pressing first. Danger to life always comes before anything else."""

_TERM = re.compile(r"\{([a-z_]+)\}")


class _Strict(BaseModel):
    """A part of the rules file; unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class RuleContent(_Strict):
    """One named rule as written in the rules file."""

    name: str = Field(pattern=r"^[a-z0-9-]+$")
    why: str = Field(min_length=10)
    any: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_something_to_find(self) -> RuleContent:
        if not (self.any or self.whole):
            raise ValueError(f"rule {self.name} has neither 'any' nor 'whole'")
        return self


class _Phrase(_Strict):
    """A wording that is rewritten before the rules are tried."""

    find: str
    use: str


class RulesFile(_Strict):
    """The whole of ``patterns.yml``."""

    terms: dict[str, str]
    spellings: dict[str, str]
    phrases: tuple[_Phrase, ...]
    masked_words: tuple[str, ...]
    keywords: tuple[str, ...]
    not_misspellings: tuple[str, ...]
    acts: dict[str, tuple[RuleContent, ...]]

    @field_validator("acts")
    @classmethod
    def _acts_are_known_and_named_once(
        cls, acts: dict[str, tuple[RuleContent, ...]]
    ) -> dict[str, tuple[RuleContent, ...]]:
        if set(acts) != set(DECISION_ORDER):
            raise ValueError(f"acts must be exactly {', '.join(DECISION_ORDER)}")
        names = [rule.name for rules in acts.values() for rule in rules]
        repeated = sorted({name for name in names if names.count(name) > 1})
        if repeated:
            raise ValueError(f"rule names used twice: {', '.join(repeated)}")
        return acts


@dataclass(frozen=True)
class Rule:
    """A rule made ready to run."""

    act: str
    name: str
    any: re.Pattern[str] | None
    whole: re.Pattern[str] | None
    all: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None

    def fits(self, text: str) -> bool:
        """Say whether the rule applies to a normalised message."""
        found = (self.any is not None and self.any.search(text) is not None) or (
            self.whole is not None and self.whole.fullmatch(text) is not None
        )
        return (
            found
            and all(pattern.search(text) for pattern in self.all)
            and not (self.unless is not None and self.unless.search(text))
        )


def fill(pattern: str, terms: dict[str, str]) -> str:
    """Put named terms into a pattern."""

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in terms:
            raise ValueError(f"unknown term {{{name}}} in pattern {pattern!r}")
        return terms[name]

    return _TERM.sub(value, pattern)


def expand_terms(terms: dict[str, str]) -> dict[str, str]:
    """Expand terms in the order written; a term may use those above it."""
    expanded: dict[str, str] = {}
    for name, pattern in terms.items():
        expanded[name] = f"(?:{fill(pattern, expanded)})"
    return expanded


def _compile(patterns: Iterable[str], terms: dict[str, str]) -> re.Pattern[str] | None:
    """Join patterns into one that can only begin where a word begins.

    The leading space is also what makes a search fast: alternatives are tried
    at the start of words only.
    """
    sources = [fill(pattern, terms) for pattern in patterns]
    if not sources:
        return None
    try:
        return re.compile(f" (?:{'|'.join(sources)})")
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}: {sources}") from error


def compile_rule(act: str, rule: RuleContent, terms: dict[str, str]) -> Rule:
    """Make one rule ready to run."""
    whole = _compile(rule.whole, terms)
    return Rule(
        act=act,
        name=rule.name,
        any=_compile(rule.any, terms),
        whole=None if whole is None else re.compile(f"{whole.pattern}(?: [.?])* "),
        all=tuple(
            compiled
            for pattern in rule.all
            if (compiled := _compile((pattern,), terms)) is not None
        ),
        unless=_compile(rule.unless, terms),
    )
