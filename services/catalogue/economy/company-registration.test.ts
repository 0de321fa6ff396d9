import assert from "node:assert/strict";
import { test } from "node:test";
import { startCompaniesRegistry } from "../../../dev/sandbox/registries/companies/companies.ts";
import { nationalIdOf } from "../../../dev/seed/citizens.ts";
import { apply, papers, readService } from "../../test/apply.ts";
import { feeLines, follow } from "../../test/follow.ts";
import { openRegistries, today } from "../../test/open-registries.ts";

const service = readService(new URL("company-registration.json", import.meta.url));
const registries = openRegistries({ "companies-registry": startCompaniesRegistry });

type Partner = [who: string, share: number, signatory: "yes" | "no"];

const founds = async (
  who: string,
  partners: readonly Partner[],
  said: Readonly<{ kind?: string; name?: string }> = {},
) =>
  await apply(service, {
    who,
    today,
    registries,
    typed: {
      name: {
        companyName: said.name ?? "شركة الروابي للأغذية",
        companyNameEnglish: "Rawabi Foods Company",
      },
      kind: { companyKind: said.kind ?? "limited" },
      activity: { sector: "industry", objects: "تصنيع الأغذية وتعبئتها وتوزيعها." },
      capital: { capital: "50000" },
      office: { "office.governorate": "NBS", "office.locality": "نابلس" },
      shareholders: Object.fromEntries([
        ["shareholders.count", String(partners.length)],
        ...partners.flatMap(([key, share, signatory], index) => [
          [`shareholders.${index}.nationalId`, nationalIdOf(key)],
          [`shareholders.${index}.stake`, String(share)],
          [`shareholders.${index}.signatory`, signatory],
        ]),
      ]),
      articles: { articles: papers("articles.pdf") },
    },
  });
const two: readonly Partner[] = [
  ["omar", 60, "yes"],
  ["rania", 40, "no"],
];

test("two partners pay 285, 87 and 84 for each signature, and the tax department is asked", async () => {
  const omar = await founds("omar", two);
  assert.deepEqual(omar.pages, [
    "name",
    "kind",
    "activity",
    "capital",
    "office",
    "shareholders",
    "articles",
    "contact",
    "declaration",
  ]);
  assert.deepEqual(omar.verdict, ["eligible"]);
  assert.deepEqual(feeLines(service, omar.data), [
    "registration 285.00",
    "name 87.00",
    "signatures 168.00",
    "= 540.00",
  ]);
  const clear = follow(service, omar.data, ["submit", "pay", { objects: [] }, "approve"]);
  assert.deepEqual(clear, [
    "awaitingPayment",
    "taxCheck",
    "inReview",
    "registered",
    "Certificate of company registration",
  ]);
  const objection = ["submit", "pay", { objects: ["tax"] }, "reject"] as const;
  assert.equal(follow(service, omar.data, objection).at(-1), "rejected");
});

test("one partner alone pays one signature", async () => {
  const omar = await founds("omar", [["omar", 100, "yes"]]);
  assert.equal(feeLines(service, omar.data).at(-1), "= 456.00");
});

test("partners whose shares, signature or number do not fit are told at the group", async () => {
  const stopped = async (...given: Parameters<typeof founds>) => {
    const { pages, stopped: fields } = await founds(...given);
    return [pages.at(-1), ...fields];
  };
  const at = ["shareholders", "shareholders"];
  assert.deepEqual(await stopped("omar", [["omar", 99, "yes"]]), at);
  assert.deepEqual(await stopped("omar", [["omar", 100, "no"]]), at);
  assert.deepEqual(await stopped("sara", two), at);
  assert.deepEqual(await stopped("omar", [["omar", 100, "yes"]], { kind: "partnership" }), at);
  assert.deepEqual(await stopped("omar", []), at);
});

test("a name that another company bears is refused in whatever spelling", async () => {
  const omar = await founds("omar", two, { name: "شركه الزيتونه للنقل" });
  assert.deepEqual(omar.verdict, ["nameFree"]);
});
