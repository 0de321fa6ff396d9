import { z } from "zod";

/** The sign-in that a session of ours came from, in the names its provider will end it by. */
export type SignInOrigin = Readonly<{
  clientId: string;
  subject: string;
  /** The provider's session as this client knows it. */
  sid: string | undefined;
  /** When its ID token was issued, in seconds. */
  issuedAtS: number;
}>;

const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  sid: z.string().min(1).max(255).optional(),
  iat: z.number(),
});

/** Where a session comes from, by the claims of a checked ID token; undefined where they lack it. */
export const signInOriginOf = (clientId: string, claims: unknown): SignInOrigin | undefined => {
  const parsed = claimsSchema.safeParse(claims);
  if (!parsed.success) return undefined;
  const { sub, sid, iat } = parsed.data;
  return { clientId, subject: sub, sid, issuedAtS: iat };
};
