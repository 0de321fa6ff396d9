import type { Csrf } from "@gov/kit/csrf.ts";
import type { AppContext } from "@gov/kit/http.ts";
import type { Text } from "@gov/kit/text.ts";
import type { Frame } from "@gov/kit/ui/page.ts";
import { frameOf } from "#src/payer/payer-frame.ts";
import { listTexts } from "./console-texts.ts";
import { reconciliationPath } from "./reconciliation/reconciliation-hrefs.ts";
import { recTexts } from "./reconciliation/reconciliation-texts.ts";
import { consoleTestBanner, modePath } from "./test-mode.ts";
import { accountsPath, payoutsPath, settlementPath } from "./settlement/settlement-texts.ts";
import { settlementTexts } from "./settlement/settlement-texts.ts";
import { uploadTexts } from "./upload-texts.ts";
import type { Staff } from "./staff-signin.ts";

const brand = { ar: "خزينة الدولة", en: "State treasury" };

const places: readonly Readonly<{ href: string; text: Text }>[] = [
  { href: "/console", text: { ar: "اليوم", en: "Today" } },
  { href: "/console/bills", text: listTexts.bills },
  { href: "/console/payments", text: listTexts.payments },
  { href: "/console/refunds", text: listTexts.refunds },
  { href: settlementPath, text: settlementTexts.title },
  { href: payoutsPath, text: settlementTexts.payouts },
  { href: "/console/ledger", text: { ar: "الدفتر", en: "Ledger" } },
];

/** Only the treasury compares rails' files with the books. */
const treasuryPlace = { href: reconciliationPath, text: recTexts.title };

const placesOf = ({ treasury, test }: Readonly<{ treasury?: boolean; test: boolean }>) =>
  treasury && !test ? [...places, treasuryPlace] : places;

const footerLinks = [
  { href: "/console/uploads", text: uploadTexts.title },
  { href: "/console/webhooks", text: { ar: "إشعارات الأنظمة", en: "Webhooks" } },
  { href: "/console/clients", text: { ar: "أنظمة الجهة", en: "API clients" } },
  { href: "/console/refund-limits", text: { ar: "حدود الإعادة", en: "Refund limits" } },
  { href: accountsPath, text: settlementTexts.accounts },
  { href: modePath, text: { ar: "وضع التجربة", en: "Test mode" } },
];

/** What stands around every page of the console; the filter stays with the other language. */
export const consoleFrame = (
  c: AppContext,
  csrf: Csrf,
  session?: Readonly<{ staff: Staff; test: boolean; treasury?: boolean }>,
): Frame => {
  const common = { component: "console", brand, home: "/console" } as const;
  if (!session) return { ...frameOf(c, "/console"), ...common };
  const { path } = c.req;
  const inPlace = (href: string): boolean =>
    href === "/console" ? path === href : path === href || path.startsWith(`${href}/`);
  return {
    ...frameOf(c, c.req.method === "GET" ? undefined : "/console"),
    ...common,
    nav: placesOf(session).map((place) => ({ ...place, current: inPlace(place.href) })),
    ...(session.test ? { banner: consoleTestBanner(c, csrf) } : {}),
    footer: footerLinks,
    user: {
      name: session.staff.name,
      signOutAction: "/console/signout",
      csrfToken: csrf.token(c),
    },
  };
};
