import { instantTexts } from "#src/rails/instant/instant-texts.ts";
import { aliasErrorTexts } from "#src/rails/instant/payer-alias.ts";
import { refundTexts } from "#src/rails/cash/refund-page.ts";
import { voucherTexts } from "#src/rails/cash/voucher-page.ts";
import { statusTexts } from "@gov/kit/ui/status-texts.ts";
import { payerTexts } from "#src/payer/payer-texts.ts";
import { choose, type PageState, type Visitor } from "./page-state.ts";

const instant = "/pay/:number/instant/:charge";
const asking = "POST /pay/:number/instant/:charge/ask";
const refund = "/pay/:number/cash/refund";

/** A new bill's page of instant payment; gives its address. */
const toInstant = async (visitor: Visitor): Promise<string> => {
  await choose(visitor, (await visitor.world.bill()).payUrl, "instant");
  return visitor.page.url().replace(/\?.*/, "");
};
const ask = async ({ page, press }: Visitor, payer: string): Promise<void> => {
  await page.fill("[name=payer]", payer);
  await press();
};

const instants: readonly PageState[] = [
  {
    name: "instant-ask",
    at: instant,
    says: instantTexts.payer,
    open: async (visitor) => void (await toInstant(visitor)),
  },
  {
    name: "instant-wrong-phone",
    at: asking,
    says: aliasErrorTexts.phoneWrong,
    status: 422,
    open: async (visitor) => {
      await toInstant(visitor);
      await ask(visitor, "0599");
    },
  },
  {
    name: "instant-unknown-payer",
    at: asking,
    says: aliasErrorTexts.unknownPayer,
    status: 422,
    open: async (visitor) => {
      await toInstant(visitor);
      await ask(visitor, "0599123456");
    },
  },
  {
    name: "instant-too-many-asks",
    at: asking,
    says: aliasErrorTexts.tooManyAsks,
    status: 429,
    open: async (visitor) => {
      const { open } = visitor;
      const own = await toInstant(visitor);
      for (let asks = 0; asks < 7; asks += 1) {
        await open(`${own}?show=ask`);
        await ask(visitor, "layla");
      }
    },
  },
  {
    name: "instant-down",
    at: asking,
    says: instantTexts.bankDown,
    status: 503,
    // The bank is down for one request, whosever it is.
    open: (visitor) =>
      visitor.world.inTurn(async () => {
        await toInstant(visitor);
        await visitor.world.instant.fault({ kind: "down", match: { operation: "REQUEST" } });
        await ask(visitor, "layla");
      }),
  },
  {
    name: "instant-asked",
    at: instant,
    says: instantTexts.askedTitle,
    open: async (visitor) => {
      await toInstant(visitor);
      await ask(visitor, "layla");
    },
  },
  {
    name: "instant-code",
    at: instant,
    says: instantTexts.scanTitle,
    open: async (visitor) => await visitor.open(`${await toInstant(visitor)}?show=code`),
  },
  {
    name: "instant-refused",
    at: instant,
    says: instantTexts.failed,
    open: async (visitor) => {
      // Each visitor has an app of their own, with one request in it.
      const [payer, app] = visitor.lang === "ar" ? ["samir", "samir"] : ["omar.k", "omar"];
      const own = await toInstant(visitor);
      await ask(visitor, payer);
      await visitor.open(`${visitor.world.instant.url}/bank/${app}`);
      await visitor.press("[value=reject]");
      await visitor.open(own);
    },
  },
  {
    name: "instant-cancelled",
    at: instant,
    says: instantTexts.cancelled,
    open: async (visitor) => {
      const own = await toInstant(visitor);
      await visitor.press("form.act button.btn");
      await visitor.open(own);
    },
  },
  {
    name: "instant-expired",
    at: instant,
    says: instantTexts.expired,
    open: async (visitor) => {
      const own = await toInstant(visitor);
      const charge = new URL(own).pathname.split("/").at(-1) ?? "";
      await visitor.world.runOutCharge(charge);
      await visitor.open(own);
    },
  },
];

/** At a bank over E-SADAD; in cash at an agent. */
const elsewhere: readonly PageState[] = [
  {
    name: "esadad",
    at: "/pay/:number/esadad",
    says: { ar: "ادفع عبر إي-سداد", en: "Pay over E-SADAD" },
    open: async (visitor) => await choose(visitor, (await visitor.world.bill()).payUrl, "esadad"),
  },
  {
    name: "cash-voucher",
    at: "/pay/:number/cash",
    says: [voucherTexts.title, voucherTexts.notHeld],
    open: async (visitor) => {
      const bill = await visitor.world.bill({ dueAt: "2099-12-31T10:00:00Z" });
      await choose(visitor, bill.payUrl, "cash");
    },
  },
  {
    name: "cash-voucher-held",
    at: "/pay/:number/cash",
    says: voucherTexts.held,
    open: async ({ world, open }) => {
      const bill = await world.bill();
      await world.charge(bill);
      await open(`/pay/${bill.billingNumber}/cash`);
    },
  },
  {
    name: "cash-refund",
    at: refund,
    says: refundTexts.slip,
    open: async ({ world, open }) => {
      const bill = await world.bill();
      await world.confirm((await world.reserve(bill)).json);
      await open(`/pay/${bill.billingNumber}/cash/refund`);
    },
  },
  {
    name: "cash-refund-wrong-slip",
    at: `POST ${refund}`,
    says: refundTexts.slipWrong,
    status: 422,
    open: async ({ world, page, open, press }) => {
      await open(`/pay/${(await world.bill()).billingNumber}/cash/refund`);
      await page.fill("[name=slip]", "123456789012345");
      await press();
    },
  },
  {
    name: "cash-refund-code",
    at: `POST ${refund}`,
    says: refundTexts.how,
    action: ".brand",
    open: async ({ world, page, open, press }) => {
      const bill = await world.bill();
      const confirmed = await world.confirm((await world.reserve(bill)).json);
      const charge = await world.db
        .selectFrom("charge")
        .selectAll()
        .where("bill_id", "=", bill.id)
        .executeTakeFirstOrThrow();
      await world.suspend(charge, 700n);
      await world.payoutCodeOf(charge.id);
      await open(`/pay/${bill.billingNumber}/cash/refund`);
      await page.fill("[name=slip]", confirmed.json.slipNumber);
      await press();
    },
  },
  {
    name: "simulator",
    at: "/simulator/:charge",
    says: { ar: "مصرف التجربة", en: "The test bank" },
    open: async (visitor) => {
      const bill = await visitor.world.bill({ billerCode: "transport-test" });
      await choose(visitor, bill.payUrl, "card");
    },
  },
];

/** What stands in the way on any page. */
const obstacles: readonly PageState[] = [
  {
    name: "not-found",
    at: "/nothing/here",
    says: statusTexts.notFound,
    status: 404,
    open: ({ open }) => open("/nothing/here"),
  },
  {
    name: "stale-form",
    at: "POST /pay/:number/charges",
    says: payerTexts.staleForm,
    status: 403,
    open: async ({ world, page, open, press }) => {
      await open((await world.bill()).payUrl);
      await page
        .locator("[name=_csrf]")
        .first()
        .evaluate((field) => field.remove());
      await press();
    },
  },
  {
    name: "database-away",
    at: "/pay/:number",
    says: statusTexts.away,
    status: 503,
    open: ({ world, open }) =>
      world.inTurn(async () => {
        await world.gate.shut();
        await open("/pay/123456789012345");
        await world.gate.open();
      }),
  },
];

export const railStates: readonly PageState[] = [...instants, ...elsewhere, ...obstacles];
