import type { Staff } from "#src/account/account.ts";
import { requestTexts } from "#src/directory/act-texts.ts";
import { directoryTexts } from "#src/directory/directory-texts.ts";
import { providerTexts } from "#src/federation/provider-texts.ts";
import type { PageLink } from "#src/page/page-link.ts";
import { counterTexts } from "#src/proofing/counter-texts.ts";
import { recoveryTexts } from "#src/recovery/recovery-texts.ts";
import type { StaffRole } from "#src/staff/staff-role.ts";

/** A part of the office, for those who have one of the roles. */
type OfficeLink = PageLink & Readonly<{ roles: readonly StaffRole[] }>;

/** The parts of the office, in the order in which they are shown. */
const links: readonly OfficeLink[] = [
  {
    href: "/office/people",
    roles: ["operator"],
    title: { ar: "أشخاص وحسابات", en: "People and accounts" },
    text: {
      ar: "افتح حسابا بسبب مكتوب: أوقفه، أو ارفع الإيقاف، أو ألغ كلمة السر.",
      en: "Open an account with a written reason: suspend, lift, withdraw the password.",
    },
  },
  {
    href: "/office/audit",
    roles: ["operator"],
    title: { ar: "سجل ما جرى", en: "Audit" },
    text: {
      ar: "كل ما حدث: ابحث بالشخص والحدث واليوم، ونزله.",
      en: "All that happened: search by person, event and day, and download it.",
    },
  },
  {
    href: "/office/proofing",
    title: counterTexts.title,
    text: counterTexts.officeCard,
    roles: ["registrar"],
  },
  {
    href: "/office/recovery",
    title: recoveryTexts.title,
    text: recoveryTexts.officeCard,
    roles: ["registrar"],
  },
  {
    href: "/office/clients",
    title: { ar: "الخدمات المتصلة بالدخول", en: "Services that use the sign-in" },
    text: {
      ar: "سجّل خدمات مؤسستك وجرّبها، وراجع ما ينتظر",
      en: "Register your institution's services, try them, and review what waits",
    },
    roles: ["administrator", "operator"],
  },
  {
    href: "/office/staff",
    title: directoryTexts.title,
    text: directoryTexts.link,
    roles: ["administrator"],
  },
  {
    href: "/office/staff/requests",
    title: requestTexts.title,
    text: requestTexts.link,
    roles: ["administrator", "operator"],
  },
  {
    href: "/office/federation",
    title: providerTexts.title,
    text: providerTexts.link,
    roles: ["operator"],
  },
];

export const officeLinksFor = (staff: Staff): PageLink[] =>
  links.filter(({ roles }) => roles.some((role) => staff.roles.includes(role)));
