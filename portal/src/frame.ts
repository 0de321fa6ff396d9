import type { AppContext } from "@gov/kit/http.ts";
import type { Html } from "@gov/kit/ui/html.ts";
import type { Frame, NavItem } from "@gov/kit/ui/page.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { PortalDeps } from "./deps.ts";
import type { CitizenSession } from "./session/citizen-session-queries.ts";

const texts = {
  brand: { ar: "حكومتي", en: "Hukumati" },
  services: { ar: "الخدمات", en: "Services" },
  applications: { ar: "طلباتي", en: "Applications" },
  documents: { ar: "وثائقي", en: "Documents" },
  signIn: { ar: "ادخل", en: "Sign in" },
  verify: { ar: "تحقق من وثيقة", en: "Check a document" },
  dataUse: { ar: "من اطّلع على بياناتي", en: "Who saw my data" },
  account: { ar: "حسابي", en: "Account" },
  payBill: { ar: "ادفع فاتورة برقمها", en: "Pay a bill by its number" },
  institutions: { ar: "المؤسسات", en: "Institutions" },
} as const satisfies Record<string, Text>;

/** Path and query of this page, without the language choice. */
export const pathOf = (c: AppContext): string => {
  const url = new URL(c.req.url);
  url.searchParams.delete("lang");
  return `${url.pathname}${url.search}`;
};

/** Where to sign in and come back to `path`. */
export const signInHref = (path: string): string => `/signin?returnTo=${encodeURIComponent(path)}`;

/** First and family name: a whole name of four parts is too long for a header. */
const shortName = (full: string): string => {
  const parts = full.trim().split(/\s+/);
  return parts.length <= 2 ? full : `${parts[0]} ${parts.at(-1)}`;
};

/** Where anyone pays a bill by its number, in the language of the page. */
export const payBillHref = ({ config }: PortalDeps, lang: Lang): string =>
  `${config.PAY_URL}/?lang=${lang}`;

type Around = Readonly<{ path: string; lang: Lang; deps: PortalDeps }>;

const navFor = ({ path, lang, deps }: Around, session: CitizenSession | undefined): NavItem[] => {
  const item = (href: string, text: Text): NavItem => ({
    href,
    text,
    current: path === href || path.startsWith(`${href}/`),
  });
  const common = [item("/services", texts.services), item("/applications", texts.applications)];
  return session
    ? [
        ...common,
        item("/documents", texts.documents),
        { href: `${deps.config.SSO_ISSUER}/account?lang=${lang}`, text: texts.account },
      ]
    : [...common, { href: signInHref(path), text: texts.signIn }];
};

/** What stands around every page of the portal. */
export const frameOf = (c: AppContext, deps: PortalDeps, session?: CitizenSession): Frame => {
  const path = c.req.method === "GET" ? pathOf(c) : new URL(c.req.url).pathname;
  const lang = c.get("lang");
  return {
    lang,
    path,
    component: "portal",
    brand: texts.brand,
    nav: navFor({ path, lang, deps }, session),
    ...(session
      ? {
          user: {
            name: shortName(session.name[lang]),
            signOutAction: "/signout",
            csrfToken: deps.csrf.token(c),
          },
        }
      : {}),
    footer: [
      { href: payBillHref(deps, lang), text: texts.payBill },
      { href: "/institutions", text: texts.institutions },
      { href: "/verify", text: texts.verify },
      { href: "/data-use", text: texts.dataUse },
    ],
  };
};

/** Sends a page. */
export const show = async (
  c: AppContext,
  page: Html,
  status: ContentfulStatusCode = 200,
): Promise<Response> => c.html(page, status);
