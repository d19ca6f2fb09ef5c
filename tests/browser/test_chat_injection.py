"""Whatever anybody says, the chat shows it as text."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import expect

from tests.browser.chat_page import MESSAGES, answer, canned
from tests.browser.hostile import ALL, PARAGRAPHS, TEXTS, Watch

_YES = canned("answer", "Yes.")
_TYPED = "</textarea><img src=x onerror=ran()> half a quest"
_REPLY = ".reply:not(.greeting)"
_ASKED = """async () => {
  const { token } = JSON.parse(localStorage.getItem("taskforce-chat"));
  const answer = await fetch("/webhooks/web/messages?after=0", {
    headers: { Authorization: `Bearer ${token}` },
  });
  const { messages } = await answer.json();
  return messages.filter(({ from }) => from === "person").map(({ text }) => text);
}"""


def _everything() -> list[dict[str, Any]]:
    """Replies with every text in every place."""
    each = [{"title": text, "url": text} for text in TEXTS]
    return [
        canned(
            "answer",
            ALL,
            sources=[{**source, "checked_on": source["url"]} for source in each],
            links=each,
            choices=[{"title": text, "id": text} for text in TEXTS],
            entries=TEXTS,
        ),
        *(canned(text, "Yes.", title=text) for text in TEXTS),
    ]


def _shows_everything(watch: Watch) -> None:
    expect(watch.chat.replies).to_have_count(len(TEXTS) + 2)
    told = watch.texts(f"{_REPLY} > p[dir]")
    assert told[: len(PARAGRAPHS)] == PARAGRAPHS
    assert watch.texts(f"{_REPLY} h3") == TEXTS
    assert watch.texts(f"{_REPLY} .choice") == TEXTS
    for places in (".sources li", " > p:not([class], [dir])"):
        shown = watch.texts(f"{_REPLY} {places}")
        assert len(shown) == len(TEXTS)
        assert all(line.startswith(text) for line, text in zip(shown, TEXTS, strict=True))


def test_what_people_type(watch: Watch) -> None:
    """To the real assistant, some hundred characters at a time."""
    watch.open()
    batches = [""]
    for text in TEXTS:
        if len(batches[-1]) + len(text) > 900:
            batches.append("")
        batches[-1] += f" {text}"
    for batch in batches:
        watch.chat.ask(batch)
        expect(watch.chat.page.locator("li.typing")).to_have_count(0)
    expect(watch.chat.questions).to_have_count(len(batches))
    expect(watch.chat.error).to_have_count(0)
    assert watch.texts(".person p[dir]") == watch.chat.page.evaluate(_ASKED)


def test_what_the_assistant_says(watch: Watch) -> None:
    watch.open()
    watch.chat.page.route(MESSAGES, lambda route: answer(route, *_everything()))
    watch.chat.ask("Well?")
    _shows_everything(watch)


def test_a_choice_is_sent_as_it_came(watch: Watch) -> None:
    watch.open()
    sent = watch.chat.sent()
    choices = [{"title": text, "id": text} for text in TEXTS[::8]]
    watch.chat.answer_with(canned("clarify", "Which?", choices=choices), *[_YES] * len(choices))
    watch.chat.ask("Well?")
    for at, choice in enumerate(choices):
        watch.chat.page.locator(f"{_REPLY} .choice").nth(at).press("Enter")
        watch.chat.wait_for_reply(at + 2)
        assert sent[-1] == {"choice": choice["id"]}
    assert len(watch.texts(".person p[dir]")) == len(choices) + 1


def test_half_a_character(watch: Watch) -> None:
    """It is text for JavaScript, but has no code of its own in an address."""
    watch.open()
    watch.chat.chat.evaluate("chat => chat.ask('one \\ud83d')")
    expect(watch.chat.replies).to_have_count(2)
    half = json.dumps(
        {"replies": [], "message": {"from": "assistant", **canned("answer", "\ud83d")}}
    )
    watch.chat.page.route(MESSAGES, lambda route: route.fulfill(body=half), times=1)
    watch.chat.ask("Well?")
    expect(watch.chat.option("Email this chat to myself")).to_be_visible()


def test_what_is_brought_back(watch: Watch) -> None:
    """The conversation by the server, and what was being typed by the browser."""
    people = [{"from": "person", "id": text, "text": text} for text in TEXTS]
    said = [{"from": "assistant", "to": 1, **reply} for reply in _everything()]
    kept = [{"n": n, **message} for n, message in enumerate(people + said, 1)]
    body = json.dumps({"messages": kept, "waiting": False, "__proto__": {"ran": True}})
    body = body.replace('"from"', '"__proto__": {"ran": true}, "from"')
    watch.chat.page.route(f"{MESSAGES}?*", lambda route: route.fulfill(body=body))
    watch.visit()
    watch.chat.page.evaluate(
        """text => {
          const shared = { token: text, usedAt: Date.now(), idleIn: 60 };
          localStorage.setItem("taskforce-chat", JSON.stringify(shared));
          const tab = { sending: { id: text, text }, draft: text };
          sessionStorage.setItem("taskforce-chat", JSON.stringify(tab));
        }""",
        _TYPED,
    )
    watch.open()
    _shows_everything(watch)
    assert watch.texts(".person p[dir]") == TEXTS
    expect(watch.chat.box).to_have_value(_TYPED)
