"""For everyone: by keyboard, on small screens, with zoom and with a screen reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.chat_page import LAUNCHER, MESSAGES, ChatPage, answer, canned

OpenChat = Callable[..., ChatPage]
_SUGGESTIONS = [
    "What is the Taskforce?",
    "What is Race Forward?",
    "Who has chaired the Taskforce?",
    "How do I report a hate crime?",
]
_SOURCE = {
    "title": "A page with a title so long that it takes more than a single line",
    "url": "https://example.org/a",
    "published": "2024-02-08",
    "checked_on": "2026-11-23",
}
_CHOICES = [
    {"title": "Connected Futures: £1 million for Walsall youth jobs", "id": "one"},
    {"title": "Yes", "id": "two"},
]
_FOCUSED = """root => {
  const focused = root.activeElement;
  if (!focused) return null;
  const box = focused.getClientRects()[0], style = getComputedStyle(focused);
  const [x, y] = [box.x + Math.min(box.width, 40) / 2, box.y + Math.min(box.height, 40) / 2];
  const top = root.elementFromPoint(x, y);
  return {
    name: focused.id === "box" ? "box" : (focused.getAttribute("aria-label") || focused.innerText).trim(),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth),
    uncovered: top !== null && focused.contains(top),
  };
}"""  # noqa: E501
_SMALL_TARGETS = """root => [...root.querySelectorAll("a, button, textarea, summary, input:not(.tick input), .tick")]
  .filter((target) => !target.closest("p") && target.checkVisibility())  // not those in a sentence
  .map((target) => [target.textContent, target.getBoundingClientRect()])
  .filter(([, box]) => box.width < 44 || box.height < 44)
  .map(([text, box]) => `${text} ${box.width} x ${box.height}`)"""  # noqa: E501
_TOO_WIDE = """root => [...root.querySelectorAll("dialog *")]
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
  .map((element) => element.outerHTML)"""
_LISTEN = """root => {
  window.readOut = [];
  for (const region of root.querySelectorAll("[role=status], [role=alert], [aria-live]"))
    new MutationObserver(() => region.textContent && window.readOut.push(region.textContent))
      .observe(region, { childList: true, characterData: true, subtree: true });
}"""


def _show_everything(chat: ChatPage) -> None:
    """A reply of each look, then trouble."""
    chat.answer_with(
        canned("answer", "Yes.", title="A title", sources=[_SOURCE, _SOURCE], choices=_CHOICES),
        canned("clarify", "Which of these do you mean?", choices=_CHOICES),
        canned("signpost", "Email raceequalitiestaskforce@wmca.org.uk.", sources=[_SOURCE]),
    )
    for question in ("one", "two", "three"):
        chat.ask(question)
    chat.refuse_once(0)
    chat.page.route(f"{MESSAGES}?*", lambda route: route.abort(), times=1)
    chat.box.fill("four, with averylongwordthatgoesonandonandonandonandonandon")
    chat.box.press("Enter")
    expect(chat.error).to_be_visible()


def _tab_through(chat: ChatPage, most: int = 40) -> list[str]:
    """Press Tab from the head of the panel on; each stop must be seen. Return the names."""
    chat.page.locator("#heading").focus()
    names: list[str] = []
    for _ in range(most):
        chat.page.keyboard.press("Tab")
        focused = chat.in_chat(_FOCUSED)
        if focused is None:
            break
        assert focused["ring"] >= 2, focused
        assert focused["uncovered"], focused
        names.append(focused["name"])
    return names


def test_the_focus_goes_in_reading_order_and_is_seen(chat: ChatPage) -> None:
    head, foot = ["Options", "Minimise", "Conversation"], ["box", "Send", "999"]
    assert _tab_through(chat) == [*head, "999", *_SUGGESTIONS, *foot]
    chat.answer_with(canned("answer", "Yes.", sources=[_SOURCE], choices=_CHOICES))
    chat.ask("Well?")
    source = f"{_SOURCE['title']} (opens in a new tab)"
    titles = [choice["title"] for choice in _CHOICES]
    assert _tab_through(chat) == [*head, "999", *_SUGGESTIONS, source, *titles, *foot]


def test_by_keyboard_alone_from_opening_to_closing(open_chat: OpenChat) -> None:
    chat = open_chat(opened=False)
    keyboard = chat.page.keyboard
    while chat.focused() != f"button {LAUNCHER}" or not chat.in_chat("root => root.activeElement"):
        keyboard.press("Tab")
    keyboard.press("Enter")
    expect(chat.box).to_be_focused()
    keyboard.insert_text("What is the Taskforce?")
    keyboard.press("Enter")
    expect(chat.replies).to_have_count(2, timeout=15_000)
    expect(chat.box).to_be_focused()
    for _ in range(30):
        if chat.focused().startswith("a ") and "new tab" in chat.focused():
            break
        keyboard.press("Shift+Tab")
    with chat.page.context.expect_page() as opened:
        chat.page.context.route("https://**", lambda route: route.fulfill(body="A source"))
        keyboard.press("Enter")
    opened.value.close()
    while chat.focused() != "button What is Race Forward?":
        keyboard.press("Shift+Tab")
    keyboard.press("Enter")
    expect(chat.replies).to_have_count(3, timeout=15_000)
    expect(chat.box).to_be_focused()
    keyboard.press("Escape")
    expect(chat.dialog).to_be_hidden()
    expect(chat.launcher).to_be_focused()


def test_escape_in_the_page_closes_it_too_and_the_page_can_be_used(chat: ChatPage) -> None:
    link = chat.page.get_by_role("main").get_by_role("link").last
    link.focus()
    chat.page.keyboard.press("Escape")
    expect(chat.dialog).to_be_hidden()
    assert chat.focused().startswith("a "), "the focus is left where the person is"


def test_the_focus_is_never_lost(chat: ChatPage) -> None:
    """Not when what had it goes away."""
    chat.answer_with(canned("answer", "Yes.", entries=["aaina-grant"], choices=_CHOICES))
    chat.ask("Well?")
    for press in ("Yes", "Send"):
        chat.button(press).last.press("Enter")
        assert not chat.focused().startswith("body"), press
    chat.option("Write to the team").press("Enter")
    expect(chat.page.locator("#enquiry-title")).to_be_focused()
    chat.button("Back to the chat").press("Enter")
    expect(chat.box).to_be_focused()


def test_full_screen_the_page_behind_cannot_be_reached(open_chat: OpenChat) -> None:
    chat = open_chat(320, 640)
    for _ in range(20):
        chat.page.keyboard.press("Tab")
        # Body stands for the browser's own controls, which come after the last stop.
        assert chat.focused().startswith("body") or chat.in_chat("root => !!root.activeElement")


@pytest.mark.parametrize("size", [(320, 640), (320, 256), (640, 256), (1280, 900)])
def test_it_fits_the_screen(open_chat: OpenChat, size: tuple[int, int]) -> None:
    """320 x 256 is what a 1280 x 1024 screen shows at 400 % zoom."""
    chat = open_chat(*size)
    _show_everything(chat)
    assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert chat.in_chat("root => root.querySelector('dialog').scrollWidth <= innerWidth")
    assert chat.in_chat(_TOO_WIDE) == []
    assert chat.in_chat(_SMALL_TARGETS) == []
    assert _tab_through(chat)[-2:] == ["Send", "999"]
    chat.option("Write to the team").click()
    chat.button("Send to the team").click()
    expect(chat.chat.get_by_role("alert")).to_be_visible()
    assert chat.in_chat(_TOO_WIDE) == []
    assert chat.in_chat(_SMALL_TARGETS) == []
    assert len(_tab_through(chat)) > 12


@pytest.mark.parametrize("size", [(320, 640), (320, 256), (1280, 900)])
def test_the_start_of_a_reply_can_be_seen(open_chat: OpenChat, size: tuple[int, int]) -> None:
    chat = open_chat(*size)
    reply = chat.ask("How much did Aaina Community Hub get?")
    expect(chat.questions.last.locator(".who")).to_be_in_viewport()
    expect(reply.locator(".who")).to_be_in_viewport()


def test_with_text_at_twice_the_size_nothing_is_cut_off(open_chat: OpenChat) -> None:
    chat = open_chat(1280, 900)
    chat.page.evaluate(
        "document.documentElement.style.setProperty('--taskforce-text-size', '32px')"
    )
    _show_everything(chat)
    assert chat.in_chat(_TOO_WIDE) == []
    assert chat.in_chat("root => getComputedStyle(root.querySelector('#box')).fontSize") == "32px"
    assert len(_tab_through(chat)) > 12


def test_with_wider_spacing_nothing_is_cut_off(open_chat: OpenChat) -> None:
    """WCAG 2.2, 1.4.12: what people set for themselves, in the shadow too."""
    chat = open_chat(320, 640)
    chat.in_chat(
        """root => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
            word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
          root.adoptedStyleSheets.push(sheet);
        }"""
    )
    _show_everything(chat)
    assert chat.in_chat(_TOO_WIDE) == []
    cut = """root => [...root.querySelectorAll("button, a, p, h2, h3, summary, label")]
      .filter((e) => e.checkVisibility() && !e.closest(".hidden"))
      .filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline")
      .map((e) => e.outerHTML)"""
    assert chat.in_chat(cut) == []


def test_a_reply_is_read_out_once(chat: ChatPage) -> None:
    chat.in_chat(_LISTEN)
    chat.answer_with(
        canned("answer", "It is in Walsall.", title="The hub", sources=[_SOURCE], choices=_CHOICES)
    )
    chat.ask("Where is the hub?")
    whole = (
        "Assistant: The hub. It is in Walsall. 1 source. "
        "Choices: Connected Futures: £1 million for Walsall youth jobs; Yes."
    )
    read_out = chat.page.evaluate("window.readOut")
    assert [text for text in read_out if "Walsall" in text] == [whole]
    # Nothing else in the chat is read out by itself, but news beside the closed launcher.
    live = "[aria-live], [role=log], [role=alert], [role=status]"
    expect(chat.chat.locator(live)).to_have_count(2)


def test_a_reply_is_read_out_again_when_it_comes_again(chat: ChatPage) -> None:
    held: list[Route] = []
    chat.page.route(MESSAGES, lambda route: held.append(route))
    for _ in range(2):
        chat.box.fill("Again?")
        chat.box.press("Enter")
        expect(chat.read_out).to_have_text("Looking for an answer")
        answer(held.pop(), canned("answer", "Yes."))
        expect(chat.read_out).to_have_text("Assistant: Yes.")


def test_waiting_is_read_out_once_and_only_when_it_takes_a_while(chat: ChatPage) -> None:
    chat.in_chat(_LISTEN)
    held: list[Route] = []
    chat.page.route(MESSAGES, lambda route: held.append(route))
    chat.box.fill("Well?")
    chat.box.press("Enter")
    expect(chat.page.locator("li.typing")).to_be_visible()
    assert chat.page.evaluate("window.readOut") == []
    chat.page.wait_for_timeout(2_500)
    assert chat.page.evaluate("window.readOut") == ["Looking for an answer"]
    chat.box.press_sequentially("typing is not read out")
    answer(held[0], canned("answer", "Yes."))
    chat.wait_for_reply(1)
    assert chat.page.evaluate("window.readOut") == ["Looking for an answer", "Assistant: Yes."]


def test_two_replies_are_read_out_in_order(chat: ChatPage) -> None:
    chat.in_chat(_LISTEN)
    replies = [canned("answer", "First."), canned("handoff", "Then.")]
    chat.page.route(MESSAGES, lambda route: answer(route, *replies))
    chat.ask("Well?")
    expect(chat.replies).to_have_count(3)
    told = " ".join(chat.page.evaluate("window.readOut"))
    assert told.index("Assistant: First.") < told.index("Assistant: Then.")
    assert chat.read_out.inner_text().endswith("Assistant: Then.")
    assert "First." in chat.read_out.inner_text(), "the first is not cut off by the second"


def test_what_was_said_before_is_not_read_out_again(chat: ChatPage) -> None:
    chat.ask("What is Race Forward?")
    chat.page.reload()
    expect(chat.chat).to_be_attached()
    chat.in_chat(_LISTEN)
    expect(chat.replies).to_have_count(2)
    chat.page.wait_for_timeout(500)
    assert chat.page.evaluate("window.readOut") == []


def test_trouble_is_read_out(chat: ChatPage) -> None:
    chat.refuse_once(0)
    chat.button("What is Race Forward?").click()
    expect(chat.read_out).to_contain_text("could not be reached")


def test_nothing_moves(chat: ChatPage) -> None:
    chat.page.route(MESSAGES, lambda route: None)
    chat.box.fill("Well?")
    chat.box.press("Enter")
    expect(chat.page.locator("li.typing")).to_be_visible()
    assert chat.in_chat("root => root.getAnimations().length") == 0
    assert chat.page.evaluate("document.getAnimations().length") == 0


def test_the_launcher_makes_way_for_what_has_the_focus(open_chat: OpenChat) -> None:
    """WCAG 2.2, 2.4.11: nothing that has the focus is hidden behind it, in the whole page."""
    for size in ((1280, 900), (320, 640)):
        chat = open_chat(*size, opened=False)
        for stop in chat.page.locator("a, button").all():
            stop.focus()
            covered = chat.page.evaluate(
                """() => {
                  const chat = document.querySelector("taskforce-chat");
                  const one = chat.shadowRoot.querySelector("button").getBoundingClientRect();
                  const other = document.activeElement.getBoundingClientRect();
                  return document.activeElement !== chat && one.left < other.right &&
                    other.left < one.right && one.top < other.bottom && other.top < one.bottom;
                }"""
            )
            assert not covered, (size, stop.inner_text())


def test_on_a_page_that_goes_from_right_to_left_it_does_too(open_chat: OpenChat) -> None:
    chat = open_chat(opened=False)
    chat.page.evaluate("document.documentElement.dir = 'rtl'")
    chat.launch()
    chat.answer_with(canned("answer", "Yes.", sources=[_SOURCE], choices=_CHOICES))
    chat.ask("Well?")
    panel, person, reply = (
        chat.page.locator(part).last.bounding_box() or {"x": -1, "width": -1}
        for part in ("dialog", "li.person", "li.reply")
    )
    assert panel["x"] < 100, "the panel is on the left"
    assert abs(person["x"] - reply["x"]) < 2, "the person's messages are on the left"
    assert chat.in_chat(_TOO_WIDE) == []


def test_every_file_of_the_page_is_there(open_chat: OpenChat) -> None:
    chat = open_chat()
    answers: dict[str, int] = {}
    chat.page.on("response", lambda response: answers.update({response.url: response.status}))
    chat.page.reload()
    chat.page.wait_for_load_state("networkidle")
    assert len(answers) >= 6
    assert {url: status for url, status in answers.items() if status >= 400} == {}


def test_without_scripts_there_is_a_plain_page(open_chat: OpenChat, assistant_url: str) -> None:
    context = open_chat().page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = context.new_page()
    page.goto(assistant_url)
    plain = page.get_by_role("main").get_by_role("link", name="Ask on a page without scripts")
    expect(plain).to_have_attribute("href", "/ask")
    context.close()
