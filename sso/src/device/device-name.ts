import type { Text } from "@gov/kit/text.ts";

const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMac OS X\b/, "Mac"],
  [/\bLinux\b/, "Linux"],
];

const first = (list: readonly (readonly [RegExp, string])[], text: string): string | undefined =>
  list.find(([pattern]) => pattern.test(text))?.[1];

/** A browser as people know it: `Firefox على Windows`. What it says of itself is not proof. */
export const deviceName = (userAgent: string | null | undefined): Text => {
  const told = (userAgent ?? "").slice(0, 400);
  const browser = first(browsers, told);
  const system = first(systems, told);
  if (browser && system) return { ar: `${browser} على ${system}`, en: `${browser} on ${system}` };
  const one = browser ?? system;
  return one ? { ar: one, en: one } : { ar: "جهاز غير معروف", en: "an unknown device" };
};

/**
 * Where from, kept coarse: the network (of 65,536 addresses, or an IPv6 provider's), enough to
 * tell one's own from a strange one and no more than that.
 */
export const coarsePlace = (address: string | null): string => {
  const plain = (address ?? "").replace(/\/\d+$/, "");
  const four = /^(?:::ffff:)?(\d+\.\d+)\.\d+\.\d+$/.exec(plain)?.[1];
  if (four) return `${four}.•.•`;
  if (plain === "::1") return plain;
  const six = plain.split(":").slice(0, 2).filter(Boolean).join(":");
  return six === "" ? "—" : `${six}:•`;
};
