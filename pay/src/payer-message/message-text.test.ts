import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { splitSms } from "@gov/kit/sms/split.ts";
import { messageText, type PayerNews } from "./message-text.ts";

const news: PayerNews = {
  kind: "receipt",
  amount: { amountMinor: 31_200n, currency: "ILS" },
  billerName: { ar: "وزارة النقل والمواصلات", en: "Ministry of Transport" },
  billingNumber: "217731359798982",
  link: "https://pay.gov.ps/r/7QK2M4XA09TBVC3E",
};

test("a receipt says how much, to whom, for which bill, and where the receipt is", () => {
  assert.equal(
    messageText(news, "ar").replace(/[\u2066-\u2069\u200e\u200f]/g, ""),
    "دفعت 312.00 ₪ إلى وزارة النقل والمواصلات، فاتورة 217 731 359 798 982. الإيصال:\n" +
      "https://pay.gov.ps/r/7QK2M4XA09TBVC3E",
  );
  assert.match(
    messageText(news, "en"),
    /^You paid .*312\.00.* to Ministry of Transport, bill 217 /,
  );
});

test("whatever the biller is called, it is at most four parts with its numbers whole", () => {
  const names = fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 });
  const kinds = fc.constantFrom("receipt", "basket", "refund", "cashRefund");
  fc.assert(
    fc.property(names, kinds, fc.constantFrom("ar", "en"), (name, kind, lang) => {
      const text = messageText({ ...news, kind, billerName: { ar: name, en: name } }, lang);
      assert.ok(text.includes("217 731 359 798 982") && text.endsWith(news.link ?? "."));
      assert.ok(splitSms(text, 1).length <= 4, text);
    }),
  );
});
