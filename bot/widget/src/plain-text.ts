/** A conversation as plain text: to read out, to download, to email. */

import type { AssistantMessage, Message, Reply, Source } from "./contract.ts";
import { inWords } from "./dates.ts";
import * as STRINGS from "./strings.ts";

const LONGEST_LINK = 1_800; // characters: mail programs refuse links of more than about 2,000

/** What a screen reader reads out of a reply. */
export function readOut({ title, kind, text, sources = [], choices = [] }: Reply): string {
  const heading = title ?? (kind === "signpost" ? STRINGS.signpost : "");
  return [
    STRINGS.said(heading ? `${heading}. ${text}` : text),
    sources.length ? STRINGS.saidSources(sources.length) : "",
    choices.length ? STRINGS.saidChoices(choices.map((choice) => choice.title)) : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** When a source was published and checked. */
export function sourceDates({ published, checked_on: checked }: Source): string {
  const told = [published && STRINGS.published(inWords(published)), STRINGS.checked(inWords(checked))];
  const text = told.filter(Boolean).join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The whole conversation, for a file. */
export function transcript(messages: Message[], at: Date): string {
  const day = at.toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
  return `${STRINGS.fileTitle}\n${day}\n\n${messages.map(told).join("\n\n")}\n`;
}

/** A link that opens an email with the conversation, or with the last part that there is room for. */
export function mailLink(messages: Message[]): string {
  const start = `mailto:?subject=${encodeURIComponent(STRINGS.fileTitle)}&body=`;
  const blocks = messages.map(told);
  let first = blocks.length;
  let body = "";
  while (first > 0) {
    const cut = first > 1 ? `${STRINGS.mailCut}\n\n` : "";
    const more = cut + blocks.slice(first - 1).join("\n\n");
    if (start.length + encoded(more).length > LONGEST_LINK) break;
    body = more;
    first -= 1;
  }
  return start + encoded(body || STRINGS.mailCut);
}

function told(message: Message): string {
  if (message.from === "person") return `${STRINGS.you}: ${message.text}`;
  const { title, text, sources = [], links = [] } = message as AssistantMessage;
  const lines = [`${STRINGS.assistant}: ${title ? `${title}\n${text}` : text}`];
  for (const source of sources) lines.push(`- ${source.title}: ${source.url} (${sourceDates(source)})`);
  for (const link of links) lines.push(`- ${link.title}`);
  return lines.join("\n");
}

/** Mail links end their lines as emails do (RFC 6068). Half a character, which has no code, becomes a mark. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd").replaceAll("\n", "\r\n"));
}
