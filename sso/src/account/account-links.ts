import type { PageLink } from "#src/page/page-link.ts";
import type { Person } from "./account.ts";

/** A part of a person's account; for `citizen` or `staff` alone, where it says so. */
type AccountLink = PageLink & Readonly<{ for?: Person["kind"] }>;

/** The parts of a person's account, in the order in which they are shown. */
const links: readonly AccountLink[] = [
  {
    href: "/account/security",
    title: { ar: "أمان الدخول", en: "Sign-in security" },
    text: {
      ar: "مفاتيح المرور، وتطبيق الرموز، ورموز الطوارئ.",
      en: "Passkeys, authenticator and recovery codes.",
    },
  },
  {
    href: "/account/mandates",
    title: { ar: "التوكيلات والتمثيل", en: "Acting for others" },
    text: {
      ar: "من يتصرف عنك، وعمن تتصرف: شركة أو طفل أو شخص وكّلك",
      en: "Who acts for you, and for whom you act: a company, a child, someone who empowered you",
    },
    for: "citizen",
  },
];

export const accountLinksFor = (person: Person): PageLink[] =>
  links.filter((link) => link.for === undefined || link.for === person.kind);
