import { encodeQR } from "qr";

/**
 * The text as a QR code in SVG: black on nothing, with the quiet zone of four modules that readers
 * need (ISO/IEC 18004 §5.3.8), error correction M. `uppercase` texts come out about a fifth
 * smaller, because the symbol then uses its alphanumeric mode.
 */
export const qrSvg = (text: string): string =>
  encodeQR(text, "svg", { ecc: "medium", border: 4, scale: 1 });
