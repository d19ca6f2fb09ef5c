"""The chat in Firefox as a person meets it who has a keyboard alone, for tests."""

from __future__ import annotations

from tests.browser.chat_page import LAUNCHER
from tests.browser.firefox_page import FirefoxPage

_WATCH = """() => {
  window.seen = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.seen.push(`${event.violatedDirective}: ${event.blockedURI}`));
}"""
_ROOT = "const root = document.querySelector('taskforce-chat').shadowRoot;"
_FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at.id || at.labels?.[0]?.textContent || at.textContent.trim().replace(/\\s+/g, " ");
}"""
_MOST_STOPS = 60


class FirefoxChat:
    """A page with the chat, which is used by keyboard only.

    Attributes:
        page: the page.
    """

    def __init__(self, page: FirefoxPage, url: str) -> None:
        self.page = page
        self._url = url
        page.run_first(_WATCH)

    def visit(self) -> None:
        """Go to the page, or load it again."""
        self.page.open(self._url)

    def open(self) -> None:
        """Go to the page, and on it by Tab to the launcher, which comes last; press it."""
        self.visit()
        self.page.wait_until("() => document.querySelector('taskforce-chat')?.shadowRoot")
        self.go_to("Policies of the WMCA")  # the page has a button of the same name before it
        self.go_to(LAUNCHER)
        self.page.press("Enter")
        self.wait_for(".greeting", "automated")

    def go_to(self, name: str, key: str = "Tab") -> None:
        """Press Tab until what has this name, or begins with it, has the focus.

        Raises:
            AssertionError: when it cannot be reached.
        """
        passed = []
        for _ in range(_MOST_STOPS):
            self.page.press(key)
            passed.append(self.focused())
            if passed[-1].startswith(name):
                return
        raise AssertionError(f"{name!r} is not among {passed}")

    def focused(self) -> str:
        """Return the id, the label or the text of what has the focus."""
        name: str = self.page.run(_FOCUSED)
        return name

    def ask(self, question: str, words: str) -> None:
        """Type a question, and wait until the last reply has these words."""
        self.page.type(question)
        self.page.press("Enter")
        self.wait_for(".reply:last-child", words)

    def wait_for(self, selector: str, words: str) -> None:
        """Wait until what a selector finds in the chat has these words."""
        told = f"(...all) => {{ {_ROOT} return root.querySelector(all[0])?.textContent"
        self.page.wait_until(f"{told}.includes(all[1]); }}", selector, words)

    def texts(self, selector: str) -> list[str]:
        """Return the texts of what a selector finds in the chat."""
        find = f"(selector) => {{ {_ROOT} return [...root.querySelectorAll(selector)]"
        told: list[str] = self.page.run(f"{find}.map((e) => e.textContent.trim()); }}", selector)
        return told

    def is_open(self) -> bool:
        """Return whether the panel can be seen."""
        told: bool = self.page.run(f"() => {{ {_ROOT} return !!root.querySelector('[open]'); }}")
        return told

    def of_focused(self, attribute: str) -> str:
        """Return an attribute of what has the focus in the chat."""
        script = f"(name) => {{ {_ROOT} return root.activeElement.getAttribute(name) ?? ''; }}"
        told: str = self.page.run(script, attribute)
        return told

    def violations(self) -> list[str]:
        """Return the breaches of the content security policy since the page was loaded."""
        told: list[str] = self.page.run("() => window.seen")
        return told
