"""For everyone: by keyboard, on small screens, with zoom and with a screen reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.chat_page import MESSAGES, ChatPage, canned

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
    name: focused.localName === "textarea" ? "box" : focused.firstChild.textContent.trim(),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth),
    uncovered: top !== null && focused.contains(top),
  };
}"""
_SMALL_TARGETS = """root => [...root.querySelectorAll("a, button, textarea")]
  .filter((target) => !target.closest("p"))  // links in a sentence may be as high as its lines
  .map((target) => [target.textContent, target.getBoundingClientRect()])
  .filter(([, box]) => box.width < 44 || box.height < 44)
  .map(([text, box]) => `${text} ${box.width} x ${box.height}`)"""
_TOO_WIDE = """root => [...root.querySelectorAll("*")]
  .filter((element) => element.getBoundingClientRect().right > innerWidth)
  .map((element) => element.outerHTML)"""
_FAINT = """root => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = channels(colour)
      .map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    return channels(colour)[3] === 0 ? behind(element.parentElement) : colour;
  };
  const texts = [...root.querySelectorAll("*")].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()) &&
    element.getBoundingClientRect().width > 1);
  if (texts.length < 20) return ["nothing to look at"];
  return texts.map((element) => {
    const pair = [light(getComputedStyle(element).color), light(behind(element))];
    return [element.textContent, (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05)];
  }).filter(([, ratio]) => ratio < 4.5);
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
    chat.box.fill("four, with averylongwordthatgoesonandonandonandonandonandon")
    chat.box.press("Enter")
    expect(chat.error).to_be_visible()


def _tab_through(chat: ChatPage, most: int = 40) -> list[str]:
    """Press Tab from the start of the page; each stop must be seen. Return the names."""
    chat.page.evaluate("document.activeElement.blur(); window.getSelection().removeAllRanges()")
    chat.page.evaluate("document.body.tabIndex = -1; document.body.focus(); scrollTo(0, 0)")
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
    assert _tab_through(chat) == [*_SUGGESTIONS, "box", "Send"]
    chat.answer_with(canned("answer", "Yes.", sources=[_SOURCE], choices=_CHOICES))
    chat.ask("Well?")
    titles = [choice["title"] for choice in _CHOICES]
    assert _tab_through(chat) == [*_SUGGESTIONS, _SOURCE["title"], *titles, "box", "Send"]


@pytest.mark.parametrize("size", [(320, 640), (320, 256), (1280, 900)])
def test_it_fits_the_screen(open_chat: OpenChat, size: tuple[int, int]) -> None:
    """320 x 256 is what a 1280 x 1024 screen shows at 400 % zoom."""
    chat = open_chat(*size)
    _show_everything(chat)
    assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert chat.in_chat(_TOO_WIDE) == []
    assert chat.in_chat(_SMALL_TARGETS) == []
    assert _tab_through(chat)[-1] == "Send"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out(open_chat: OpenChat, scheme: str) -> None:
    chat = open_chat(color_scheme=scheme)
    _show_everything(chat)
    chat.page.mouse.move(0, 0)
    assert chat.in_chat(_FAINT) == []


def test_the_start_of_a_reply_can_be_seen(open_chat: OpenChat) -> None:
    chat = open_chat(320, 640)
    reply = chat.ask("How much did Aaina Community Hub get?")
    expect(reply.locator(".who")).to_be_in_viewport()
    expect(chat.questions.last).to_be_in_viewport()


def test_a_reply_is_read_out_once(chat: ChatPage) -> None:
    chat.in_chat(
        """root => {
          window.readOut = [];
          const region = root.querySelector("[role=status]");
          new MutationObserver(() => window.readOut.push(region.textContent)).observe(
            region, { childList: true, characterData: true, subtree: true });
        }"""
    )
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
    # Nothing else in the chat is read out by itself.
    live = "[aria-live], [role=log], [role=alert], [role=status]"
    expect(chat.page.locator("taskforce-chat").locator(live)).to_have_count(1)


def test_a_reply_is_read_out_again_when_it_comes_again(chat: ChatPage) -> None:
    held: list[Route] = []
    chat.page.route(MESSAGES, lambda route: held.append(route))
    for _ in range(2):
        chat.box.fill("Again?")
        chat.box.press("Enter")
        expect(chat.read_out).to_have_text("Looking for an answer")
        held.pop().fulfill(json={"replies": [canned("answer", "Yes.")]})
        expect(chat.read_out).to_have_text("Assistant: Yes.")


def test_trouble_is_read_out(chat: ChatPage) -> None:
    chat.refuse_once(0)
    chat.button("What is Race Forward?").click()
    expect(chat.read_out).to_contain_text("could not be reached")


def test_nothing_moves_for_those_who_want_that(open_chat: OpenChat) -> None:
    chat = open_chat(reduced_motion="reduce")
    chat.page.route(MESSAGES, lambda route: None)
    chat.box.fill("Well?")
    chat.box.press("Enter")
    expect(chat.page.locator("li.typing")).to_be_visible()
    assert chat.in_chat("root => root.getAnimations().length") == 0


def test_every_file_of_the_page_is_there(open_chat: OpenChat) -> None:
    chat = open_chat()
    answers: dict[str, int] = {}
    chat.page.on("response", lambda response: answers.update({response.url: response.status}))
    chat.page.reload()
    chat.page.wait_for_load_state("networkidle")
    assert len(answers) >= 6
    assert {url: status for url, status in answers.items() if status >= 400} == {}


def test_without_scripts_there_is_an_address(open_chat: OpenChat, assistant_url: str) -> None:
    context = open_chat().page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = context.new_page()
    page.goto(f"{assistant_url}/widget/chat.html")
    expect(page.get_by_role("main").get_by_role("link")).to_have_attribute(
        "href", "mailto:raceequalitiestaskforce@wmca.org.uk"
    )
    context.close()
