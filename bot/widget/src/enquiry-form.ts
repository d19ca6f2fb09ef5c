/** The form that writes to the team, inside the panel. The server checks what is typed. */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Trouble } from "./api.ts";
import type { Enquiry, Reply } from "./contract.ts";
import { reply, withLinks } from "./message.ts";
import * as STRINGS from "./strings.ts";

const NOTHING_TYPED: Enquiry = {
  about: "",
  email: "",
  email_choice: "",
  name: "",
  organisation: "",
  copy: false,
  consent: false,
};

/** What the server says is wrong with a field of this id. */
type Problems = Record<string, string>;

/** An enquiry while it is being written. It is kept while the panel is closed, but not in the browser. */
export class EnquiryDraft {
  typed: Enquiry;
  problems: Problems = {};
  addresses: string[] = [];
  /** Why it could not be sent although nothing is wrong with it. */
  trouble = "";
  /** Reviewed help, when what was typed calls for it. */
  help: Reply | null = null;
  sending = false;

  constructor(
    readonly id: string,
    about = "",
  ) {
    this.typed = { ...NOTHING_TYPED, about };
  }

  /** Note what the person typed. */
  change(field: keyof Enquiry, value: string | boolean): void {
    (this.typed as unknown as Record<string, string | boolean>)[field] = value;
  }

  /** Note why it was not taken. */
  refused(trouble: Trouble): void {
    this.problems = trouble.body?.problems ?? {};
    this.addresses = trouble.body?.addresses ?? [];
    this.help = trouble.body?.help;
    const told = trouble.code === "limit" || trouble.code === "down" ? trouble.message : "";
    this.trouble = trouble.code === "invalid" ? "" : told || STRINGS.trouble[trouble.code] || STRINGS.trouble.busy!;
  }
}

/**
 * @param draft what was typed and what is wrong with it.
 * @param limits how long the message may be, and how many days an enquiry is kept.
 */
export function enquiryForm(
  draft: EnquiryDraft,
  limits: { longest: number; kept_days: number },
  submit: () => void,
): TemplateResult {
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    submit();
  };
  return html`<form class="enquiry" novalidate aria-labelledby="enquiry-title" @submit=${send}>
    <h3 id="enquiry-title" tabindex="-1">${STRINGS.enquiryTitle}</h3>
    ${summary(draft)}
    <p>${STRINGS.enquiryLead}</p>
    <p class="urgent">${withLinks(STRINGS.enquiryUrgent)}</p>
    ${line(draft, "about", STRINGS.aboutLabel, { hint: STRINGS.aboutHint(limits.longest), required: true })}
    ${line(draft, "email", STRINGS.emailLabel, {
      hint: STRINGS.emailHint,
      type: "email",
      complete: "email",
      required: true,
    })}
    ${draft.addresses.length ? addressChoice(draft) : nothing}
    ${line(draft, "name", STRINGS.nameLabel, { complete: "name" })}
    ${line(draft, "organisation", STRINGS.organisationLabel, { complete: "organization" })}
    ${tick(draft, "copy", STRINGS.copyLabel)}
    <p id="kept">${STRINGS.enquiryKept(limits.kept_days)}</p>
    ${tick(draft, "consent", STRINGS.consentLabel, "kept")}
    <button class="send" aria-disabled=${draft.sending}>${STRINGS.sendEnquiry}</button>
  </form>`;
}

function summary(draft: EnquiryDraft): unknown {
  const problems = Object.entries(draft.problems);
  if (!problems.length && !draft.trouble) return nothing;
  const go = (event: Event, id: string) => {
    event.preventDefault();
    const root = (event.target as Element).getRootNode() as ShadowRoot;
    root.getElementById(id)?.focus();
  };
  return html`<div class="trouble summary" role="alert" tabindex="-1">
    ${draft.help ? html`<ul>${reply(draft.help, () => 0)}</ul>` : nothing}
    <h4>${STRINGS.problemTitle}</h4>
    ${draft.trouble
      ? html`<p>${withLinks(draft.trouble)}</p>
          <p><a class="action" href="mailto:${STRINGS.EMAIL}">${STRINGS.emailInstead}</a></p>`
      : html`<ul role="list">
          ${problems.map(
            ([id, text]) =>
              html`<li><a class="action" href="#${id}" @click=${(event: Event) => go(event, id)}>${text}</a></li>`,
          )}
        </ul>`}
  </div>`;
}

interface LineOptions {
  hint?: string;
  type?: string;
  complete?: string;
  required?: boolean;
}

function line(
  draft: EnquiryDraft,
  field: "about" | "email" | "name" | "organisation",
  label: string,
  { hint, type = "text", complete = "off", required = false }: LineOptions,
): TemplateResult {
  const problem = draft.problems[field];
  const described = [hint && `${field}-hint`, problem && `${field}-error`].filter(Boolean).join(" ") || nothing;
  const typed = (event: Event) => draft.change(field, (event.target as HTMLInputElement).value);
  const input =
    field === "about"
      ? html`<textarea id="about" rows="5" dir="auto" aria-describedby=${described} aria-invalid=${!!problem}
          aria-required="true" .value=${draft.typed.about} @input=${typed}></textarea>`
      : html`<input id=${field} type=${type} autocomplete=${complete as "off"} dir=${type === "email" ? "ltr" : "auto"}
          aria-describedby=${described} aria-invalid=${!!problem} aria-required=${required} .value=${draft.typed[field]} @input=${typed} />`;
  return html`<div class="field ${problem ? "wrong" : ""}">
    <label for=${field}>${label}</label>
    ${hint ? html`<p class="hint" id="${field}-hint">${hint}</p>` : nothing}${error(field, problem)}${input}
  </div>`;
}

function addressChoice(draft: EnquiryDraft): TemplateResult {
  const problem = draft.problems["email-choice"];
  return html`<fieldset class="field ${problem ? "wrong" : ""}">
    <legend>${STRINGS.didYouMean(draft.addresses[0]!)}</legend>
    ${error("email-choice", problem)}${draft.addresses.map(
      (address, at) => html`<label class="tick"
        ><input
          id="email-choice${at || ""}"
          type="radio"
          name="email-choice"
          .checked=${draft.typed.email_choice === address}
          @change=${() => draft.change("email_choice", address)}
        /><span>${STRINGS.useAddress(address, !at)}</span></label
      >`,
    )}
  </fieldset>`;
}

function tick(draft: EnquiryDraft, field: "copy" | "consent", label: string, described = ""): TemplateResult {
  const problem = draft.problems[field];
  const by = [described, problem && `${field}-error`].filter(Boolean).join(" ") || nothing;
  return html`<div class="field ${problem ? "wrong" : ""}">
    ${error(field, problem)}<label class="tick"
      ><input
        id=${field}
        type="checkbox"
        aria-describedby=${by}
        aria-invalid=${!!problem}
        .checked=${draft.typed[field]}
        @change=${(event: Event) => draft.change(field, (event.target as HTMLInputElement).checked)}
      /><span>${label}</span></label
    >
  </div>`;
}

function error(field: string, problem: string | undefined): unknown {
  return problem
    ? html`<p class="error" id="${field}-error">${STRINGS.error} ${problem}</p>`
    : nothing;
}
