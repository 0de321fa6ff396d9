import { currencySchema } from "@gov/kit/money-schema.ts";
import { money, parseMoney, toDecimal } from "@gov/kit/money.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { moneyField, hiddenField } from "@gov/kit/ui/fields.ts";
import { form } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { table } from "@gov/kit/ui/table.ts";
import { listTexts } from "./console-texts.ts";
import { noteDeskAction } from "./desk-action-queries.ts";
import { mayAdminister, notFound, type ConsoleApp, type Desk } from "./desk.ts";
import { formTexts } from "./form-once.ts";
import { listLimits, putLimit, type LimitLine } from "./refund-limit-queries.ts";
import { refundFieldTexts, refundTexts } from "./refund-texts.ts";
import { scopeHolds } from "#src/lane/scope.ts";

/** Only the treasury's administrators set limits: nobody sets the limit of their own refunds. */
const maySet = ({ treasury, staff }: Desk): boolean => treasury && mayAdminister(staff);

const editHref = (line: LimitLine): string =>
  `/console/refund-limits?biller=${line.biller_code}&currency=${line.currency}`;

const limitForm = (desk: Desk, line: LimitLine, typed: string | undefined, error?: Text): Html => {
  const { lang, csrfToken } = desk;
  const value = typed ?? toDecimal(money(line.limit_minor ?? 0n, line.currency));
  const field = moneyField({
    name: "limit",
    lang,
    label: refundTexts.limit,
    currency: line.currency,
    value,
    error,
  });
  return section(
    { ar: line.name_ar, en: line.name_en },
    lang,
    form({
      action: "/console/refund-limits",
      lang,
      csrfToken,
      body: html`${hiddenField("biller", line.biller_code)}${hiddenField(
        "currency",
        line.currency,
      )}${field}`,
      submit: refundTexts.setLimit,
    }),
  );
};

const limitsTable = (desk: Desk, lines: readonly LimitLine[], lang: Lang): Html =>
  table({
    caption: refundTexts.limits,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: listTexts.biller },
      { head: listTexts.currency },
      { head: refundTexts.setBy },
      { head: refundTexts.limit, numeric: true },
    ],
    rows: lines.map((line) => ({
      ...(maySet(desk) ? { href: editHref(line) } : {}),
      cells: [
        { ar: line.name_ar, en: line.name_en },
        bdi(line.currency, "latin"),
        line.set_by ? bdi(line.set_by, "latin") : html`—`,
        line.limit_minor === null || line.limit_minor === 0n
          ? refundTexts.noLimit
          : amount(money(line.limit_minor, line.currency), lang),
      ],
    })),
  });

const showLimits = async (
  desk: Desk,
  chosen: Readonly<{ biller?: string; currency?: string; typed?: string; error?: Text }>,
): Promise<Response> => {
  const { c, db, scope, frame, lang } = desk;
  const lines = await listLimits(db, scope);
  const line = lines.find(
    (one) => one.biller_code === chosen.biller && one.currency === chosen.currency,
  );
  const edit = line && maySet(desk) ? limitForm(desk, line, chosen.typed, chosen.error) : nothing;
  const saved =
    c.req.query("done") === "1"
      ? notice({ kind: "success", lang, live: true, title: refundTexts.limitSaved })
      : nothing;
  const whose = maySet(desk) ? nothing : html`<p>${words(refundTexts.treasuryOnly, lang)}</p>`;
  const main = html`${heading(refundTexts.limits, lang, {
    below: refundTexts.limitsLead,
  })}${whose}${edit}${limitsTable(desk, lines, lang)}`;
  const errors = chosen.error ? [{ name: "limit", text: chosen.error }] : [];
  const back = { href: "/console/refunds", text: listTexts.refunds };
  return c.html(
    page({ ...frame, wide: true, title: refundTexts.limits, notice: saved, errors, back, main }),
    chosen.error ? 422 : 200,
  );
};

const setLimit = async (desk: Desk): Promise<Response> => {
  const { c, db, staff } = desk;
  if (!maySet(desk)) return notFound(desk);
  const { biller = "", currency: typedCurrency = "", limit = "" } = await formTexts(desk);
  const currency = currencySchema.safeParse(typedCurrency);
  const row = await db
    .selectFrom("biller")
    .selectAll()
    .where("code", "=", biller)
    .executeTakeFirst();
  if (!currency.success || !row || !scopeHolds(desk.scope, row.institution_id))
    return notFound(desk);
  const read = parseMoney(limit, currency.data);
  if (!read.ok) {
    const error = refundFieldTexts.limit;
    return await showLimits(desk, { biller, currency: currency.data, typed: limit, error });
  }
  const { username } = staff;
  await putLimit(db, row, currency.data, read.value.amountMinor, username);
  const subject = `${biller}/${currency.data}/${read.value.amountMinor}`;
  const institutionId = row.institution_id;
  await noteDeskAction(db, { institutionId, username, action: "refundLimitSet", subject });
  return c.redirect("/console/refund-limits?done=1", 303);
};

/** How much one person may refund of a payment, for each biller and currency. */
export const addRefundLimitRoutes = (app: ConsoleApp): void => {
  app.get("/console/refund-limits", (desk) => {
    const { biller = "", currency = "" } = desk.c.req.query();
    return showLimits(desk, { biller, currency });
  });
  app.post("/console/refund-limits", setLimit);
};
