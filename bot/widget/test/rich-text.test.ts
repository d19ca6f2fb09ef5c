import assert from "node:assert/strict";
import { test } from "node:test";
import { parts, safeUrl } from "../src/rich-text.ts";

const followed = (text: string) =>
  parts(text)
    .filter((part) => part.href)
    .map((part) => [part.text, part.href]);

test("the parts together are the text", () => {
  for (const text of ["", "call 999", "a@example.org.", "see https://example.org/a, or 0300 123 1100!", "999 999"]) {
    assert.equal(parts(text).map((part) => part.text).join(""), text);
  }
});

test("addresses can be followed, without the full stop after them", () => {
  assert.deepEqual(followed("Write to a.b@example.org. See https://example.org/x?y=1."), [
    ["a.b@example.org", "mailto:a.b@example.org"],
    ["https://example.org/x?y=1", "https://example.org/x?y=1"],
  ]);
});

test("helplines can be called", () => {
  assert.deepEqual(followed("Call 999, the police on 101, 116 123, 0808 800 0082, 0808 1689 111 or 0300 123 1100.").map(([, href]) => href), [
    "tel:999",
    "tel:101",
    "tel:116123",
    "tel:08088000082",
    "tel:08081689111",
    "tel:03001231100",
  ]);
});

test("sums, years and counts are no telephone numbers", () => {
  for (const text of ["£999", "£100,999", "In 2024 there were 101 people and 111 events", "1,999", "999.50", "RET-0999"]) {
    assert.deepEqual(followed(text), [], text);
  }
});

test("only web pages, emails and calls are opened", () => {
  const refused = ["javascript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "blob:https://a/b", "vbscript:x", "file:///etc/passwd", "//example.org", "", "http://"];
  for (const address of refused) assert.equal(safeUrl(address), undefined, address);
  assert.equal(safeUrl("https://example.org/ü"), "https://example.org/%C3%BC");
  assert.equal(safeUrl("mailto:a@example.org"), "mailto:a@example.org");
});

test("a huge text is read in one go", () => {
  for (const run of ["a.", "0 ", "https://", "a@"]) {
    const text = run.repeat(20_000);
    assert.equal(parts(text).map((part) => part.text).join(""), text);
  }
});
