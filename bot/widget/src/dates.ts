/** "2026-11-23" as "23 November 2026"; a month or a year alone stays one. */
export function inWords(date: string): string {
  const [, month, day] = date.split("-");
  return new Date(date).toLocaleDateString("en-GB", {
    year: "numeric",
    month: month ? "long" : undefined,
    day: day ? "numeric" : undefined,
    timeZone: "UTC",
  });
}
