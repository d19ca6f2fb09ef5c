"""The form at ``/enquiry`` and what it says of what is typed, without a browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.form import page as form_page
from tests.channels.form_site import FILLED, Site

HOSTILE = "</textarea><script>alert(1)</script>\"'&amp;"


def test_the_page_says_who_reads_it_what_is_kept_and_what_to_do_in_an_emergency(
    site: Site,
) -> None:
    answer = site.get()
    assert answer.status == 200
    assert answer.title.startswith("Write to the Taskforce’s team")
    for words in ("answers by email", "45 days after it was sent", "no more about yourself", "999"):
        assert words in answer.words
    assert answer.problems == {}


@pytest.mark.parametrize("path", ["/enquiry", "/enquiry/sent", "/enquiry?about=x"])
def test_no_page_may_load_or_keep_anything(site: Site, path: str) -> None:
    answer = site.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    for word in ("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert word in policy
    assert "script" not in policy and "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers
    assert "style=" not in answer.page and "<script" not in answer.page


def test_the_page_can_be_asked_for_without_its_body(site: Site) -> None:
    answer = site.get(method="HEAD")
    assert (answer.status, answer.page) == (200, "")


@pytest.mark.parametrize(
    ("changes", "part", "words"),
    [
        ({"about": ""}, "about", "Please write"),
        ({"about": " \r\n "}, "about", "Please write"),
        ({"about": "a" * 4001}, "about", "up to 4,000 characters"),
        ({"email": ""}, "email", "Please give an email address"),
        ({"email": "pat"}, "email", "does not look like"),
        ({"email": "pat@example.org, kit@example.org"}, "email", "one email address only"),
        ({"email": "Pat <pat@example.org>"}, "email", "without a name"),
        ({"email": "pät@example.org"}, "email", "Please give another one"),
        ({"email": f"{'a' * 60}@{'b.' * 120}org"}, "email", "too long"),
        ({"name": "n" * 101}, "name", "up to 100 characters"),
        ({"organisation": "o" * 101}, "organisation", "up to 100 characters"),
    ],
)
def test_a_wrong_field_is_named_and_everything_typed_is_kept(
    site: Site, changes: dict[str, str], part: str, words: str
) -> None:
    typed = {**FILLED, "copy": "yes", **changes}
    answer = site.post({**typed, "token": site.get().token})
    assert answer.status == 422
    assert answer.title.startswith("Error: ")
    assert list(answer.problems) == [part] and words in answer.problems[part]
    assert "without an address" not in answer.words
    tag = answer.tag(part)
    assert 'aria-invalid="true"' in tag and f"{part}-error" in tag
    assert words in answer.page.partition(f'id="{part}-error"')[2].partition("</p>")[0]
    assert answer.message == typed["about"]
    for name in ("email", "name", "organisation"):
        assert f'value="{typed[name].replace("<", "&lt;").replace(">", "&gt;")}"' in answer.page
    assert " checked" in answer.tag("copy") and " checked" in answer.tag("consent")
    assert site.kept() == 0


def test_nothing_filled_lists_every_problem_in_the_order_of_the_page(site: Site) -> None:
    answer = site.post({"token": site.get().token})
    assert list(answer.problems) == ["about", "email", "consent"]
    assert "autofocus" in answer.page.partition('role="alert"')[2].partition(">")[0]
    assert 'aria-invalid="false"' in answer.tag("name")
    positions = [answer.page.index(f' id="{part}"') for part in answer.problems]
    assert positions == sorted(positions)


def test_4000_characters_of_several_bytes_can_be_sent(site: Site) -> None:
    assert site.send(about="😀" * 3999 + "a").status == 303
    assert len(site.only().about) == 4000


def test_a_likely_slip_is_asked_about_and_never_changed_silently(site: Site) -> None:
    slip = {**FILLED, "email": "pat@gamil.com", "token": site.get().token}
    asked = site.post(slip)
    assert asked.status == 422
    assert asked.problems == {"email-choice": "Did you mean pat@gmail.com?"}
    assert 'value="pat@gamil.com"' in asked.tag("email")
    assert "checked" not in asked.tag("email-choice") + asked.tag("email-choice-typed")
    # A choice is about the addresses that were shown, not about one typed afterwards.
    other = site.post({**slip, "email": "kit@gamil.com", "email_choice": "pat@gmail.com"})
    assert other.status == 422 and site.kept() == 0


@pytest.mark.parametrize("chosen", ["pat@gmail.com", "pat@gamil.com"])
def test_the_chosen_address_is_used(site: Site, chosen: str) -> None:
    assert site.send(email="pat@gamil.com", email_choice=chosen).status == 303
    assert site.only().email == chosen


def test_a_choice_is_kept_while_another_field_is_wrong(site: Site) -> None:
    answer = site.send(email="pat@gamil.com", email_choice="pat@gamil.com", about="")
    assert list(answer.problems) == ["about"]
    assert " checked" in answer.tag("email-choice-typed")


def test_an_address_that_cannot_be_used_can_be_mended_by_a_tick(site: Site) -> None:
    asked = site.send(email="pat@example,org")
    assert list(asked.problems) == ["email"]
    assert 'type="checkbox"' in asked.tag("email-choice")
    assert site.send(email="pat@example,org", email_choice="pat@example.org").status == 303
    assert site.only().email == "pat@example.org"


def test_without_a_yes_nothing_is_kept(site: Site) -> None:
    fields = {**FILLED, "token": site.get().token}
    del fields["consent"]
    assert list(site.post(fields).problems) == ["consent"]
    assert site.kept() == 0


def test_sentences_for_people_are_short_and_calm() -> None:
    form = Path(form_page.__file__).parent
    pages = "".join(path.read_text("utf-8") for path in (form / "templates").glob("*.j2"))
    pages = re.sub(r"\{[{%#].*?[}%#]\}|</?(a|bdi)[^>]*>", "", pages)
    texts = re.findall(r">([^<>]+)<", pages)
    texts += yaml.safe_load((form / "wording.yml").read_text("utf-8")).values()
    sentences = [s for text in texts for s in re.split(r"(?<=[.?])\s+", text.strip())]
    assert len(sentences) > 50
    assert [s for s in sentences if len(s.split()) > 25 or "!" in s] == []


def test_a_link_can_bring_a_message_along(site: Site) -> None:
    answer = site.get("/enquiry?about=Who%20can%20join%3F%0A%3C/textarea%3E%26")
    assert answer.message == "Who can join?\n</textarea>&"
    assert "came with the link" in answer.words
    assert answer.page.count("</textarea>") == 1
    assert len(site.get("/enquiry?about=" + "a" * 5000).message) == 4000
    assert site.get("/enquiry?about=%ff%00").status == 200


@pytest.mark.parametrize("name", ["about", "email", "email_choice", "name", "organisation"])
def test_nothing_typed_becomes_a_part_of_the_page(site: Site, name: str) -> None:
    answer = site.send(**{name: HOSTILE, "token": ""})
    assert "<script" not in answer.page
    assert answer.page.count("</textarea>") == 1


def test_a_line_break_at_the_start_is_kept(site: Site) -> None:
    assert site.send(about="\r\n\r\nHello", consent="yes", email="").message == "\r\n\r\nHello"
