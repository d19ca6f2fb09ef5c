/**
 * The one script that a page embeds: a launcher, and the panel when it is first opened.
 *
 * It is a plain script of a few kilobytes without dependencies. docs/embedding.md tells how to use
 * it, and what its attributes, its interface and its events are.
 */

import type { PanelModule } from "./panel.ts";
import { readTab } from "./storage.ts";
import * as STRINGS from "./strings.ts";
import styles from "./styles/launcher.css";

declare const PANEL: string;
declare const PANEL_INTEGRITY: string;

type Panel = ReturnType<PanelModule["start"]>;

const script = document.currentScript as HTMLScriptElement;
// Where the server is: the loader is also served as widget/widget-….js, for pages that pin it.
const HERE = new URL(script.src.replace(/(widget\/)?[^/]*$/, ""));
const EVENT = "taskforce-chat:";

/** `<taskforce-chat>`: the launcher and, once opened, the panel. */
export class TaskforceChat extends HTMLElement {
  /** Where the server is. */
  readonly server = HERE;
  /** The attributes of the script: see docs/embedding.md. */
  readonly options: DOMStringMap = { ...script.dataset };

  readonly #button = document.createElement("button");
  readonly #news = document.createElement("span");
  readonly #badge = document.createElement("span");
  #panel?: Panel;
  #loading?: Promise<Panel>;
  #unread = 0;

  connectedCallback(): void {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
    this.lang ||= "en-GB";
    this.#news.setAttribute("role", "status");
    this.#button.setAttribute("aria-haspopup", "dialog");
    this.#button.append(this.options.label ?? STRINGS.label, " ", this.#badge);
    this.#button.onclick = () => void this.open();
    root.append(this.#button, this.#news);
    this.classList.toggle("start", this.options.position === "start");
    document.addEventListener("focusin", () => this.#makeWay());
    // On a small screen the panel would cover the page that was asked for.
    if (readTab().open && matchMedia("(min-width: 40rem) and (min-height: 30rem)").matches) void this.#show(false);
  }

  /** Open the panel. */
  async open(): Promise<void> {
    await this.#show(true);
  }

  /** Close the panel; nothing in it is lost. */
  close(): void {
    this.#panel?.close();
  }

  /** Open the panel and ask a question. */
  async ask(text: string): Promise<void> {
    await this.#show(true);
    await this.#panel?.ask(text);
  }

  /** Told by the panel: whether it is open. */
  opened(isOpen: boolean): void {
    this.#button.hidden = isOpen;
    if (isOpen) this.#count(0);
    else this.#makeWay();
    this.tell(isOpen ? "open" : "close");
  }

  /** Told by the panel: how many messages arrived while it was closed. */
  arrived(more: number): void {
    this.#count(this.#unread + more);
  }

  /** Tell the page of something. What people write is never in it. */
  tell(what: string, detail: object = {}): void {
    this.dispatchEvent(new CustomEvent(EVENT + what, { detail, bubbles: true }));
  }

  async #show(byPerson: boolean): Promise<void> {
    try {
      this.#panel ??= await (this.#loading ??= this.#load());
      this.#panel.open(byPerson);
    } catch {
      this.tell("error", { code: "not_loaded" });
      this.#button.textContent = this.#news.textContent = STRINGS.notLoaded;
      this.#button.onclick = () => location.assign(new URL("ask", HERE));
    }
  }

  async #load(): Promise<Panel> {
    const address = new URL("widget/" + PANEL, HERE).href;
    // A module that was fetched ahead with its integrity is not fetched again without.
    const ahead = { rel: "modulepreload", href: address, integrity: PANEL_INTEGRITY, crossOrigin: "" };
    document.head.append(Object.assign(document.createElement("link"), ahead));
    return ((await import(address)) as PanelModule).start(this);
  }

  #count(unread: number): void {
    this.#unread = unread;
    this.#news.textContent = this.#badge.textContent = unread ? STRINGS.newMessages(unread) : "";
  }

  /** Keep the launcher off what the page has focused (WCAG 2.2, 2.4.11): it goes to the top. */
  #makeWay(): void {
    this.classList.remove("aside");
    const focused = document.activeElement!;
    if (focused === document.body || focused === this) return;
    const [one, other] = [this.#button, focused].map((element) => element.getBoundingClientRect());
    const beside = one!.right < other!.left || other!.right < one!.left;
    this.classList.toggle("aside", !beside && one!.bottom > other!.top && other!.bottom > one!.top);
  }
}

if (!customElements.get("taskforce-chat")) {
  customElements.define("taskforce-chat", TaskforceChat);
  const chat = (document.querySelector("taskforce-chat") ??
    document.body.appendChild(document.createElement("taskforce-chat"))) as TaskforceChat;
  (window as unknown as { taskforceChat: TaskforceChat }).taskforceChat = chat;
  document.addEventListener("click", (event) => {
    const opener = (event.target as Element).closest?.("[data-taskforce-open]") as HTMLElement | null;
    if (!opener) return;
    event.preventDefault();
    const question = opener.dataset.taskforceOpen;
    void (question ? chat.ask(question) : chat.open());
  });
  chat.tell("ready");
}
