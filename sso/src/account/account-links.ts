import type { PageLink } from "#src/page/page-link.ts";
import { profileTexts } from "#src/profile/profile-texts.ts";
import type { Person } from "./account.ts";

/** A part of a person's account; for `citizen` or `staff` alone, where it says so. */
type AccountLink = PageLink & Readonly<{ for?: Person["kind"] }>;

/** The parts of a person's account, in the order in which they are shown. */
const links: readonly AccountLink[] = [
  {
    href: "/account/profile",
    title: profileTexts.title,
    text: profileTexts.card,
    for: "citizen",
  },
  {
    href: "/account/security",
    title: { ar: "أمان الدخول", en: "Sign-in security" },
    text: {
      ar: "مفاتيح المرور، وتطبيق الرموز، ورموز الطوارئ.",
      en: "Passkeys, authenticator and recovery codes.",
    },
  },
  {
    href: "/account/sessions",
    title: { ar: "الأجهزة والدخول", en: "Devices and sign-ins" },
    text: {
      ar: "أين أنت داخل الآن. أنه ما لا تعرفه.",
      en: "Where you are signed in now. End what you do not know.",
    },
  },
  {
    href: "/account/services",
    title: { ar: "الخدمات", en: "Services" },
    text: {
      ar: "ما تعرفه كل خدمة عنك، وكيف تسحبه.",
      en: "What each service knows of you, and how to take it back.",
    },
  },
  {
    href: "/account/history",
    title: { ar: "سجل حسابي", en: "History" },
    text: {
      ar: "كل ما جرى بحسابك ومن فعله.",
      en: "All that happened with your account, and who did it.",
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
