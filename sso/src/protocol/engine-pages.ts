import type { Lang } from "@gov/kit/text.ts";
import { page, heading } from "@gov/kit/ui/page.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import type { ErrorOut, KoaContextWithOIDC } from "oidc-provider";
import { signInFrame } from "#src/page/frame.ts";

/** Pages that the engine shows by itself. */
export type EnginePages = Readonly<{
  error: (ctx: KoaContextWithOIDC, out: ErrorOut, error: Error) => Promise<void>;
  signOut: (ctx: KoaContextWithOIDC) => Promise<void>;
  signedOut: (ctx: KoaContextWithOIDC) => Promise<void>;
}>;

const languageOf = (ctx: KoaContextWithOIDC): Lang =>
  ctx.cookies.get("lang", { signed: false }) === "en" ? "en" : "ar";

const show = async (ctx: KoaContextWithOIDC, markup: Html): Promise<void> => {
  ctx.type = "html";
  ctx.body = String(await markup);
};

export const enginePages: EnginePages = {
  error: async (ctx, out) => {
    const lang = languageOf(ctx);
    const main = html`${heading(out.error, lang)}`;
    await show(ctx, page({ ...signInFrame(lang, ctx.path), title: out.error, main }));
  },
  signOut: async () => {},
  signedOut: async () => {},
};
