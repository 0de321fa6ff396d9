/**
 * Wraps an identifier, plate, phone or amount so that it keeps its own order inside Arabic text
 * (Unicode LEFT-TO-RIGHT ISOLATE … POP DIRECTIONAL ISOLATE). Marks already inside are dropped.
 */
export const isolateLtr = (text: string): string =>
  `\u2066${text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")}\u2069`;

/** The amounts inside a sentence, each in its own order: `120.00 ₪`, `$35.00`. */
export const isolateAmounts = (text: string): string =>
  text.replace(/\$\d[\d,.]*\d|\d[\d,.]*\d (?:₪|د\.أ)/g, (amount) => `\u2066${amount}\u2069`);
