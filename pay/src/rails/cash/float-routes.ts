import { z } from "zod";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { parseMoney } from "@gov/kit/money.ts";
import { apiErrors } from "#src/api-errors.ts";
import type { Staff } from "#src/console/staff-signin.ts";
import { findCompany, listCompanies, listFloats } from "./company-queries.ts";
import { decideOnDeposit, listDeposits, recordDeposit } from "./deposit-queries.ts";
import type { DeskProblem } from "./desk-page.ts";
import { deskFrame, findStaff, type Desk } from "./desk-session.ts";
import { deskTexts } from "./desk-texts.ts";
import { emptyDeposit, floatPage, floatTexts, type DepositForm } from "./float-page.ts";

/** Who may record and approve; others of the treasury may look. */
const actors = new Set(["officer", "supervisor", "administrator"]);
const referencePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,47}$/;

const depositForm = z.object({
  company: z.string().max(40).default(""),
  reference: z.string().max(100).default(""),
  amount: z.string().max(40).default(""),
  currency: currencySchema.catch("ILS"),
});
const decisionForm = z.object({
  company: z.string().max(40),
  reference: z.string().regex(referencePattern),
  verdict: z.enum(["approved", "rejected"]),
});

const mayAct = (staff: Staff): boolean => staff.roles.some((role) => actors.has(role));

const show = async (
  c: AppContext,
  desk: Desk,
  staff: Staff,
  more: Readonly<{ typed?: DepositForm; problem?: DeskProblem; status?: 200 | 409 | 422 }> = {},
): Promise<Response> => {
  const { db } = desk.cash.pay;
  const companies = await Promise.all(
    (await listCompanies(db)).map(async (company) => ({
      company,
      floats: await listFloats(db, desk.cash.treasury, company.company_code),
    })),
  );
  const frame = {
    ...deskFrame(c, desk, { staff, path: "/agent/floats" }),
    brand: floatTexts.brand,
    home: "/console",
  };
  const page = floatPage({
    frame,
    csrfToken: desk.csrf.token(c),
    person: staff.username,
    mayAct: mayAct(staff),
    companies,
    deposits: await listDeposits(db, 100),
    typed: more.typed ?? emptyDeposit,
    problem: more.problem,
  });
  return c.html(page, more.status ?? 200);
};

const record = async (c: AppContext, desk: Desk, staff: Staff): Promise<Response> => {
  const typed = depositForm.parse(await c.req.parseBody());
  const reference = typed.reference.trim();
  const sum = parseMoney(typed.amount, typed.currency);
  const company = await findCompany(desk.cash.pay.db, typed.company);
  const errors: DepositForm["errors"] = {
    ...(company ? {} : { company: floatTexts.companyMissing }),
    ...(referencePattern.test(reference) ? {} : { reference: floatTexts.referenceWrong }),
    ...(sum.ok && sum.value.amountMinor > 0n ? {} : { amount: deskTexts.notAmount }),
  };
  if (!company || !sum.ok || Object.keys(errors).length > 0) {
    return await show(c, desk, staff, { typed: { ...typed, errors }, status: 422 });
  }
  const recorded = await recordDeposit(desk.cash, {
    companyCode: company.company_code,
    reference,
    amount: sum.value,
    person: staff.username,
  });
  if (recorded.ok) return c.redirect("/agent/floats", 303);
  const differs = { reference: apiErrors[recorded.error].title };
  return await show(c, desk, staff, { typed: { ...typed, errors: differs }, status: 409 });
};

const decide = async (c: AppContext, desk: Desk, staff: Staff): Promise<Response> => {
  const form = decisionForm.safeParse(await c.req.parseBody());
  if (!form.success) return c.redirect("/agent/floats", 303);
  const { company: companyCode, reference, verdict } = form.data;
  const input = { companyCode, reference, verdict, person: staff.username };
  const decided = await decideOnDeposit(desk.cash, input);
  if (decided.ok) return c.redirect("/agent/floats", 303);
  const { title } = apiErrors[decided.error];
  return await show(c, desk, staff, { problem: { title }, status: 409 });
};

/** The treasury's page of floats and deposits. */
export const addFloatRoutes = (app: HttpApp, desk: Desk): void => {
  const forTreasury = async (
    c: AppContext,
    work: (staff: Staff) => Promise<Response>,
    acts: boolean,
  ): Promise<Response> => {
    const staff = await findStaff(c, desk);
    if (!staff) return c.redirect("/agent/signin", 303);
    if (staff.institution !== desk.cash.treasury) return c.redirect("/agent", 303);
    return acts && !mayAct(staff) ? await show(c, desk, staff) : await work(staff);
  };
  app.get("/agent/floats", (c) => forTreasury(c, (staff) => show(c, desk, staff), false));
  app.post("/agent/floats", (c) => forTreasury(c, (staff) => record(c, desk, staff), true));
  app.post("/agent/floats/decisions", (c) =>
    forTreasury(c, (staff) => decide(c, desk, staff), true),
  );
};
