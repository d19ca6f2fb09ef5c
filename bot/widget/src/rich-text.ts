/** Finds in plain text what can be followed: email addresses, telephone numbers, web addresses. */

export interface Part {
  text: string;
  href?: string;
}

// In turn: an email address, a web address, a UK number or one of the short helplines.
const FOLLOWED =
  /([\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)|(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])|((?<![\w£.,-])(?:999|18000|116 ?123|(?<=\b(?:[Cc]all|on) )1[01]1|0\d{2,4} ?\d{3,4} ?\d{3,4})(?![\w-]|[.,]\d))/g;

/** The parts of a text, in order; together they are the text. */
export function parts(text: string): Part[] {
  const found: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(FOLLOWED)) {
    const [whole, email, url] = match;
    if (match.index > end) found.push({ text: text.slice(end, match.index) });
    const href = email ? `mailto:${email}` : url ? safeUrl(url) : `tel:${whole.replaceAll(" ", "")}`;
    found.push({ text: whole, href });
    end = match.index + whole.length;
  }
  if (end < text.length) found.push({ text: text.slice(end) });
  return found;
}

/** An address that may be opened, or nothing: only web pages, emails and calls. `base` is what it may start from. */
export function safeUrl(address: string, base?: string): string | undefined {
  try {
    const url = new URL(address, base);
    return /^(https?|mailto|tel):/.test(url.href) ? url.href : undefined;
  } catch {
    return undefined;
  }
}
