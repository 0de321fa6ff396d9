import type { Staff } from "#src/account/account.ts";
import { requestTexts } from "#src/directory/act-texts.ts";
import { directoryTexts } from "#src/directory/directory-texts.ts";
import { providerTexts } from "#src/federation/provider-texts.ts";
import type { PageLink } from "#src/page/page-link.ts";
import type { StaffRole } from "#src/staff/staff-role.ts";

/** A part of the office, for those who have one of the roles. */
type OfficeLink = PageLink & Readonly<{ roles: readonly StaffRole[] }>;

/** The parts of the office, in the order in which they are shown. */
const links: readonly OfficeLink[] = [
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
