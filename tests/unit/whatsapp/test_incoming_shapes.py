"""Whatever a webhook looks like: never an exception, never a lost text, never a doubled one."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.whatsapp.incoming import Incoming, Kind, read
from tests.unit.whatsapp.webhooks import NUMBER, raw, text, value, webhook

_KEYS = st.sampled_from(
    ["object", "entry", "changes", "field", "value", "messages", "statuses", "contacts", "errors",
     "metadata", "phone_number_id", "from", "from_user_id", "id", "timestamp", "type", "text",
     "body", "interactive", "button_reply", "list_reply", "button", "payload", "image", "caption",
     "system", "wa_id", "user_id", "group_id", "whatsapp_business_account", "code"]
)  # fmt: skip
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _KEYS
    | st.text(st.characters(), max_size=8),
    lambda some: st.lists(some, max_size=4) | st.dictionaries(_KEYS, some, max_size=6),
    max_leaves=25,
)  # fmt: skip
_OBJECTS = st.dictionaries(_KEYS, _ANYTHING, max_size=5)
# What a good text may have beside it without being less of one.
_BESIDE = st.dictionaries(
    st.sampled_from(["timestamp", "context", "errors", "referral", "username", "x"]), _ANYTHING
)
_WORDS = st.text(st.characters(), min_size=1, max_size=40)


@settings(max_examples=150, deadline=None)
@given(_ANYTHING)
def test_any_json_is_read(body: Any) -> None:
    assert read(json.dumps(body).encode(), NUMBER) is not None


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read(body: bytes) -> None:
    assert read(body, NUMBER) is not None


@settings(max_examples=150, deadline=None)
@given(st.lists(_OBJECTS | _ANYTHING, max_size=4), _WORDS, _BESIDE, st.lists(_ANYTHING, max_size=2))
def test_a_text_among_anything_is_never_lost(
    others: list[Any], words: str, beside: dict[str, Any], errors: list[Any]
) -> None:
    good = {**beside, **text(words, "wamid.good")}
    told = value([*others, good, *others], errors=errors, contacts=others)
    body = webhook({"messages": others, "metadata": errors}, told)
    body["entry"] = [*others, *body["entry"], *errors]

    got = [item for item in read(raw(body), NUMBER) if isinstance(item, Incoming)]

    found = [item for item in got if item.id == "wamid.good"]
    assert [(item.kind, item.text) for item in found] == [(Kind.TEXT, words)]
