const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Base64url without padding (RFC 4648, 5); the phone's engine has no Buffer. */
export const encodeBase64url = (bytes: Uint8Array): string => {
  let text = "";
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(index, index + 3);
    const group = (a << 16) | (b << 8) | c;
    const digits = [18, 12, 6, 0].map((shift) => alphabet[(group >> shift) & 63] ?? "").join("");
    text += digits.slice(0, Math.min(4, bytes.length - index + 1));
  }
  return text;
};

/** The bytes, or undefined when the text is not base64url. */
export const decodeBase64url = (text: string): Uint8Array | undefined => {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const bytes: number[] = [];
  for (let index = 0; index < text.length; index += 4) {
    const digits = Array.from(text.slice(index, index + 4)).map((digit) => alphabet.indexOf(digit));
    const group = digits.reduce((sum, digit, place) => sum | (digit << (18 - 6 * place)), 0);
    bytes.push(...[16, 8, 0].slice(0, digits.length - 1).map((shift) => (group >> shift) & 255));
  }
  return Uint8Array.from(bytes);
};
