import type { Html } from "../html.ts";
import type { Frame } from "../page.ts";
import { awayPage, badRequestPage, faultPage, forbiddenPage } from "../status-pages.ts";
import { notFoundPage } from "../status-pages.ts";
import { sessionEndedPage, tooLargePage, tooManyPage, unavailablePage } from "../status-pages.ts";

const reference = "0d5f7b0a-5a4e-4c56-9d0e-6f6f0c6b7a11";

const pages: Readonly<Record<string, (frame: Frame) => Html>> = {
  "not-found": (frame) => notFoundPage({ ...frame, reference }),
  forbidden: (frame) => forbiddenPage({ ...frame, reference }),
  "bad-request": (frame) => badRequestPage({ ...frame, reference }),
  "session-ended": (frame) => sessionEndedPage({ ...frame, reference, signInHref: "/gallery" }),
  "too-many": (frame) => tooManyPage({ ...frame, reference, retryAfterSeconds: 130 }),
  "too-large": (frame) => tooLargePage({ ...frame, reference }),
  fault: (frame) => faultPage({ ...frame, reference }),
  away: (frame) => awayPage({ ...frame, reference }),
  unavailable: (frame) =>
    unavailablePage({
      ...frame,
      reference,
      institution: { ar: "وزارة الداخلية", en: "the Ministry of Interior" },
      stillWorks: [
        { href: "/gallery", text: { ar: "دفع الفواتير", en: "Paying bills" } },
        { href: "/gallery", text: { ar: "تجديد رخصة المركبة", en: "Vehicle licence renewal" } },
      ],
      retryAfterSeconds: 600,
    }),
};

/** Names of the pages that stand in when something stands in the way. */
export const statusSamples = Object.keys(pages);

export const statusSample = (name: string, frame: Frame): Html =>
  (pages[name] ?? pages["not-found"])?.(frame) ?? notFoundPage({ ...frame, reference });
