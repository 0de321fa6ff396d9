import { decryptAtRest, deriveKey, encryptAtRest } from "@gov/kit/crypto.ts";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";

const flowSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  startedAt: z.number(),
  /** The person was asked to prove again that it is they. */
  proof: z.boolean().optional(),
});

/** What must be the same when the person comes back from the sign-in service. */
export type SignInFlow = z.infer<typeof flowSchema>;

const maxAgeS = 20 * 60;

/** A path of our own to go back to; anything else leads to the start. */
export const ownPath = (given: string | undefined, fallback = "/"): string =>
  given !== undefined &&
  given.length <= 500 &&
  /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(given) &&
  !/^\/(?:office\/)?sign(?:in|out)/.test(given)
    ? given
    : fallback;

export type FlowCookie = Readonly<{
  save: (c: Context, flow: SignInFlow) => void;
  take: (c: Context) => SignInFlow | undefined;
}>;

/** Keeps a sign-in under way in an encrypted cookie, so that nothing is stored for strangers. */
export const createFlowCookie = (options: {
  name: string;
  path: string;
  key: Uint8Array;
  secure: boolean;
}): FlowCookie => {
  const key = deriveKey(options.key, `sign-in/${options.name}`);
  const save = (c: Context, flow: SignInFlow): void => {
    const sealed = encryptAtRest(key, Buffer.from(JSON.stringify(flow)), options.name);
    setCookie(c, options.name, sealed.toString("base64url"), {
      path: options.path,
      httpOnly: true,
      sameSite: "Lax",
      secure: options.secure,
      maxAge: maxAgeS,
    });
  };
  const take = (c: Context): SignInFlow | undefined => {
    const sealed = getCookie(c, options.name);
    deleteCookie(c, options.name, { path: options.path });
    if (!sealed || sealed.length > 4096) return undefined;
    try {
      const opened = decryptAtRest(key, Buffer.from(sealed, "base64url"), options.name);
      const flow = flowSchema.parse(JSON.parse(opened.toString("utf8")));
      return Date.now() - flow.startedAt < maxAgeS * 1000 ? flow : undefined;
    } catch {
      return undefined;
    }
  };
  return { save, take };
};
