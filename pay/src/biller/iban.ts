/** True for a Palestinian IBAN: PS, check digits, 4 letters of the bank, 21 characters; mod 97. */
export const isIban = (text: string): boolean => {
  if (!/^PS\d{2}[A-Z]{4}[A-Z0-9]{21}$/.test(text)) return false;
  const digits = (text.slice(4) + text.slice(0, 4)).replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return BigInt(digits) % 97n === 1n;
};
