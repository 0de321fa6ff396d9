import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Text } from "@gov/kit/text.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { cancelBill } from "#src/bill/cancel-bill.ts";
import { makeBill } from "#src/bill/make-bill.ts";
import { billDeskPage } from "./bill-desk-page.ts";
import { findDeskBill, listBillers } from "./bill-desk-queries.ts";
import { billErrorTexts, billFieldTexts, billTexts } from "./bill-texts.ts";
import { billHref } from "./console-texts.ts";
import { noteDeskAction } from "./desk-action-queries.ts";
import { notFound, uuidOf, type ConsoleApp, type Desk } from "./desk.ts";
import { formTexts, keyOfForm, onceByForm } from "./form-once.ts";
import { formSentText } from "./form-texts.ts";
import { newBillPage } from "./new-bill-page.ts";
import { readNewBill } from "./new-bill.ts";

const madeSchema = z.object({ id: z.uuid() });
type Typed = Readonly<Record<string, string>>;

const showForm = async (
  desk: Desk,
  typed: Typed,
  errors: readonly FieldError[] = [],
): Promise<Response> => {
  const { c, db, ownLane, frame, csrfToken } = desk;
  const billers = await listBillers(db, ownLane);
  const formKey = typed["key"] ?? randomUUID();
  const input = { billers, typed, errors, csrfToken, formKey };
  const path = "/console/bills/new";
  return c.html(newBillPage({ ...frame, path }, input), errors.length > 0 ? 422 : 200);
};

const fieldOf = { referenceTaken: "reference", currencyNotTaken: "currency" } as const;

type FormError = "formSent" | "keyReused" | "keyInFlight";
const isAboutForm = (error: string): error is FormError =>
  error === "formSent" || error === "keyReused" || error === "keyInFlight";

const makeByHand = async (desk: Desk): Promise<Response> => {
  const { c, db, deps, ownLane: lane, staff } = desk;
  const typed = await formTexts(desk);
  const read = readNewBill(typed, new Date());
  if (!read.ok) {
    const errors = read.error.map((name) => ({ name, text: billFieldTexts[name] }));
    return await showForm(desk, typed, errors);
  }
  const billers = await listBillers(db, lane);
  if (!billers.some(({ code }) => code === read.value.billerCode)) {
    const error = { name: "billerCode", text: billErrorTexts.billerUnknown };
    return await showForm(desk, typed, [error]);
  }
  const request = keyOfForm(desk, lane, typed);
  const made = request.ok
    ? await makeBill(deps, { request: request.value, bill: read.value })
    : request;
  if (!made.ok) {
    const { error } = made;
    const text: Text = isAboutForm(error) ? formSentText : billErrorTexts[error];
    const name = Object.entries(fieldOf).find(([code]) => code === error)?.[1];
    return await showForm(desk, typed, [{ text, ...(name ? { name } : {}) }]);
  }
  const { id } = madeSchema.parse(JSON.parse(made.value.answered.body));
  const { username } = staff;
  await noteDeskAction(db, { institutionId: lane, username, action: "billMade", subject: id });
  return c.redirect(`${billHref(id)}?done=made`, 303);
};

const doneTexts = { made: billTexts.made, cancelled: billTexts.cancelled } as const;

const showBill = async (desk: Desk, error?: Text): Promise<Response> => {
  const { c, db, deps, scope, ownLane, frame, lang, csrfToken } = desk;
  const id = uuidOf(desk);
  const found = id && (await findDeskBill(db, scope, id));
  if (!found) return notFound(desk);
  const done = Object.entries(doneTexts).find(([name]) => name === c.req.query("done"))?.[1];
  const said = error ?? done;
  const input = {
    desk: found,
    publicUrl: deps.publicUrl,
    csrfToken,
    formKey: randomUUID(),
    mayCancel: found.bill.institution_id === ownLane,
    ...(said
      ? { notice: notice({ kind: error ? "warn" : "success", lang, live: true, title: said }) }
      : {}),
  };
  return c.html(
    billDeskPage({ ...frame, path: billHref(found.bill.id) }, input),
    error ? 409 : 200,
  );
};

const cancelByHand = async (desk: Desk): Promise<Response> => {
  const { c, db, deps, scope, ownLane, staff } = desk;
  const id = uuidOf(desk);
  const found = id && (await findDeskBill(db, scope, id));
  if (!found || found.bill.institution_id !== ownLane) return notFound(desk);
  const institutionId = found.bill.institution_id;
  const key = { institutionId, billId: found.bill.id };
  const form = await formTexts(desk);
  const done = await onceByForm(desk, institutionId, form, (held) => cancelBill(deps, held, key));
  if (!done.ok) {
    return await showBill(
      desk,
      done.error === "formSent" ? formSentText : billErrorTexts[done.error],
    );
  }
  const { username } = staff;
  await noteDeskAction(db, {
    institutionId,
    username,
    action: "billCancelled",
    subject: key.billId,
  });
  return c.redirect(`${billHref(key.billId)}?done=cancelled`, 303);
};

/** A bill's page, a bill by hand, and its cancelling. */
export const addBillDeskRoutes = (app: ConsoleApp): void => {
  app.get("/console/bills/new", (desk) => showForm(desk, {}));
  app.post("/console/bills", makeByHand);
  app.get("/console/bills/:id", (desk) => showBill(desk));
  app.post("/console/bills/:id/cancel", cancelByHand);
};
