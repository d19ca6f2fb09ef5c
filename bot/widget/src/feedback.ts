/** "Was this useful?", below a reply: yes or no, and after a no perhaps why. */

import { html, type TemplateResult } from "lit/html.js";
import * as STRINGS from "./strings.ts";

/** `asking`: no was said, and the reason may follow. */
export type Stage = "open" | "asking" | "done";

export interface FeedbackActions {
  rate(useful: boolean): void;
  explain(why: { reason?: string; comment?: string } | null): void;
}

export function feedback(stage: Stage, { rate, explain }: FeedbackActions): TemplateResult {
  if (stage === "done") return html`<p class="feedback" tabindex="-1">${STRINGS.thanks}</p>`;
  if (stage === "asking") return reasons(explain);
  return html`<div class="feedback" role="group" aria-label=${STRINGS.useful}>
    <span aria-hidden="true">${STRINGS.useful}</span>
    <button @click=${() => rate(true)}>${STRINGS.yes}</button>
    <button @click=${() => rate(false)}>${STRINGS.no}</button>
  </div>`;
}

function reasons(explain: FeedbackActions["explain"]): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const said = Object.fromEntries(new FormData(event.target as HTMLFormElement)) as Record<string, string>;
    const why = { reason: said.reason, comment: said.comment?.trim() || undefined };
    explain(why.reason || why.comment ? { ...why, reason: why.reason ?? "other" } : null);
  };
  return html`<form class="feedback why" tabindex="-1" aria-label=${STRINGS.whyNot} @submit=${submit}>
    <fieldset>
      <legend>${STRINGS.whyNot}</legend>
      ${Object.entries(STRINGS.reasons).map(
        ([code, text]) =>
          html`<label class="tick"><input type="radio" name="reason" value=${code} /><span>${text}</span></label>`,
      )}
    </fieldset>
    <label>${STRINGS.comment}<input name="comment" maxlength="500" autocomplete="off" dir="auto" /></label>
    <div class="actions">
      <button>${STRINGS.sendReason}</button>
      <button type="button" @click=${() => explain(null)}>${STRINGS.skip}</button>
    </div>
  </form>`;
}
