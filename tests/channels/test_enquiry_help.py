"""The form notices a call for help: the message goes on, and the reviewed help is shown first."""

from __future__ import annotations

import logging
from base64 import urlsafe_b64decode
from html import escape
from pathlib import Path

import pytest

from bot.form.helper import Helper
from bot.safety.learned import HELP_ACTS
from knowledge.store import LiveEntry
from tests.channels.form_site import FILLED, Answer, Site, form_site, help_entries

CALLS = {
    "emergency": "Someone is attacking me right now",
    "distress": "I am going to kill myself tonight",
    "hate_crime": "A man spat at me and called me a paki at the bus stop",
    "discrimination": "I was refused a job because I am black",
}
TITLE = "If you need help now"
ABUSE = "You are a useless fucking idiot"


def _shows(answer: Answer, act: str) -> bool:
    """Tell whether every sentence of an act's entry comes before the main heading."""
    entry, before = help_entries()[act], answer.page.partition("<h1>")[0]
    paragraphs = [f"<p>{escape(s.text, quote=False)}</p>" in before for s in entry.entry.answer]
    links = [f'href="{escape(source.url)}"' in before for source in entry.sources]
    assert len(set(paragraphs + links)) == 1, before
    return TITLE in before and all(paragraphs)


@pytest.mark.parametrize("act", HELP_ACTS)
def test_a_call_for_help_is_kept_and_met_with_help(site: Site, act: str) -> None:
    answer = site.send(about=CALLS[act])
    page = site.follow(answer)
    assert page.status == 200 and _shows(page, act)
    assert site.only().about == CALLS[act] and site.only().reference in page.words
    assert "Your message is on its way" in page.title  # the history tells no more


@pytest.mark.parametrize(
    "about", ["Who can join a hub?", ABUSE, "I want all the data you hold on me"]
)
def test_other_messages_are_sent_as_ever(site: Site, about: str) -> None:
    page = site.follow(site.send(about=about))
    assert site.only().about == about
    assert TITLE not in page.words and 'class="panel help"' not in page.page


@pytest.mark.parametrize("act", HELP_ACTS)
def test_neither_the_address_nor_the_log_says_what_it_was(
    site: Site, act: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        token = site.send(about=CALLS[act]).headers["location"].partition("is=")[2]
        site.get(f"/enquiry/sent?is={token}")
    told = urlsafe_b64decode(token.partition(".")[0] + "===").decode()
    assert site.only().reference in told
    for word in (*HELP_ACTS, "kill", help_entries()[act].entry.id):
        assert word not in token + told + caplog.text


@pytest.mark.parametrize("act", HELP_ACTS)
def test_in_danger_help_is_above_what_is_wrong_and_takes_no_focus(site: Site, act: str) -> None:
    answer = site.send(about=CALLS[act], email="pat")
    assert answer.status == 422 and list(answer.problems) == ["email"]
    urgent = act in ("emergency", "distress")
    assert _shows(answer, act) is urgent
    if urgent:
        assert answer.page.index('id="help"') < answer.page.index('role="alert"')
        assert "autofocus" not in answer.tag("help")
        assert answer.page.count("autofocus") == 1
        assert '<a href="#help">' in answer.page.partition('role="alert"')[2]
    assert answer.message == CALLS[act] and site.kept() == 0


def test_help_is_shown_whatever_became_of_the_message(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    call = CALLS["distress"]
    assert _shows(site.send(about=call, token="forged"), "distress")
    assert _shows(site.send(about=call + " a" * 4000), "distress")
    trapped = site.follow(site.send(about=call, homepage="x"))
    assert _shows(trapped, "distress") and "RET-" not in trapped.words

    def fail(*_: object) -> None:
        raise ValueError

    token = site.get().token
    with monkeypatch.context() as broken:
        broken.setattr(site.store, "submit", fail)
        answer = site.post({**FILLED, "about": call, "token": token})
    assert answer.status == 503 and _shows(answer, "distress")
    with form_site(tmp_path, email_day=0) as full:
        answer = full.send(about=call)
    assert answer.status == 429 and _shows(answer, "distress")


def test_opening_the_form_with_such_a_message_shows_no_more_than_the_form(site: Site) -> None:
    assert TITLE not in site.get("/enquiry?about=I%20want%20to%20die").words


def test_while_the_database_is_away_the_last_wording_is_shown(
    caplog: pytest.LogCaptureFixture,
) -> None:
    away = False

    def live(act: str) -> LiveEntry | None:
        if away:
            raise OSError("secret")
        return help_entries().get(act)

    helper = Helper(live)
    shown = helper.help_for("distress")
    assert shown is not None and "116 123" in " ".join(shown.paragraphs)
    away = True
    assert helper.help_for("distress") == shown
    assert helper.help_for("emergency") is None
    assert "OSError" in caplog.text and "secret" not in caplog.text


def test_without_its_wording_or_its_patterns_the_message_goes_on(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_text: str) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(site.helper, "_live", lambda _act: None)
    page = site.follow(site.send(about=CALLS["distress"]))
    assert page.status == 200 and site.only().reference in page.words
    assert "no live entry" in caplog.text
    monkeypatch.setattr(site.helper._recogniser, "recognise", fail)
    assert site.send(about="Another thing").status == 303
    assert "RuntimeError" in caplog.text and "secret" not in caplog.text
