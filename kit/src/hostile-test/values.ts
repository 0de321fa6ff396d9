/** What nobody meant to be sent, in any field, path or query. The mark of script is looked for. */
export const scriptMark = "<script>alert(";

export const hostileTexts: readonly string[] = [
  "",
  " ",
  "x".repeat(3_000),
  `"><script>alert(1)</script>`,
  "٤٠٠٠٠٠٠٠٦",
  "\0",
  "\u0007\u202e\u2066\ufeff",
  "' or 1=1; drop table outbox --",
  "-1",
  "1e99",
  "../../etc/passwd",
  "__proto__",
  "\ud800",
  "400000006",
];

/** As JSON: wrong types besides texts. */
export const hostileJson: readonly unknown[] = [
  ...hostileTexts,
  null,
  true,
  -1,
  1e308,
  [],
  {},
  [[[[[[[[{}]]]]]]]],
];

/** Path segments: what a URL may carry and no router expects. */
export const hostileSegments: readonly string[] = [
  ...hostileTexts
    .filter((text) => text !== "" && text.isWellFormed())
    .map((text) => encodeURIComponent(text)),
  "%ff",
  "%E0%A4",
  "..%2f..%2f",
];

const form = "application/x-www-form-urlencoded";
const json = "application/json";

export type HostileBody = Readonly<{ name: string; type: string; body: string }>;

/** Whole bodies that are not what they say. */
export const hostileBodies: readonly HostileBody[] = [
  { name: "no JSON", type: json, body: "{" },
  { name: "empty JSON", type: json, body: "" },
  { name: "JSON null", type: json, body: "null" },
  { name: "a JSON array", type: json, body: "[]" },
  { name: "an empty object", type: json, body: "{}" },
  { name: "deep JSON", type: json, body: "[".repeat(20_000) + "]".repeat(20_000) },
  { name: "an empty form", type: form, body: "" },
  { name: "a broken form", type: form, body: "%ff=%E0%A4&=&&a=%00" },
  { name: "a form of arrays", type: form, body: "a[]=1&a[]=2&__proto__[x]=1&constructor=1" },
  { name: "a broken multipart", type: "multipart/form-data", body: "--x" },
  { name: "a cut multipart", type: "multipart/form-data; boundary=x", body: "--x\r\nContent-Dis" },
  { name: "plain text", type: "text/plain", body: "hello" },
  { name: "XML", type: "application/xml", body: `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>` },
  { name: "no known type", type: "image/png", body: "\u0089PNG" },
  { name: "a large form", type: form, body: `a=${"x".repeat(300_000)}` },
  { name: "large JSON", type: json, body: JSON.stringify({ a: "x".repeat(300_000) }) },
];

/** Headers, each to be sent alone. Node itself answers 431 above 16 KB in all. */
export const hostileHeaders: readonly Readonly<Record<string, string>>[] = [
  { "accept-language": "x".repeat(4_000) },
  { "accept-language": "ar;q=zz,,;;*" },
  { "idempotency-key": "x".repeat(4_000) },
  { "idempotency-key": "<script>alert(1)</script>" },
  { "x-request-id": "<script>alert(1)</script>" },
  { "content-length": "0" },
  { cookie: `a=${"x".repeat(4_000)}; b; =; %ff=%ff` },
  { authorization: "Bearer x" },
  { authorization: `Bearer ${"x".repeat(8_000)}` },
  { "x-large": "x".repeat(20_000) },
];
