import { t, type Lang, type Text } from "@gov/kit/text.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { functions, type FunctionName } from "@gov/services/language/expression/functions.ts";
import { editTexts as texts } from "./edit-texts.ts";
import type { NameGroup, RuleName } from "./rule-names.ts";

/** Each function's use in a sentence, and an example that reads as one would write it. */
const examples: Readonly<Record<FunctionName, Readonly<{ says: Text; example: string }>>> = {
  yearsBetween: {
    says: { ar: "كم سنة بين تاريخين", en: "Whole years between two dates" },
    example: "السنوات_بين(مقدم_الطلب.تاريخ_الميلاد، اليوم) >= 18",
  },
  monthsBetween: {
    says: { ar: "كم شهرا بين تاريخين", en: "Whole months between two dates" },
    example: "الأشهر_بين(تاريخ_البدء، اليوم) >= 6",
  },
  daysBetween: {
    says: { ar: "كم يوما بين تاريخين", en: "Days between two dates" },
    example: "الأيام_بين(اليوم، تاريخ_الانتهاء) <= 30",
  },
  addYears: {
    says: { ar: "تاريخ بعد سنوات", en: "A date so many years later" },
    example: "أضف_سنوات(الطلب.تاريخ_الإصدار، 1)",
  },
  addMonths: {
    says: { ar: "تاريخ بعد أشهر", en: "A date so many months later" },
    example: "أضف_أشهر(اليوم، 6)",
  },
  addDays: {
    says: { ar: "تاريخ بعد أيام", en: "A date so many days later" },
    example: "أضف_أيام(اليوم، 30)",
  },
  count: {
    says: { ar: "كم واحدا في قائمة", en: "How many are in a list" },
    example: "عدد(المساعدون) <= 3",
  },
  sum: {
    says: { ar: "مجموع قائمة أو قيم", en: "The sum of a list or values" },
    example: "المجموع(الشركاء.الحصة) = 100",
  },
  min: { says: { ar: "أصغر القيم", en: "The least of values" }, example: "الأصغر(المساحة، 20)" },
  max: {
    says: { ar: "أكبر القيم", en: "The greatest of values" },
    example: "الأكبر(المساعدون.العمر) < 60",
  },
  share: {
    says: {
      ar: "جزء من مبلغ: المبلغ، كم جزءا، من كم",
      en: "Part of an amount: amount, part, whole",
    },
    example: "حصة(200.00 شيكل، 6، 12)",
  },
  known: {
    says: { ar: "هل الجواب معروف", en: "Whether an answer is known" },
    example: "معلوم(اسم_الشريك)",
  },
  firstKnown: {
    says: { ar: "أول جواب معروف منها", en: "The first of them that is known" },
    example: "أول_معلوم(هاتف_العمل، مقدم_الطلب.الهاتف)",
  },
  year: { says: { ar: "سنة تاريخ", en: "The year of a date" }, example: "سنة(اليوم) = 2026" },
  length: {
    says: { ar: "كم حرفا في نص", en: "Letters in a text" },
    example: "طول(الاسم_التجاري) >= 3",
  },
};

const nameHtml = ({ written, known, type, values }: RuleName, lang: Lang): Html =>
  html`<li data-name="${written}" data-says="${known.label[lang]} · ${type[lang]}">
    <code dir="auto">${written}</code>
    <small>${words(known.label, lang)} · ${words(type, lang)}</small>${
      values.length === 0
        ? nothing
        : html`<small class="values"
            >${values
              .slice(0, 12)
              .map(
                ({ value, label }) =>
                  html`<code dir="ltr">"${value}"</code> ${words(label, lang)} `,
              )}</small
          >`
    }
  </li>`;

/** What may be written in the rules of this page: names with their types, functions by example. */
export const namesAside = (groups: readonly NameGroup[], lang: Lang): Html =>
  html`<aside class="names" aria-label="${t(texts.names, lang)}" data-names>
    <h2>${t(texts.names, lang)}</h2>
    ${groups.map(
      ({ title, names }, index) =>
        html`<details ${index === 0 ? html`open` : nothing}>
          <summary>${words(title, lang)} <small>${names.length}</small></summary>
          <ul>
            ${names.map((name) => nameHtml(name, lang))}
          </ul>
        </details>`,
    )}
    <details>
      <summary>${t(texts.functions, lang)}</summary>
      <ul>
        ${(Object.keys(examples) as FunctionName[]).map(
          (name) =>
            html`<li data-name="${functions[name].ar}(" data-says="${examples[name].says[lang]}">
              <code dir="auto">${examples[name].example}</code>
              <small>${words(examples[name].says, lang)}</small>
            </li>`,
        )}
      </ul>
    </details>
  </aside>`;
