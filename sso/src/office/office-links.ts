import type { Staff } from "#src/account/account.ts";
import type { PageLink } from "#src/page/page-link.ts";
import { counterTexts } from "#src/proofing/counter-texts.ts";
import type { StaffRole } from "#src/staff/staff-role.ts";

/** A part of the office, for those who have one of the roles. */
type OfficeLink = PageLink & Readonly<{ roles: readonly StaffRole[] }>;

/** The parts of the office, in the order in which they are shown. */
const links: readonly OfficeLink[] = [
  {
    href: "/office/proofing",
    title: counterTexts.title,
    text: counterTexts.officeCard,
    roles: ["registrar"],
  },
];

export const officeLinksFor = (staff: Staff): PageLink[] =>
  links.filter(({ roles }) => roles.some((role) => staff.roles.includes(role)));
