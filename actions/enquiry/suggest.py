"""What an email address was probably meant to be. It is only ever asked, never applied."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml
from rapidfuzz.distance import OSA

_SHORTEST = 7  # characters of a domain; in shorter ones every other is one slip away
_ROOM_AROUND_AT = re.compile(r"\s*@\s*")
_INSIDE = re.compile(r"[^\s<>()\[\]\"',;:]+@[^\s<>()\[\]\"';:@]+")


def mended(text: str) -> str:
    """Return ``text`` without the slips that no address can have: spaces, commas, outer marks."""
    joined = _ROOM_AROUND_AT.sub("@", text)
    inside = _INSIDE.findall(joined)
    one = inside[0] if len(inside) == 1 else joined.strip()
    return _with_likely_domain(one.replace(",", ".").rstrip(".!?"))


def likely(address: str) -> str | None:
    """Return the address with a well-known domain that this one is a slip away from, or None."""
    meant = _with_likely_domain(address)
    return meant if meant != address else None


def _with_likely_domain(address: str) -> str:
    local, at, domain = address.rpartition("@")
    known, ends = _domains()
    domain = domain.lower()
    if not at or domain in known:
        return address
    for wrong, right in ends.items():
        if domain.endswith(f".{wrong}"):
            domain = f"{domain[: -len(wrong)]}{right}"
            break
    if domain not in known and len(domain) >= _SHORTEST:
        near = [k for k in known if OSA.distance(domain, k, score_cutoff=1) <= 1]
        domain = near[0] if near else domain
    return f"{local}@{domain}"


@lru_cache(maxsize=1)
def _domains() -> tuple[tuple[str, ...], dict[str, str]]:
    read = yaml.safe_load(Path(__file__).with_name("domains.yml").read_text("utf-8"))
    return tuple(read["known"]), dict(read["ends"])
