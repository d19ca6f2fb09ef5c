import assert from "node:assert/strict";
import { test } from "node:test";
import type { Message } from "../src/contract.ts";
import { inWords } from "../src/dates.ts";
import { mailLink, readOut, sourceDates, transcript } from "../src/plain-text.ts";

const SOURCE = { title: "A page", url: "https://example.org/a", published: "2024-02", checked_on: "2026-11-23" };
const ASKED: Message = { from: "person", n: 1, text: "How much?" };
const ANSWERED: Message = { from: "assistant", n: 2, kind: "answer", title: "The hub", text: "£100,000.", sources: [SOURCE] };

test("dates are in words, as exact as they are known", () => {
  assert.equal(inWords("2026-11-23"), "23 November 2026");
  assert.equal(inWords("2024-02"), "February 2024");
  assert.equal(inWords("2024"), "2024");
});

test("a source tells when it was published and checked", () => {
  assert.equal(sourceDates(SOURCE), "Published February 2024, checked on 23 November 2026");
  assert.equal(sourceDates({ ...SOURCE, published: undefined }), "Checked on 23 November 2026");
});

test("what is read out names the speaker, the sources and the choices", () => {
  const choices = [
    { title: "One", id: "1" },
    { title: "Two", id: "2" },
  ];
  assert.equal(
    readOut({ kind: "answer", title: "The hub", text: "It is in Walsall.", sources: [SOURCE], choices }),
    "Assistant: The hub. It is in Walsall. 1 source. Choices: One; Two.",
  );
  assert.equal(readOut({ kind: "signpost", text: "Call 999." }), "Assistant: Who can help. Call 999.");
});

test("a downloaded chat has every message with its sources", () => {
  const text = transcript([ASKED, ANSWERED], new Date("2026-11-27T12:00:00Z"));
  assert.match(text, /^My chat with the assistant/);
  assert.match(text, /You: How much\?\n\nAssistant: The hub\n£100,000\.\n- A page: https:\/\/example\.org\/a \(Published/);
});

test("an emailed chat has all of it where there is room", () => {
  const body = decodeURIComponent(mailLink([ASKED, ANSWERED]).split("&body=")[1]!);
  assert.match(body, /^You: How much\?\r\n\r\nAssistant: The hub/);
  assert.doesNotMatch(body, /last part/);
});

test("a long emailed chat has the last part, says so, and fits into a link", () => {
  const long: Message[] = Array.from({ length: 60 }, (_, n) => ({ from: "person", n: n + 1, text: `Question ${n + 1} is “quoted”` }));
  const link = mailLink(long);
  assert.ok(link.length <= 1_800, String(link.length));
  const body = decodeURIComponent(link.split("&body=")[1]!);
  assert.match(body, /^This email has the last part of the chat only\./);
  assert.match(body, /Question 60/);
  assert.doesNotMatch(body, /Question 1 /);
});

test("one message that is too long for a link does not stop the email", () => {
  const link = mailLink([{ from: "person", n: 1, text: "é".repeat(2_000) }]);
  assert.ok(link.length <= 1_800);
});
