/** The GSM 7-bit default alphabet (3GPP TS 23.038, 6.2.1), position by code. */
const basic =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const escape = 0x1b;
const extension: Readonly<Record<string, number>> = {
  "\f": 0x0a,
  "^": 0x14,
  "{": 0x28,
  "}": 0x29,
  "\\": 0x2f,
  "[": 0x3c,
  "~": 0x3d,
  "]": 0x3e,
  "|": 0x40,
  "€": 0x65,
};

/** One character as septets, one an octet: one, or two with the escape; undefined if not in it. */
export function gsm7Septets(character: string): number[] | undefined {
  const code = basic.indexOf(character);
  if (code >= 0 && code !== escape) return [code];
  const extended = extension[character];
  return extended === undefined ? undefined : [escape, extended];
}
