"""Writing to the team with the form, in a browser without scripts."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from playwright.sync_api import expect

from actions.enquiry.caught import Caught, caught_mail
from tests.assistant import Assistant
from tests.browser.chat_page import ChatPage
from tests.browser.form_page import FormPage

OpenForm = Callable[..., FormPage]
_STOPS = ["Ask the assistant", "about", "email", "name", "organisation", "copy"]
_REST = ["its policies page", "consent", "Send to the team"]


def _arrived(assistant: Assistant, reference: str, count: int) -> list[Caught]:
    """Wait for so many emails with a reference."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        mail = caught_mail(assistant.log.parent / "mail")
        found = [email for email in mail if reference in email.subject]
        if len(found) >= count:
            return found
        time.sleep(0.2)
    raise AssertionError(f"{reference} did not arrive")


def test_it_is_sent_by_keyboard_alone_and_arrives(
    form: FormPage, assistant: Assistant, name: str
) -> None:
    keyboard = form.page.keyboard
    message = f"Who can join a hub? {name}"
    keys = {
        "about": lambda: keyboard.type(message),
        "email": lambda: keyboard.type(f"{name}@example.org"),
        "name": lambda: keyboard.type("Pat"),
        "copy": lambda: keyboard.press("Space"),
        "consent": lambda: keyboard.press("Space"),
    }
    stops = []
    for _ in [*_STOPS, *_REST]:
        stops.append(form.next_stop())
        keys.get(str(stops[-1]), lambda: None)()
    assert stops == [*_STOPS, *_REST]
    keyboard.press("Enter")
    expect(form.page.get_by_role("heading", level=1)).to_have_text("Your message is on its way")
    told = re.search(r"RET-[A-Z0-9]{5}", form.page.get_by_role("main").inner_text())
    assert told
    form.page.reload()
    expect(form.page.get_by_role("main")).to_contain_text(told[0])
    mail = _arrived(assistant, told[0], 2)
    assert len(mail) == 2
    to_team = next(email for email in mail if email.to.startswith("raceequalities"))
    assert message in to_team.text and f"{name}@example.org" in to_team.reply_to
    assert any(email.to == f"{name}@example.org" for email in mail)
    log = assistant.log.read_text("utf-8")
    assert name not in log


def test_a_likely_address_is_chosen_by_the_person(
    form: FormPage, assistant: Assistant, name: str
) -> None:
    form.fill("Is there a hub in Dudley?", f"{name}@gamil.com")
    form.send()
    form.field(f"Yes, use {name}@gmail.com").check()
    form.send()
    reference = form.page.locator(".reference").inner_text()
    (email,) = _arrived(assistant, reference, 1)
    assert f"{name}@gmail.com" in email.reply_to


def test_going_back_and_sending_again_gives_the_same_reference(form: FormPage, name: str) -> None:
    references = set()
    for _ in range(2):
        form.fill("Is there a hub in Dudley?", f"{name}@example.org")
        form.send()
        references.add(form.page.locator(".reference").inner_text())
        form.page.go_back()
    assert len(references) == 1


def test_what_is_added_after_going_back_is_said_not_to_be_sent(form: FormPage, name: str) -> None:
    form.fill("Is there a hub in Dudley?", f"{name}@example.org")
    form.send()
    form.page.go_back()
    form.fill("Is there a hub in Dudley?", f"{name}@example.org")
    form.field("Your organisation").fill("The Choir")
    form.send()
    expect(form.page.get_by_role("main")).to_contain_text("What you added was not sent")


def test_a_message_from_a_link_is_in_the_box_and_not_in_the_log(
    form: FormPage, assistant: Assistant, name: str
) -> None:
    form.open(f"?about=Who%20is%20{name}%3F%3Cb%3E")
    expect(form.field("Your message")).to_have_value(f"Who is {name}?<b>")
    expect(form.field("Your message")).to_have_accessible_description(
        re.compile("came with the link")
    )
    assert name not in assistant.log.read_text("utf-8")


def test_nothing_breaks_with_scripts_on(open_form: OpenForm) -> None:
    form = open_form(java_script_enabled=True)
    form.make_every_mistake()
    expect(form.summary).to_be_focused()


def test_the_chat_leads_to_the_form_and_back(open_chat: Callable[..., ChatPage]) -> None:
    page = open_chat().page
    page.get_by_role("contentinfo").get_by_role("link", name="Write to the team").click()
    expect(page).to_have_title(re.compile("^Write to the Taskforce’s team"))
    page.get_by_role("link", name="Ask the assistant").click()
    expect(page.get_by_role("dialog", name="Ask the assistant")).to_be_visible()
    page.reload()
