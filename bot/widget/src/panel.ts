/** The panel: what opens when the launcher is pressed. The loader fetches it and calls `start`. */

import { html, nothing, render, type TemplateResult } from "lit/html.js";
import { Trouble } from "./api.ts";
import type { AssistantMessage, Choice, Message } from "./contract.ts";
import { Conversation, newId, type Watcher } from "./conversation.ts";
import { EnquiryDraft, enquiryForm } from "./enquiry-form.ts";
import { feedback, type Stage } from "./feedback.ts";
import type { TaskforceChat } from "./loader.ts";
import { canBeRated, choiceList, paragraphs, personMessage, reply, withLinks } from "./message.ts";
import { menu, saveAsFile } from "./menu.ts";
import { mailLink, readOut, transcript } from "./plain-text.ts";
import { safeUrl } from "./rich-text.ts";
import { changeTab, readShared } from "./storage.ts";
import * as STRINGS from "./strings.ts";
import styles from "./styles/panel.css";

const SHOW_TYPING_AFTER = 300; // milliseconds
const SAY_TYPING_AFTER = 1_000;
const READ_OUT_FOR = 10_000;
const SMALL = "(max-width: 40rem), (max-height: 30rem)";
// The server refuses the message itself, so the same message would not fare better.
const REFUSED = new Set(["empty", "nothing_typed", "not_text", "too_long", "choice_expired"]);

/** What went wrong, and how to try it again where that makes sense. */
interface Problem {
  code: string;
  text: string;
  again?: () => void;
}

class Panel implements Watcher {
  readonly #chat: TaskforceChat;
  readonly #place = document.createElement("div");
  readonly #conversation: Conversation;
  #view: "chat" | "enquiry" = "chat";
  #draft: EnquiryDraft | null = null;
  #problem: Problem | null = null;
  #clearing = false;
  #showsTyping = false;
  readonly #stages = new WeakMap<Message, Stage>();
  #readingOut = 0;
  /** What is read out when all of it has come: the next text would cut off the one before. */
  #unsaid: string[] = [];
  /** How far the messages were scrolled: what is not shown forgets it. */
  #scrolled = 0;
  /** Whether something arrived that has not been shown. */
  #news = true;
  #tried = false;
  #started = false;
  #drawing: Promise<void> | null = null;

  /** @param chat the element whose shadow the panel is drawn in. */
  constructor(chat: TaskforceChat) {
    this.#chat = chat;
    const root = chat.shadowRoot!;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets.push(sheet);
    this.#conversation = new Conversation(chat.server, this);
    this.#draw();
    root.append(this.#place);
    document.addEventListener("keydown", (event) => this.#onKey(event));
    matchMedia(SMALL).addEventListener("change", () => this.#fit());
  }

  get isOpen(): boolean {
    return this.#dialog?.open ?? false;
  }

  /** @param byPerson whether a person opened it just now, so that the focus goes into it. */
  open(byPerson: boolean): void {
    if (this.isOpen) return this.#focusStart();
    this.#show();
    changeTab({ open: true });
    this.#chat.opened(true);
    if (byPerson) this.#focusStart();
    void this.#showNews();
  }

  close(): void {
    if (this.isOpen) this.#dialog!.close();
  }

  /** Ask a question as if the person had typed it. */
  async ask(text: string): Promise<void> {
    await this.#begun();
    if (!this.#conversation.sending) await this.#send(text);
  }

  // What the conversation tells

  changed(): void {
    void this.#drawn();
  }

  arrived(messages: AssistantMessage[]): void {
    this.#unsaid.push(...messages.map(readOut));
    if (!this.#conversation.sending) this.#sayNews();
    if (!this.isOpen) {
      this.#news = true;
      this.#chat.arrived(messages.length);
    }
    for (const { kind, entries } of messages) this.#chat.tell("reply", { kind, entries });
  }

  delivered(text: string): void {
    if (this.#box?.value === text) this.#setBox("");
    this.#problem = null;
  }

  // What is shown

  #draw(): void {
    render(this.#panel(), this.#place, { host: this });
  }

  /** Draw what has changed, once for all changes of a moment, and wait until it is there. */
  #drawn(): Promise<void> {
    this.#drawing ??= Promise.resolve().then(() => {
      this.#drawing = null;
      this.#draw();
    });
    return this.#drawing;
  }

  #panel(): TemplateResult {
    return html`<dialog aria-labelledby="heading" @close=${this.#onClose}>
        <div class="head">
          <h2 id="heading" tabindex="-1">${this.#chat.options.heading ?? STRINGS.heading}</h2>
          ${menu({
            write: () => void this.#write(),
            download: () => saveAsFile(STRINGS.fileName, transcript(this.#conversation.messages, new Date())),
            mail: mailLink(this.#conversation.messages),
            startAgain: () => void this.#send(STRINGS.startAgain),
            clear: () => this.#askToClear(),
            hasMessages: this.#conversation.messages.length > 0,
          })}
          <button class="minimise" @click=${this.close}>${STRINGS.minimise}</button>
        </div>
        ${this.#view === "enquiry" ? this.#enquiryView() : this.#chatView()}
        <div role="status"></div>
      </dialog>`;
  }

  #chatView(): TemplateResult {
    const { messages, past, sending, waiting } = this.#conversation;
    // Until the next question is asked: later, what is shown would move when the answer comes.
    const last = messages.findLast((message) => message.from === "person" || canBeRated(message));
    return html`<div
        class="scroller"
        role="group"
        aria-label=${STRINGS.conversation}
        tabindex="0"
        @scroll=${(event: Event) => (this.#scrolled = (event.target as Element).scrollTop)}
      >
        <ol class="messages" role="list">
          ${this.#greeting()}${past.map((message) => this.#message(message, false))}${past.length
            ? html`<li class="divider">${STRINGS.earlier}</li>`
            : nothing}${messages.map((message) => this.#message(message, message === last))}${waiting && (this.#showsTyping || !sending)
            ? html`<li class="typing">${STRINGS.typing}…</li>`
            : nothing}
        </ol>
        ${this.#clearing ? this.#clearQuestion() : nothing}${this.#problem ? this.#trouble(this.#problem) : nothing}
      </div>
      ${this.#composer()}`;
  }

  #greeting(): TemplateResult | typeof nothing {
    const { session } = this.#conversation;
    const { privacy, suggestions } = this.#chat.options;
    const privacyUrl = privacy && safeUrl(privacy, location.href);
    const questions = suggestions?.split(/\s*\|\s*/).filter(Boolean) ?? STRINGS.suggestions;
    // Nothing that is shown should move when the greeting comes.
    if (!session && !this.#tried) return nothing;
    return html`<li class="message reply greeting">
      <p class="who">${STRINGS.assistant}</p>
      ${session
        ? [paragraphs(session.greeting.text), html`<p>${STRINGS.kept(Math.round(session.idle_in / 60))}</p>`]
        : nothing}
      ${privacyUrl ? html`<p><a class="action" href=${privacyUrl}>${STRINGS.privacyLink}</a></p>` : nothing}
      ${choiceList(
        questions.map((title) => ({ title, id: "" })),
        ({ title }) => void this.#send(title),
        STRINGS.suggestionsLabel,
      )}
    </li>`;
  }

  #message(message: Message, rated: boolean): TemplateResult {
    if (message.from === "person") return personMessage(message.text);
    const stage = this.#stages.get(message) ?? (message.useful === undefined ? "open" : "done");
    const asked = message.n && (rated || stage !== "open") && canBeRated(message);
    return reply(
      message,
      // One from a conversation that has ended can be asked in words only.
      (choice) => void this.#send(choice.title, message.n === 0 ? undefined : choice),
      asked
        ? feedback(stage, {
            rate: (useful) => void this.#rate(message, useful ? "done" : "asking", useful),
            explain: (why) => void this.#rate(message, "done", false, why),
          })
        : nothing,
    );
  }

  #composer(): TemplateResult {
    return html`<form class="composer" @submit=${this.#onSubmit}>
      <label for="box">${STRINGS.boxLabel}</label>
      <div class="ask">
        <textarea
          id="box"
          dir="auto"
          enterkeyhint="send"
          aria-describedby="note"
          @keydown=${this.#onBoxKey}
          @input=${this.#keepDraft}
        ></textarea>
        <button class="send">${STRINGS.send}</button>
      </div>
      <p id="note" class="note">${withLinks(STRINGS.note)}</p>
    </form>`;
  }

  #trouble({ code, text, again }: Problem): TemplateResult {
    return html`<div class="trouble">
      <p>${withLinks(text)}</p>
      <div class="actions">
        ${again ? html`<button @click=${again}>${STRINGS.tryAgain}</button>` : nothing}
        ${code === "too_long"
          ? html`<button @click=${() => void this.#write(this.#box!.value)}>${STRINGS.writeInstead}</button>`
          : nothing}
        ${again ? html`<a class="action" href="mailto:${STRINGS.EMAIL}">${STRINGS.emailInstead}</a>` : nothing}
      </div>
    </div>`;
  }

  #clearQuestion(): TemplateResult {
    return html`<div class="trouble clearing" role="group" aria-labelledby="clear-ask">
      <p id="clear-ask" tabindex="-1">${STRINGS.clearAsk}</p>
      <div class="actions">
        <button @click=${() => void this.#clear()}>${STRINGS.clearYes}</button>
        <button @click=${this.#showChat}>${STRINGS.clearNo}</button>
      </div>
    </div>`;
  }

  #enquiryView(): TemplateResult {
    return html`<div class="scroller">
      <button class="back" @click=${this.#showChat}>${STRINGS.back}</button>
      ${enquiryForm(this.#draft!, this.#conversation.session!.enquiry, () => void this.#sendEnquiry())}
    </div>`;
  }

  // What people do

  #onSubmit(event: Event): void {
    event.preventDefault();
    this.#focusBox();
    if (this.#conversation.sending) return;
    const text = this.#box!.value.trim();
    if (text) void this.#send(text);
    else this.#fail(new Trouble("nothing_typed"));
  }

  #onBoxKey(event: KeyboardEvent): void {
    // While a word is being composed (as in Chinese or Punjabi), Enter belongs to that. Safari
    // tells of it with 229 alone.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    this.#onSubmit(event);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.defaultPrevented || !this.isOpen || event.isComposing) return;
    const options = this.#find<HTMLDetailsElement>("details[open]");
    event.preventDefault();
    if (options) {
      options.open = false;
      this.#find("summary")!.focus();
    } else this.close();
  }

  #onClose(): void {
    if (this.isOpen) return; // it was only shown anew
    changeTab({ open: undefined });
    this.#chat.opened(false);
    // Unless the person is somewhere else in the page.
    const at = document.activeElement;
    if (at === this.#chat || at === document.body) this.#chat.shadowRoot!.querySelector("button")!.focus();
  }

  /** Show a message as the person’s, and what is said to it. */
  async #send(text: string, choice?: Choice): Promise<void> {
    if (this.#conversation.sending) return;
    this.#turnToChat();
    if (!choice && this.#box?.value.trim() === text) this.#setBox("");
    this.#focusBox();
    this.#problem = null;
    this.#say("");
    const sent = this.#conversation.send(text, choice?.id);
    const show = setTimeout(() => this.#showTyping(), SHOW_TYPING_AFTER);
    const tell = setTimeout(() => this.#say(STRINGS.typing), SAY_TYPING_AFTER);
    this.#chat.tell("question");
    await this.#scrollToNewest();
    try {
      await sent;
    } catch (trouble) {
      // Something may have been typed while waiting.
      if (!choice) this.#setBox([text, this.#box!.value].filter(Boolean).join("\n\n"));
      this.#fail(trouble, () => void this.#send(choice ? text : this.#box!.value.trim(), choice));
    } finally {
      clearTimeout(show);
      clearTimeout(tell);
      this.#showsTyping = false;
      this.changed();
    }
    this.#sayNews();
    await this.#scrollToNewest();
  }

  /** Tell whether a reply was useful; `why` is null when nobody wants to say more. */
  async #rate(message: AssistantMessage, stage: Stage, useful: boolean, why: object | null = {}): Promise<void> {
    try {
      if (why) await this.#conversation.rate(message, useful, why);
    } catch (trouble) {
      // What was said in a session that has ended can no longer be rated.
      if ((trouble as Trouble).code === "session_expired") return this.#fail(trouble);
      return this.#fail(new Trouble("feedback"), () => void this.#rate(message, stage, useful, why));
    }
    this.#problem = null;
    this.#stages.set(message, stage);
    // What had the focus is gone.
    await this.#focusAfterUpdate(".feedback[tabindex]");
  }

  async #write(about = ""): Promise<void> {
    await this.#begun();
    if (!this.#conversation.session) return;
    this.#draft ??= new EnquiryDraft(newId(), about);
    if (about) this.#draft.change("about", about);
    this.#view = "enquiry";
    await this.#focusAfterUpdate("#enquiry-title");
  }

  async #showChat(): Promise<void> {
    this.#turnToChat();
    await this.#focusAfterUpdate("#box");
    await this.#scrollToNewest();
  }

  #turnToChat(): void {
    this.#clearing = false;
    if (this.#view === "chat") return;
    this.#view = "chat";
    this.#draw();
    this.#setBox(this.#conversation.unsent());
  }

  async #sendEnquiry(): Promise<void> {
    const draft = this.#draft!;
    if (draft.sending) return;
    draft.sending = true;
    this.changed();
    try {
      await this.#conversation.enquire(draft.typed, draft.id);
    } catch (trouble) {
      draft.sending = false;
      draft.refused(trouble as Trouble);
      // The person may have gone back to the chat, or deleted it.
      this.#draft = draft;
      this.#view = "enquiry";
      await this.#focusAfterUpdate(".summary");
      return this.#find(".summary")!.scrollIntoView(); // it may be higher than the screen
    }
    this.#draft = null;
    await this.#showChat();
  }

  #askToClear(): void {
    this.#turnToChat();
    this.#clearing = true;
    void this.#focusAfterUpdate("#clear-ask");
  }

  async #clear(): Promise<void> {
    this.#clearing = false;
    this.#problem = null;
    try {
      await this.#conversation.clear();
    } catch {
      this.#fail(new Trouble("clear"), () => void this.#clear());
      return this.#focusAfterUpdate("#box");
    }
    this.#draft = null;
    this.#setBox("");
    await this.#focusAfterUpdate("#box");
    this.#say(STRINGS.cleared);
  }

  // The rest

  #show(): void {
    // Full screen, the page behind cannot be reached; beside the page, it can.
    if (matchMedia(SMALL).matches) this.#dialog!.showModal();
    else this.#dialog!.open = true; // unlike show(), takes no focus from the page
    this.#find(".scroller")!.scrollTop = this.#scrolled;
  }

  /** The screen was turned, or the page zoomed. */
  #fit(): void {
    if (!this.isOpen) return;
    const at = this.#chat.shadowRoot!.activeElement as HTMLElement | null;
    this.#dialog!.close();
    this.#show();
    at?.focus({ preventScroll: true });
  }

  /** Take up the conversation; what goes wrong is shown. */
  async #begun(): Promise<void> {
    if (this.#conversation.isOpen) return;
    try {
      await this.#conversation.open();
      this.#problem = null;
      this.changed();
    } catch (trouble) {
      this.#tried = true;
      this.changed();
      // A greeting may wait for the first question; a conversation that is kept may not.
      if (readShared()) this.#fail(trouble, () => void this.#begun());
      return;
    }
    if (!this.#started) this.#setBox(this.#conversation.unsent());
    this.#started = true;
  }

  async #showNews(): Promise<void> {
    await this.#begun();
    if (this.#news) await this.#scrollToNewest();
    this.#news = false;
  }

  #fail(trouble: unknown, again?: () => void): void {
    const { code = "busy", message = "" } = trouble instanceof Trouble ? trouble : {};
    const text = STRINGS.trouble[code] || message || STRINGS.trouble.busy!;
    this.#problem = { code, text, again: REFUSED.has(code) ? undefined : again };
    this.#say(text);
    this.#chat.tell("error", { code });
    void this.#drawn().then(() => this.#find(".trouble")?.scrollIntoView({ block: "nearest" }));
  }

  #showTyping(): void {
    this.#showsTyping = true;
    this.changed();
    void this.#scrollToNewest();
  }

  /** Have it read out once. It is emptied again, so that nobody comes across it when reading the page. */
  #say(text: string): void {
    const status = this.#find("[role=status]")!;
    clearTimeout(this.#readingOut);
    status.textContent = text;
    this.#readingOut = setTimeout(() => (status.textContent = ""), READ_OUT_FOR) as unknown as number;
  }

  #sayNews(): void {
    if (this.#unsaid.length) this.#say(this.#unsaid.join(" "));
    this.#unsaid = [];
  }

  #setBox(text: string): void {
    if (this.#box) this.#box.value = text;
    this.#keepDraft();
  }

  #keepDraft(): void {
    changeTab({ draft: this.#box?.value || undefined });
  }

  #focusStart(): void {
    // A touch screen would put its keyboard over the greeting.
    if (matchMedia("(pointer: coarse)").matches || !this.#box) this.#find("#heading")?.focus();
    else this.#focusBox();
  }

  #focusBox(): void {
    this.#box?.focus({ preventScroll: true });
  }

  async #focusAfterUpdate(what: string): Promise<void> {
    await this.#drawn();
    this.#find(what)?.focus();
  }

  /** Show the start of what is new, from the person’s last message on. */
  async #scrollToNewest(): Promise<void> {
    await this.#drawn();
    this.#find(".person")?.scrollIntoView({ block: "start" });
  }

  get #dialog(): HTMLDialogElement | undefined {
    return this.#find<HTMLDialogElement>("dialog");
  }

  get #box(): HTMLTextAreaElement | undefined {
    return this.#find<HTMLTextAreaElement>("#box");
  }

  /** The last of what there is. */
  #find<Found extends HTMLElement>(what: string): Found | undefined {
    return [...this.#place.querySelectorAll<Found>(what)].pop();
  }
}

/** What the loader gets. */
export interface PanelModule {
  start(chat: TaskforceChat): Panel;
}

export function start(chat: TaskforceChat): Panel {
  return new Panel(chat);
}
