import { formatPhone } from "@gov/country/phone.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateOnly } from "@gov/kit/ui/date-time.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { pagination } from "@gov/kit/ui/pagination.ts";
import { searchBox } from "@gov/kit/ui/search-box.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { tag, type Tone } from "@gov/kit/ui/tag.ts";
import type { StaffStatus } from "#src/account/account.ts";
import { signInFrame } from "#src/page/frame.ts";
import { pageLinks } from "#src/page/page-link.ts";
import { actPages, actTexts, type ActPage } from "./act-texts.ts";
import { actsOpen, type Act } from "./directory.ts";
import type { Employee, EmployeeList } from "./directory-queries.ts";
import {
  directoryTexts as texts,
  doneTexts,
  statusTexts,
  type DoneName,
} from "./directory-texts.ts";
import { requestList } from "./request-pages.ts";
import type { ShownRequest } from "./request-queries.ts";
import { roleNames } from "./role-texts.ts";

export type OfficeView = Readonly<{ lang: Lang; path: string; csrfToken: string }>;

const tones: Readonly<Record<StaffStatus, Tone>> = {
  invited: "waits",
  active: "runs",
  suspended: "late",
  left: "done",
};

const standing = ({ status }: Employee, lang: Lang): Html =>
  tag(statusTexts[status], tones[status], lang);

export const personHref = (id: string): string => `/office/staff/people/${id}`;
export const listLimit = 25;

export type ListInput = Readonly<{
  institution: Text;
  list: EmployeeList;
  search: string;
  gone: boolean;
  offset: number;
  requests: number;
}>;

const turnPages = ({ list, search, gone, offset }: ListInput, lang: Lang): Html => {
  const at = (start: number): string => {
    const query = new URLSearchParams({ ...(search ? { q: search } : {}), offset: String(start) });
    if (gone) query.set("gone", "1");
    return `/office/staff?${query.toString()}`;
  };
  const end = offset + list.rows.length;
  return pagination({
    lang,
    previousHref: offset > 0 ? at(Math.max(0, offset - listLimit)) : undefined,
    nextHref: end < list.total ? at(end) : undefined,
    position: { from: offset + 1, to: end, total: list.total },
  });
};

const employeeTable = ({ list, search }: ListInput, lang: Lang): Html =>
  table({
    caption: texts.title,
    captionHidden: true,
    dense: true,
    lang,
    empty: emptyState(
      search === ""
        ? { title: texts.none, body: texts.noneBody, lang }
        : { title: texts.noneFound, body: texts.noneFoundBody, lang },
    ),
    columns: [
      { head: texts.name },
      { head: texts.username },
      { head: texts.roles },
      { head: texts.standing },
    ],
    rows: list.rows.map((employee) => ({
      href: personHref(employee.id),
      cells: [
        employee.name,
        bdi(employee.username, "latin"),
        roleNames(employee.roles),
        standing(employee, lang),
      ],
    })),
  });

/** The employees of an institution, to find one or invite one. */
export const staffListPage = (view: OfficeView, input: ListInput): Html => {
  const { lang } = view;
  const { search, gone } = input;
  const waiting =
    input.requests === 0
      ? nothing
      : notice({
          kind: "info",
          lang,
          title: texts.requestsWait,
          body: html`<a href="/office/staff/requests">${words(texts.seeRequests, lang)}</a>
            (${bdi(String(input.requests))})`,
        });
  const other = gone
    ? { href: "/office/staff", text: texts.present }
    : { href: "/office/staff?gone=1", text: texts.gone };
  return page({
    ...signInFrame(lang, view.path),
    title: texts.title,
    wide: true,
    back: { href: "/office", text: texts.office },
    notice: waiting,
    main: html`${heading(gone ? texts.gone : texts.title, lang, { above: input.institution })}
      <p>${linkButton({ href: "/office/staff/invite", text: texts.invite, lang })}</p>
      ${searchBox({
        action: "/office/staff",
        value: search,
        label: texts.search,
        keep: gone ? { gone: "1" } : {},
        lang,
      })}
      ${employeeTable(input, lang)} ${turnPages(input, lang)}
      <p><a href="${other.href}">${words(other.text, lang)}</a></p>`,
  });
};

const pageOfAct: Readonly<Partial<Record<Act, ActPage>>> = {
  grant: "roles",
  reset: "reset",
  move: "move",
  leave: "leave",
  stay: "stay",
  suspend: "suspend",
  resume: "resume",
  return: "return",
};

/** What an administrator can do with an employee as they stand. */
export const pagesOpen = (employee: Employee): ActPage[] => {
  const open = new Set(actsOpen(employee.status).map((act) => pageOfAct[act]));
  if (employee.status !== "left") open.add("contact");
  if (employee.leavesOn === null) open.delete("stay");
  else open.delete("leave");
  return actPages.filter((one) => open.has(one));
};

const facts = (employee: Employee, institution: Text, lang: Lang) => [
  { key: texts.username, value: bdi(employee.username, "latin") },
  { key: texts.institution, value: institution },
  { key: texts.roles, value: roleNames(employee.roles) },
  { key: texts.standing, value: standing(employee, lang) },
  {
    key: texts.phone,
    value: employee.phone === null ? "—" : bdi(formatPhone(employee.phone), "phone"),
  },
  { key: texts.email, value: employee.email === null ? "—" : bdi(employee.email, "latin") },
  { key: texts.since, value: dateOnly(employee.createdAt, lang) },
  ...(employee.leavesOn === null
    ? []
    : [{ key: texts.leavesOn, value: dateOnly(employee.leavesOn, lang) }]),
];

/** The notice of what was just done, by its name in the address. */
export const doneNotice = (name: string | undefined, lang: Lang): Html => {
  if (name === undefined || !Object.hasOwn(doneTexts, name)) return nothing;
  const said = doneTexts[name as DoneName];
  const kind = name === "not-sent" || name === "no-address" ? "warn" : "success";
  return notice({ kind, live: true, lang, ...said });
};

/** One employee: how they stand, what waits, and what can be done. */
export const employeePage = (
  view: OfficeView,
  input: Readonly<{
    employee: Employee;
    institution: Text;
    requests: readonly ShownRequest[];
    viewerId: string;
    institutionNames: ReadonlyMap<string, Text>;
    done?: string | undefined;
  }>,
): Html => {
  const { lang } = view;
  const { employee, institution } = input;
  const offered = pagesOpen(employee).map((act) => ({
    href: `${personHref(employee.id)}/${act}`,
    title: actTexts[act].title,
    text: actTexts[act].about,
  }));
  return page({
    ...signInFrame(lang, view.path),
    title: employee.name,
    back: { href: "/office/staff", text: texts.back },
    notice: doneNotice(input.done, lang),
    main: html`${heading(employee.name, lang)}
    ${summaryList(facts(employee, institution, lang), lang, { boxed: true })}
    ${input.requests.length === 0 ? nothing : requestList(view, input)}
    ${
      employee.id === input.viewerId
        ? html`<p class="measure">${words(texts.yourself, lang)}</p>`
        : html`<h2>${words(texts.whatToDo, lang)}</h2>
            ${pageLinks(offered, lang)}`
    }`,
  });
};
