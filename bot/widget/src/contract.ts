/** What the server sends: docs/web-channel.md. */

export interface Source {
  title: string;
  url: string;
  published?: string;
  checked_on: string;
}

export interface Choice {
  title: string;
  id: string;
}

export interface Reply {
  kind: string;
  text: string;
  language?: string; // of the first paragraph, where it is not English
  title?: string;
  entries?: string[];
  sources?: Source[];
  choices?: Choice[];
  links?: { title: string; url: string }[];
}

/** `n` counts within a conversation; it is missing where the server could not keep the message. */
export interface PersonMessage {
  from: "person";
  n?: number;
  id?: string;
  text: string;
}

export interface AssistantMessage extends Reply {
  from: "assistant";
  n?: number;
  to?: number;
  useful?: boolean;
}

export type Message = PersonMessage | AssistantMessage;

export interface Session {
  token: string;
  idle_in: number; // seconds
  greeting: Reply;
  enquiry: { kept_days: number; longest: number };
}

/** The fields of an enquiry. */
export interface Enquiry {
  about: string;
  email: string;
  email_choice: string;
  name: string;
  organisation: string;
  copy: boolean;
  consent: boolean;
}
