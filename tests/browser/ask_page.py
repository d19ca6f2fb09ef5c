"""The page /ask as a person meets it in a browser without scripts, for tests."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


class AskPage:
    """The page.

    Attributes:
        page: the page.
        trouble: what the browser complained of, such as a breach of the content security policy.
    """

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.trouble: list[str] = []
        self._site = site
        page.on("console", lambda message: self._heard(message.type, message.text))

    def open(self) -> None:
        """Open the page."""
        self.page.goto(f"{self._site}/ask")

    @property
    def box(self) -> Locator:
        """The box to type in."""
        return self.page.get_by_label("Your question").or_(
            self.page.get_by_label("Your next question or answer")
        )

    def ask(self, question: str) -> None:
        """Type a question and press the button."""
        self.box.fill(question)
        self.press("Ask")

    def press(self, button: str) -> None:
        """Press a button, and wait for the page that comes, with its style."""
        with self.page.expect_navigation(wait_until="load"):
            self.page.get_by_role("button", name=button, exact=True).click()

    @property
    def asked(self) -> list[str]:
        """What the person said, in order."""
        return self.page.locator(".asked p").all_inner_texts()

    @property
    def replies(self) -> Locator:
        """The replies, in order."""
        return self.page.locator(".reply")

    def _heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not text.startswith("Failed to load resource"):
            self.trouble.append(text)
