import { X509Certificate } from "node:crypto";
import { urlVariable } from "@gov/kit/config.ts";
import { z } from "zod";

const certificates = z.string().transform((text, context): readonly X509Certificate[] => {
  const pems = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    if (pems.length === 0) throw new RangeError("none");
    return pems.map((pem) => new X509Certificate(pem));
  } catch {
    context.addIssue({ code: "custom", message: "must be certificates in PEM" });
    return z.NEVER;
  }
});

/** The authority that stamps the heads of days (RFC 3161 over HTTP). Without it none is stamped. */
export const timestampVariables = {
  TIMESTAMP_URL: urlVariable.optional(),
  /** Certificates of the roots that its tokens are checked under, PEM, one behind the other. */
  TIMESTAMP_ROOTS: certificates.optional(),
  TIMESTAMP_TIMEOUT_MS: z.coerce.number().int().min(500).max(25_000).default(10_000),
} as const;

type Variables = Readonly<{
  TIMESTAMP_URL?: string | undefined;
  TIMESTAMP_ROOTS?: readonly X509Certificate[] | undefined;
  TIMESTAMP_TIMEOUT_MS: number;
}>;

export type TimestampSettings = Readonly<{
  url: string;
  roots: readonly X509Certificate[];
  timeoutMs: number;
}>;

/** A token whose issuer is not known is never kept: the address is of no use without roots. */
export const requireTimestamp = (config: Variables, context: z.RefinementCtx): void => {
  if ((config.TIMESTAMP_URL === undefined) === (config.TIMESTAMP_ROOTS === undefined)) return;
  const missing = config.TIMESTAMP_URL === undefined ? "TIMESTAMP_URL" : "TIMESTAMP_ROOTS";
  const message = "is needed too: TIMESTAMP_URL and TIMESTAMP_ROOTS go together";
  context.addIssue({ code: "custom", path: [missing], message });
};

export const timestampSettings = (config: Variables): TimestampSettings | undefined => {
  const { TIMESTAMP_URL: url, TIMESTAMP_ROOTS: roots, TIMESTAMP_TIMEOUT_MS: timeoutMs } = config;
  return url !== undefined && roots ? { url, roots, timeoutMs } : undefined;
};
