/** The options of a conversation. */

import { html, nothing, type TemplateResult } from "lit/html.js";
import * as STRINGS from "./strings.ts";

export interface MenuActions {
  write(): void;
  download(): void;
  /** A link that opens an email with the conversation. */
  mail: string;
  startAgain(): void;
  clear(): void;
  hasMessages: boolean;
}

export function menu(actions: MenuActions): TemplateResult {
  const item = (label: string, act: () => void) =>
    html`<li>
      <button @click=${(event: Event) => {
        shut(event);
        act();
      }}>${label}</button>
    </li>`;
  return html`<details class="options" @focusout=${leave}>
    <summary>${STRINGS.options}</summary>
    <ul role="list">
      ${item(STRINGS.write, actions.write)}${actions.hasMessages
        ? html`${item(STRINGS.download, actions.download)}
            <li><a href=${actions.mail} @click=${shut}>${STRINGS.mail}</a></li>
            ${item(STRINGS.startAgain, actions.startAgain)}${item(STRINGS.clear, actions.clear)}`
        : nothing}
    </ul>
  </details>`;
}

/** Save a text on the person’s device. */
export function saveAsFile(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function shut(event: Event): void {
  const options = (event.target as Element).closest("details")!;
  options.open = false;
  options.querySelector("summary")!.focus();
}

function leave(event: FocusEvent): void {
  const options = event.currentTarget as HTMLDetailsElement;
  // Null is a click on what takes no focus, or another window.
  if (event.relatedTarget && !options.contains(event.relatedTarget as Node)) options.open = false;
}
