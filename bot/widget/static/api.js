/** Talks to the server. The contract is in docs/web-channel.md. */

const SERVER = new URL("/webhooks/web/", import.meta.url);
const LONGEST_WAIT = 15_000; // milliseconds

/** Why there is no reply: a code, and the server's words where it gave any. */
export class Trouble extends Error {
  constructor(code, message = "") {
    super(message);
    this.code = code;
  }
}

/** One conversation. Its token is kept here alone, so a reload of the page starts anew. */
export class Conversation {
  #opening = null;
  #token = null;

  /** Open the session, once, and return the greeting. */
  open() {
    this.#opening ??= this.#open().finally(() => (this.#opening = null));
    return this.#opening;
  }

  /**
   * Send `{text}`, or `{choice, title}`, and return the replies.
   *
   * When the session has ended, a new one is opened and the message is sent once more. A choice
   * belongs to the session that offered it, so in the new one its title is asked instead.
   */
  async ask({ text, choice, title }) {
    if (!this.#token) await this.open();
    const message = choice ? { choice } : { text };
    try {
      return await this.#send(message);
    } catch (trouble) {
      if (trouble.code !== "session_expired") throw trouble;
    }
    await this.open();
    return this.#send(choice ? { text: title } : message);
  }

  async #open() {
    this.#token = null;
    const { token, greeting } = await post("session", {});
    this.#token = token;
    return greeting;
  }

  async #send(message) {
    const { replies } = await post("messages", message, { Authorization: `Bearer ${this.#token}` });
    return replies;
  }
}

async function post(path, body, headers = {}) {
  let response;
  try {
    response = await fetch(new URL(path, SERVER), {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
  } catch (error) {
    throw new Trouble(error.name === "TimeoutError" ? "busy" : "offline");
  }
  // Something between us and the server may answer with a page instead of JSON.
  const data = await response.json().catch(() => null);
  if (response.ok && data) return data;
  if (data?.error && response.status < 500 && response.status !== 429) {
    throw new Trouble(data.error.code, data.error.message);
  }
  throw new Trouble("busy");
}
