/**
 * Wraps an identifier, plate, phone or amount so that it keeps its own order inside Arabic text
 * (Unicode LEFT-TO-RIGHT ISOLATE … POP DIRECTIONAL ISOLATE). Marks already inside are dropped.
 */
export const isolateLtr = (text: string): string =>
  `\u2066${text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")}\u2069`;
