/** How a message looks. Everything from people and servers goes in as text, never as HTML. */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { AssistantMessage, Choice, Message, Reply, Source } from "./contract.ts";
import { sourceDates } from "./plain-text.ts";
import { parts, safeUrl } from "./rich-text.ts";
import * as STRINGS from "./strings.ts";

export function personMessage(text: string): TemplateResult {
  return html`<li class="message person"><p class="who">${STRINGS.you}</p><p dir="auto">${text}</p></li>`;
}

/**
 * @param reply what the assistant said.
 * @param choose called with a choice that is pressed.
 * @param more what comes after it.
 */
export function reply(reply: Reply, choose: (choice: Choice) => void, more: unknown = nothing): TemplateResult {
  const { kind, text, title, language, sources = [], links = [], choices = [] } = reply;
  const help = kind === "signpost";
  const heading = title ?? (help ? STRINGS.signpost : null);
  return html`<li class="message reply ${help ? "signpost" : ""}">
    <p class="who">${STRINGS.assistant}</p>
    ${heading ? html`<h3 dir="auto">${heading}</h3>` : nothing}${paragraphs(text, language)}${links.map(
      (link) => html`<p>${followed(link.title, link.url)}</p>`,
    )}${sources.length ? sourceList(sources) : nothing}${choiceList(
      choices,
      choose,
      kind === "clarify" || kind === "handoff" ? null : STRINGS.otherChoices,
    )}${more}
  </li>`;
}

/** Buttons in a list, if there are any, with a visible label where they need one. */
export function choiceList(
  choices: Choice[],
  choose: (choice: Choice) => void,
  label: string | null,
): TemplateResult | typeof nothing {
  if (!choices.length) return nothing;
  return html`${label ? html`<p class="label">${label}</p>` : nothing}
    <ul class="choices" role="list" aria-label=${label ?? STRINGS.choices}>
      ${choices.map(
        (choice) =>
          html`<li><button class="choice" @click=${() => choose(choice)}>${choice.title}</button></li>`,
      )}
    </ul>`;
}

/** @param language of the first paragraph, where it is not English. */
export function paragraphs(text: string, language?: string): TemplateResult[] {
  return text
    .split(/\n{2,}/)
    .map((paragraph, at) => html`<p dir="auto" lang=${(!at && language) || nothing}>${withLinks(paragraph)}</p>`);
}

/** A text in which addresses and numbers can be followed. */
export function withLinks(text: string): unknown[] {
  return parts(text).map(({ text, href }) => (href ? html`<a href=${href}>${text}</a>` : text));
}

/** Whether a reply may be asked about. */
export function canBeRated(message: Message): message is AssistantMessage {
  return message.from === "assistant" && !!message.n && !!message.entries?.length && message.kind !== "boundary";
}

function sourceList(sources: Source[]): TemplateResult {
  return html`<p class="label">${STRINGS.sources}</p>
    <ul class="sources" role="list" aria-label=${STRINGS.sources}>
      ${sources.map(
        (source) => html`<li>${followed(source.title, source.url)}<span class="dates">${sourceDates(source)}</span></li>`,
      )}
    </ul>`;
}

/** A link that stands alone; only the title where the address is none that we open. */
function followed(title: string, address: string): unknown {
  const href = safeUrl(address);
  if (!href) return title;
  if (!href.startsWith("http")) return html`<a class="action" href=${href}>${title}</a>`;
  // A new tab: nobody should lose their place in the chat.
  return html`<a class="action" href=${href} target="_blank" rel="noopener noreferrer"
    ><bdi>${title}</bdi> <span class="aside">${STRINGS.newTab}</span></a
  >`;
}
