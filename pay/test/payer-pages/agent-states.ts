import assert from "node:assert/strict";
import { statusTexts } from "@gov/kit/ui/status-texts.ts";
import { numberErrors } from "#src/payer/payer-texts.ts";
import { deskTexts } from "#src/rails/cash/desk-texts.ts";
import { floatTexts } from "#src/rails/cash/float-page.ts";
import { company } from "../cash-world.ts";
import type { Json } from "../pay-world.ts";
import type { PageState, Visitor } from "./page-state.ts";

const slip = "/agent/collections/:id";
const clerk = { username: "huda.agent", institution: company, roles: ["agent"] };
const treasurer = { username: "lina", institution: "finance", roles: ["officer"] };

/** A bill of which this agent holds the claim; gives the collection. */
const reserve = async (world: Visitor["world"]): Promise<Json> => {
  const reserved = await world.reserve(await world.bill());
  assert.equal(reserved.status, 201, JSON.stringify(reserved.json));
  return reserved.json;
};

/** Signs the clerk in, then does what is to be done. */
const atDesk =
  (work: (visitor: Visitor) => Promise<void>): PageState["open"] =>
  async (visitor) => {
    await visitor.signIn(clerk);
    await work(visitor);
  };

const searches: readonly PageState[] = [
  {
    name: "agent-desk",
    at: "/agent",
    says: deskTexts.numberHint,
    open: atDesk(({ open }) => open("/agent")),
  },
  {
    name: "agent-number-wrong",
    at: "/agent/bill",
    says: numberErrors.wrongLength,
    status: 404,
    open: atDesk(async ({ page, open, press }) => {
      await open("/agent");
      await page.fill("[name=number]", "12345");
      await press();
    }),
  },
  {
    name: "agent-bill",
    at: "/agent/bill",
    says: deskTexts.reserveNote,
    open: atDesk(async ({ world, open }) => {
      await open(`/agent/bill?number=${(await world.bill()).billingNumber}`);
    }),
  },
  {
    name: "agent-bill-part-wrong",
    at: "POST /agent/collections",
    says: deskTexts.partAmount,
    status: 409,
    open: atDesk(async ({ world, page, open, press }) => {
      const bill = await world.bill({ parts: { lowerMinor: "1000", upperMinor: "20000" } });
      await open(`/agent/bill?number=${bill.billingNumber}`);
      await page.fill("[name=amount]", "7");
      await press();
    }),
  },
  {
    name: "agent-bill-paid",
    at: "/agent/bill",
    says: deskTexts.other,
    open: atDesk(async ({ world, open }) => {
      await open(`/agent/bill?number=${(await world.paid()).bill.billingNumber}`);
    }),
  },
];

const slips: readonly PageState[] = [
  {
    name: "agent-held",
    at: slip,
    says: deskTexts.confirm,
    open: atDesk(async ({ world, open }) => {
      await open(`/agent/collections/${(await reserve(world)).id}`);
    }),
  },
  {
    name: "agent-slip",
    at: slip,
    says: [deskTexts.done, deskTexts.voidTitle],
    open: atDesk(async ({ world, open }) => {
      const collection = await reserve(world);
      await world.confirm(collection);
      await open(`/agent/collections/${collection.id}`);
    }),
  },
  {
    name: "agent-void-without-reason",
    at: "POST /agent/collections/:id/void",
    says: deskTexts.voidReasonMissing,
    status: 422,
    open: atDesk(async ({ world, page, open, press }) => {
      const collection = await reserve(world);
      await world.confirm(collection);
      await open(`/agent/collections/${collection.id}`);
      await page.fill("[name=reason]", " ");
      await press(".btn.danger");
    }),
  },
  {
    name: "agent-voided",
    at: slip,
    says: deskTexts.voided,
    open: atDesk(async ({ world, page, open, press }) => {
      const collection = await reserve(world);
      await world.confirm(collection);
      await open(`/agent/collections/${collection.id}`);
      await page.fill("[name=reason]", "another bill was meant");
      await press(".btn.danger");
    }),
  },
  {
    name: "agent-cancelled",
    at: slip,
    says: deskTexts.cancelled,
    open: atDesk(async ({ world, open, press }) => {
      await open(`/agent/collections/${(await reserve(world)).id}`);
      await press(".btn.secondary");
    }),
  },
  {
    name: "agent-ran-out",
    at: slip,
    says: [deskTexts.expired, deskTexts.expiredBody],
    open: atDesk(async ({ world, open }) => {
      const { id } = await reserve(world);
      await world.runOut(id);
      await open(`/agent/collections/${id}`);
    }),
  },
  {
    name: "agent-give-back",
    at: "POST /agent/collections/:id/confirm",
    says: deskTexts.refused,
    status: 409,
    open: atDesk(async ({ world, open, press }) => {
      const bill = await world.bill();
      const { id } = (await world.reserve(bill)).json;
      await world.runOut(id);
      await world.receive(bill);
      await open(`/agent/collections/${id}`);
      await press(`form[action$="/confirm"] .btn`);
    }),
  },
];

/** Money that comes back to a payer in cash: the code that they tell. */
const payoutOf = async (world: Visitor["world"]): Promise<string> => {
  const collection = await reserve(world);
  await world.confirm(collection);
  const charge = await world.db
    .selectFrom("charge")
    .innerJoin("cash_collection", "cash_collection.charge_id", "charge.id")
    .selectAll("charge")
    .where("cash_collection.id", "=", collection.id)
    .executeTakeFirstOrThrow();
  await world.suspend(charge, 700n);
  return await world.payoutCodeOf(charge.id);
};

const drawers: readonly PageState[] = [
  {
    name: "agent-payouts",
    at: "/agent/payouts",
    says: deskTexts.codeHint,
    open: atDesk(({ open }) => open("/agent/payouts")),
  },
  {
    name: "agent-payout-wrong",
    at: "POST /agent/payouts",
    says: deskTexts.notAmount,
    status: 422,
    open: atDesk(async ({ page, open, press }) => {
      await open("/agent/payouts");
      await page.fill("[name=code]", "123456789012340");
      await page.fill("[name=amount]", "x");
      await press();
    }),
  },
  {
    name: "agent-paid-out",
    at: "POST /agent/payouts",
    says: deskTexts.paidOutBody,
    open: atDesk(async ({ world, page, open, press }) => {
      const code = await payoutOf(world);
      await open("/agent/payouts");
      await page.fill("[name=code]", code);
      await page.fill("[name=amount]", "7.00");
      await press();
    }),
  },
  {
    name: "agent-today",
    at: "/agent/today",
    says: [deskTexts.drawer, deskTexts.floats],
    action: "header nav a",
    open: atDesk(async ({ world, open }) => {
      await world.confirm(await reserve(world));
      await open("/agent/today");
    }),
  },
];

const others: readonly PageState[] = [
  {
    name: "agent-floats",
    at: "/agent/floats",
    says: [floatTexts.title, floatTexts.save],
    open: async ({ world, open, signIn }) => {
      await world.portal("PUT", `/v1/cash-companies/${company}/deposits/${crypto.randomUUID()}`, {
        amount: { amountMinor: "125000", currency: "ILS" },
        recordedBy: "adel",
      });
      await signIn(treasurer);
      await open("/agent/floats");
    },
  },
  {
    name: "agent-floats-wrong",
    at: "POST /agent/floats",
    says: floatTexts.referenceWrong,
    status: 422,
    open: async ({ open, press, signIn }) => {
      await signIn(treasurer);
      await open("/agent/floats");
      await press();
    },
  },
  {
    name: "agent-not-here",
    at: "/agent",
    says: deskTexts.notHereBody,
    status: 403,
    action: "header button",
    open: async ({ open, signIn }) => {
      await signIn({ ...clerk, username: "x.y" });
      await open("/agent");
    },
  },
  {
    name: "agent-sign-in-failed",
    at: "/agent/signin/callback",
    says: statusTexts.forbidden,
    status: 403,
    open: ({ open }) => open("/agent/signin/callback?code=1&state=2"),
  },
];

export const agentStates: readonly PageState[] = [...searches, ...slips, ...drawers, ...others];
