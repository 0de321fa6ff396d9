import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { applicantData, soundDefinition } from "../test/sound-definition.ts";
import type { WireValue } from "./case-data.ts";
import { evaluate, explain } from "./evaluate.ts";
import type { Field } from "./field-schema.ts";
import { modelOf, namesInGroup } from "./model.ts";
import { readField, type RawInput } from "./read-field.ts";
import { entryCount, partsShown, readGroup } from "./read-group.ts";
import { showAnswer, showEntries, showNamed } from "./show-value.ts";
import { validatePage } from "./validate-page.ts";
import { toWire } from "./wire-value.ts";

const service = soundDefinition();
const fieldNamed = (code: string): Field => {
  const found = modelOf(service).fields.get(code);
  assert.ok(found, code);
  return found.field;
};
const helpers = fieldNamed("helpers");
assert.ok(helpers.kind === "group");

const raw = (...entries: Record<string, string>[]): RawInput => ({
  "helpers.count": String(entries.length),
  ...Object.fromEntries(
    entries.flatMap((entry, index) =>
      Object.entries(entry).map(([code, typed]) => [`helpers.${index}.${code}`, typed]),
    ),
  ),
});
const read = (input: RawInput) => readGroup(service, helpers, input, true, applicantData());

test("each entry is read by its own answers, and told of under its own place", () => {
  const adult = { name: "سامي", birthDate: "1/2/1990", wage: "٢٠٠٠" };
  const young = { name: "لين", birthDate: "2009-03-04", wage: "" };
  assert.deepEqual(read(raw(adult, young)), {
    errors: {},
    value: [
      {
        name: "سامي",
        birthDate: "1990-02-01",
        wage: { amountMinor: "200000", currency: "ILS" },
      },
      { name: "لين", birthDate: "2009-03-04", wage: null },
    ],
  });
  const wrong = read(raw(adult, { name: "", birthDate: "2020-01-01" }, { ...adult, wage: "" }));
  assert.deepEqual(Object.keys(wrong.errors), [
    "helpers.1.name",
    "helpers.1.birthDate",
    "helpers.2.wage",
  ]);
  assert.equal(wrong.errors["helpers.1.birthDate"]?.en, "The person is under 16.");
});

test("too many entries are told, not cut off", () => {
  const many = raw(...Array.from({ length: 7 }, () => ({ name: "س", birthDate: "1990-01-01" })));
  assert.equal(entryCount(helpers, many), 5);
  assert.match(read(many).errors["helpers"]?.en ?? "", /at most 5/);
  const least = { ...helpers, least: 2 };
  assert.match(
    readGroup(service, least, {}, true, applicantData()).errors["helpers"]?.ar ?? "",
    /أضف 2/,
  );
  assert.deepEqual(readGroup(service, helpers, {}, false, applicantData()).value, []);
});

test("the group's own rule and the page's speak on the group", () => {
  const page = service.pages.find(({ code }) => code === "helpers");
  assert.ok(page);
  const entry = { name: "س", birthDate: "2009-01-01" };
  const result = validatePage(service, "helpers", raw(entry, entry), applicantData({ area: 1 }));
  assert.equal(!result.ok && result.error["helpers"]?.en, "Too many for the area.");
  const five = raw(entry, entry, entry, entry, entry);
  const ok = validatePage(service, "helpers", five, applicantData({ area: 5 }));
  assert.equal(ok.ok && (ok.value["helpers"] as unknown[]).length, 5);
});

const entries = [
  { name: "سامي", birthDate: "1990-02-01", wage: { amountMinor: "200000", currency: "ILS" } },
  { name: "لين", birthDate: "2009-03-04", wage: null },
] as const;
const over = (source: string, list: WireValue = entries) => {
  const result = evaluate(service, source, applicantData({ helpers: list, area: 9 }));
  assert.ok(result.ok, source);
  return result.value.value.type === "unknown" ? result.value.because : toWire(result.value.value);
};

test("an answer of every entry is a list; of no entry, an empty one", () => {
  assert.equal(over("count(helpers)"), 2);
  assert.equal(over("max(العاملون.تاريخ_الميلاد)"), "2009-03-04");
  assert.equal(over('"لين" in helpers.name'), true);
  assert.deepEqual(over("sum(helpers.wage)"), ["helpers.wage"]);
  assert.equal(over("count(helpers)", []), 0);
  assert.deepEqual(over("sum(helpers.wage)", []), { amountMinor: "0", currency: "ILS" });
  assert.deepEqual(over("max(helpers.birthDate)", []), ["helpers.birthDate"]);
  assert.equal(over('"لين" in helpers.name', []), false);
});

test("within an entry its own questions stand for it, answered or not", () => {
  const names = namesInGroup(service, helpers).map(({ name }) => name);
  assert.ok(names.includes("birthDate") && names.includes("area"));
  const within = (source: string, answers: Record<string, string | null>) => {
    const data = applicantData({ area: 9, helpers: entries });
    const result = evaluate(service, source, data, { group: "helpers", answers });
    assert.ok(result.ok);
    return [toWire(result.value.value), result.value.because];
  };
  const born = { birthDate: "2000-01-01" };
  assert.deepEqual(within("yearsBetween(birthDate, today) > area", born), [
    true,
    ["helpers.birthDate", "today", "area"],
  ]);
  assert.deepEqual(within('name = "x"', {}), [null, ["helpers.name"]]);
  // An outer answer of the same name is not the entry's.
  const [page] = service.pages;
  assert.ok(page);
  const clash = {
    ...service,
    pages: [
      { ...page, fields: [...page.fields, { ...page.fields[1], code: "name" } as Field] },
      ...service.pages.slice(1),
    ],
  };
  const outside = evaluate(clash, "name", applicantData({ name: "خارج" }), {
    group: "helpers",
    answers: {},
  });
  assert.deepEqual(outside.ok && outside.value.value.type, "unknown");
});

test("a part that stands for one entry need not stand for the next", () => {
  const wanting = (birthDate: string) =>
    partsShown(service, helpers, { name: "س", birthDate }, applicantData()).map(
      ({ field, required }) => `${field.code} ${required}`,
    );
  assert.deepEqual(wanting("1990-01-01"), ["name true", "birthDate true", "wage true"]);
  assert.deepEqual(wanting("2010-01-01"), ["name true", "birthDate true", "wage false"]);
});

test("entries, lists and addresses are shown in both languages", () => {
  assert.deepEqual(showEntries(helpers, entries)[1], {
    ar: "الاسم: لين؛ تاريخ الميلاد: 4 آذار 2009",
    en: "Name: لين; Date of birth: 4 March 2009",
  });
  assert.equal(showAnswer(helpers, []).en, "Not answered");
  const home = { governorate: "NBS", locality: "حوارة", street: "" };
  assert.equal(showAnswer(fieldNamed("home"), home).en, "Nablus, حوارة");
  const data = applicantData({ home, helpers: entries });
  const shown = explain(service, ["home.governorate", "helpers", "helpers.name"], data);
  assert.deepEqual(
    shown.map(({ label, value }) => `${label.ar} = ${value.ar}`),
    ["عنوانك: المحافظة = نابلس", "العاملون معك = 2", "العاملون معك: الاسم = سامي، لين"],
  );
  assert.equal(showNamed(service, "helpers.name", { type: "list", items: [] }).ar, "لا يوجد");
});

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.constantFrom(
    "NBS",
    "2026-01-31",
    "٣",
    "yes",
    "food",
    "\u202e",
    "a".repeat(9000),
    "[{}]",
    "[1",
  ),
);
const places = service.pages.flatMap(({ fields }) =>
  fields.flatMap((field) =>
    field.kind === "address"
      ? ["governorate", "locality", "street"].map((part) => `${field.code}.${part}`)
      : [field.code],
  ),
);
const anyRaw = fc.dictionary(
  fc.oneof(
    fc.constantFrom(...places, "helpers.count", "helpers.0.name", "helpers.1.birthDate"),
    fc.string(),
  ),
  anyText,
);

test("any input to any page is answers or errors in both languages, never thrown at", () => {
  fc.assert(
    fc.property(anyRaw, fc.constantFrom("yes", "no", null), (input, hasCard) => {
      for (const page of service.pages) {
        const result = validatePage(service, page.code, input, applicantData({ hasCard, area: 9 }));
        if (result.ok) continue;
        for (const { ar, en } of Object.values(result.error)) {
          assert.match(ar, /[\u0621-\u064a]/);
          assert.match(en, /[a-z]/);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("any stored value under any name is evaluated and shown, never thrown at", () => {
  const codes = service.pages.flatMap(({ fields }) => fields.map(({ code }) => code));
  fc.assert(
    fc.property(fc.constantFrom(...codes), fc.jsonValue(), (code, json) => {
      const data = applicantData({ [code]: json as WireValue });
      for (const { name } of modelOf(service).names.all) {
        assert.ok(evaluate(service, name, data).ok);
        explain(service, [name], data);
      }
      showAnswer(fieldNamed(code), json as WireValue);
      showEntries(fieldNamed(code), json as WireValue);
    }),
    { numRuns: 300 },
  );
});

test("files are what the server wrote of them, all or none", () => {
  const photos = fieldNamed("photos");
  assert.ok(photos.kind === "file");
  const file = {
    id: "0b9d7c1e-5a58-4f7e-9d3a-0d5f4c3b2a19",
    name: "بسطة.jpg",
    mediaType: "image/jpeg",
    sizeBytes: 1200,
  };
  const sent = (json: unknown) =>
    readField(photos, { photos: JSON.stringify(json) }, "photos", true);
  assert.deepEqual(sent([file]), { value: [file], errors: {} });
  assert.deepEqual(sent([{ ...file, path: "/etc/passwd" }]).value, [file]);
  assert.match(sent([file, file, file, file]).errors["photos"]?.en ?? "", /at most 3/);
  const broken = [{ id: "x" }, { sizeBytes: 0 }, { name: "" }, { mediaType: 7 }];
  for (const part of broken) {
    assert.match(sent([file, { ...file, ...part }]).errors["photos"]?.ar ?? "", /أرفق ملفا/);
  }
});
