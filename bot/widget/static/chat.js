/** `<taskforce-chat>`: ask a question, read the reply, see its sources. */

import { Conversation, Trouble } from "./api.js";
import { STRINGS } from "./strings.js";

const STYLES = new URL("chat.css", import.meta.url).href;
const TYPING_AFTER = 300; // milliseconds
const ANNOUNCED_FOR = 10_000; // milliseconds
// The server refuses the message itself, so the same message would not fare better.
const REFUSED = new Set(["empty", "not_text", "too_long", "choice_expired"]);
const EMAIL = /([\w.+-]+@[\w-]+(?:\.[\w-]+)+)/;

class TaskforceChat extends HTMLElement {
  #conversation = new Conversation();
  #waiting = false;
  #clearing = 0;

  #messages = element("ol", { class: "messages", role: "list", "aria-label": STRINGS.conversation });
  // Replies are read out from here, not from the list: each once, whole, and never the person's own
  // words. It is emptied again, so that nobody comes across a reply twice when reading the page.
  #status = element("div", { class: "read-out", role: "status" });
  #trouble = element("div", { class: "trouble", hidden: "" });
  #box = element("textarea", { id: "box", rows: 2, enterkeyhint: "send", "aria-describedby": "note" });
  #form = element(
    "form",
    { novalidate: "" },
    element("label", { for: "box" }, STRINGS.boxLabel),
    element("div", { class: "ask" }, this.#box, element("button", { class: "send" }, STRINGS.send)),
    element("p", { id: "note", class: "note" }, STRINGS.note),
    element("p", { class: "note keys" }, STRINGS.keys),
  );

  connectedCallback() {
    if (this.shadowRoot) return;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#box.addEventListener("keydown", (event) => {
      // While a word is being composed (as in Chinese or Punjabi), Enter belongs to that. Safari
      // tells of it with 229 alone.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.#submit();
    });
    const panel = element(
      "section",
      { class: "panel", "aria-labelledby": "heading" },
      element("h2", { id: "heading" }, STRINGS.heading),
      this.#messages,
      this.#trouble,
      this.#form,
      this.#status,
    );
    this.attachShadow({ mode: "open" }).append(element("link", { rel: "stylesheet", href: STYLES }), panel);
    this.#greet();
  }

  async #greet() {
    const suggestions = buttons(
      STRINGS.suggestions.map((text) => [text, () => this.#ask(text, { text })]),
      STRINGS.suggestionsLabel,
    );
    const item = element("li", { class: "message reply" }, ...suggestions);
    this.#messages.append(item);
    try {
      const greeting = await this.#conversation.open();
      item.prepend(who(STRINGS.assistant), ...paragraphs(greeting.text));
    } catch {
      // The note says what matters; the trouble is shown if it is still there at the first question.
    }
  }

  #submit() {
    const text = this.#box.value.trim();
    this.#box.focus({ preventScroll: true });
    if (this.#waiting) return;
    if (!text) {
      this.#showTrouble(new Trouble("nothing_typed"));
      return;
    }
    this.#box.value = "";
    this.#ask(text, { text }, text);
  }

  /**
   * Show a message as the person's and, when they come, its replies.
   *
   * Args: what to show; what to send; what to put back into the box if it cannot be sent.
   */
  async #ask(shown, message, typed = "") {
    if (this.#waiting) return;
    this.#waiting = true;
    this.#hideTrouble();
    const question = element("li", { class: "message person" }, who(STRINGS.you), element("p", {}, shown));
    const dots = element("span", { class: "dots", "aria-hidden": "true" }, "…");
    const typing = element("li", { class: "typing" }, STRINGS.typing, dots);
    this.#messages.append(question);
    this.#bringIntoView(question);
    const notice = setTimeout(() => {
      this.#messages.append(typing);
      this.#bringIntoView(question);
      this.#announce(STRINGS.typing);
    }, TYPING_AFTER);
    try {
      const replies = await this.#conversation.ask(message);
      typing.remove();
      this.#messages.append(...replies.map((reply) => this.#reply(reply)));
      this.#bringIntoView(question);
      this.#announce(replies.map(readOut).join(" "));
    } catch (trouble) {
      typing.remove();
      question.remove();
      // Something may have been typed while waiting.
      this.#box.value = [typed, this.#box.value].filter(Boolean).join("\n\n");
      this.#showTrouble(trouble, typed ? () => this.#submit() : () => this.#ask(shown, message));
    } finally {
      clearTimeout(notice);
      this.#waiting = false;
    }
  }

  #reply({ kind, title, text, sources = [], links = [], choices = [] }) {
    const heading = title ?? (kind === "signpost" ? STRINGS.signpost : null);
    return element(
      "li",
      { class: kind === "signpost" ? "message reply signpost" : "message reply" },
      who(STRINGS.assistant),
      ...(heading ? [element("h3", {}, heading)] : []),
      ...paragraphs(text),
      ...links.map((link) => element("p", {}, helpfulLink(link))),
      ...sourceList(sources),
      ...buttons(
        choices.map(({ title, id }) => [title, () => this.#ask(title, { choice: id, title })]),
        STRINGS.choices,
        kind === "clarify" || kind === "handoff" ? null : STRINGS.otherChoices,
      ),
    );
  }

  #showTrouble(trouble, again) {
    const words = trouble instanceof Trouble ? STRINGS.trouble[trouble.code] || trouble.message : "";
    const text = words || STRINGS.trouble.busy;
    this.#trouble.replaceChildren(element("p", {}, ...withEmails(text)));
    if (again && !REFUSED.has(trouble.code)) {
      const retry = element("button", { type: "button" }, STRINGS.tryAgain);
      retry.addEventListener("click", () => {
        this.#box.focus({ preventScroll: true });
        again();
      });
      const email = element("a", { class: "action", href: STRINGS.emailLink }, STRINGS.emailInstead);
      this.#trouble.append(element("div", { class: "actions" }, retry, email));
    }
    this.#trouble.hidden = false;
    this.#bringIntoView(this.#trouble);
    this.#announce(text);
  }

  #hideTrouble() {
    this.#trouble.replaceChildren();
    this.#trouble.hidden = true;
    this.#announce("");
  }

  #announce(text) {
    clearTimeout(this.#clearing);
    this.#status.textContent = text;
    if (text) this.#clearing = setTimeout(() => (this.#status.textContent = ""), ANNOUNCED_FOR);
  }

  /** Bring the box into view, unless that would hide the start of this part. */
  #bringIntoView(part) {
    this.#form.scrollIntoView({ block: "nearest" });
    if (part.getBoundingClientRect().top < 0) part.scrollIntoView({ block: "start" });
  }
}

/** Make an element. Everything from people and servers goes in as text, never as HTML. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

function who(name) {
  return element("p", { class: "who" }, name);
}

function paragraphs(text) {
  return text.split(/\n{2,}/).map((paragraph) => element("p", {}, ...withEmails(paragraph)));
}

function withEmails(text) {
  // Splitting by a group gives plain text and addresses in turn.
  return text
    .split(EMAIL)
    .map((part, at) => (at % 2 ? element("a", { href: `mailto:${part}` }, part) : part));
}

function sourceList(sources) {
  if (!sources.length) return [];
  const items = sources.map((source) => element("li", {}, sourceLink(source), sourceDates(source)));
  return labelled(STRINGS.sources, element("ul", { class: "sources", role: "list" }, ...items));
}

function sourceLink({ title, url }) {
  if (!/^https?:\/\//i.test(url)) return title;
  // A new tab, because leaving this page ends the conversation.
  const attributes = { class: "action", href: url, target: "_blank", rel: "noopener noreferrer" };
  return element("a", attributes, `${title} `, element("span", { class: "aside" }, STRINGS.newTab));
}

function sourceDates({ published, checked_on: checked }) {
  const parts = [published && STRINGS.published(inWords(published)), STRINGS.checked(inWords(checked))];
  const text = parts.filter(Boolean).join(", ");
  return element("span", { class: "dates" }, text.charAt(0).toUpperCase() + text.slice(1));
}

/** A ready email opens in the person's own mail program; nothing else is linked to here. */
function helpfulLink({ title, url }) {
  return /^mailto:/i.test(url) ? element("a", { class: "action", href: url }, title) : title;
}

/** "2026-11-23" as "23 November 2026"; a month or a year alone stays one. */
function inWords(date) {
  const [, month, day] = date.split("-");
  const form = { year: "numeric", month: month && "long", day: day && "numeric", timeZone: "UTC" };
  return new Date(date).toLocaleDateString("en-GB", form);
}

function buttons(entries, name, label = null) {
  if (!entries.length) return [];
  const items = entries.map(([text, chosen]) => {
    const button = element("button", { type: "button", class: "choice" }, text);
    button.addEventListener("click", chosen);
    return element("li", {}, button);
  });
  const list = element("ul", { class: "choices", role: "list" }, ...items);
  if (label) return labelled(label, list);
  list.setAttribute("aria-label", name);
  return [list];
}

let labels = 0;
function labelled(label, list) {
  const id = `label-${(labels += 1)}`;
  list.setAttribute("aria-labelledby", id);
  return [element("p", { id, class: "label" }, label), list];
}

function readOut({ title, kind, text, sources = [], choices = [] }) {
  const heading = title ?? (kind === "signpost" ? STRINGS.signpost : "");
  return [
    STRINGS.said(heading ? `${heading}. ${text}` : text),
    sources.length ? STRINGS.saidSources(sources.length) : "",
    choices.length ? STRINGS.saidChoices(choices.map((choice) => choice.title)) : "",
  ]
    .filter(Boolean)
    .join(" ");
}

customElements.define("taskforce-chat", TaskforceChat);
