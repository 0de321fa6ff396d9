import { currencies } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import { radiosField, selectField } from "@gov/kit/ui/choice-fields.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { fieldId } from "@gov/kit/ui/field-frame.ts";
import { codeField, hiddenField, textField } from "@gov/kit/ui/fields.ts";
import { form } from "@gov/kit/ui/form.ts";
import { attributes, html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { uiTexts } from "@gov/kit/ui/texts.ts";
import type { Biller } from "#src/biller/biller-queries.ts";
import { billTexts } from "./bill-texts.ts";
import { listTexts } from "./console-texts.ts";

export type NewBillPageInput = Readonly<{
  billers: readonly Biller[];
  typed: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
  csrfToken: string;
  formKey: string;
}>;

type Add = Readonly<{ name: string; label: Text; hint?: Text; optional?: boolean }>;

const dayField = (frame: Frame, value: string, error: FieldError["text"] | undefined): Html => {
  const { lang } = frame;
  const id = fieldId("due");
  const marks = attributes({
    id,
    name: "due",
    type: "date",
    value,
    class: "short",
    "aria-invalid": error ? "true" : undefined,
    "aria-describedby": error ? `${id}-error` : undefined,
  });
  return html`<div class="field${error ? " bad" : ""}">
    <label for="${id}">${words(billTexts.due, lang)} <small>${uiTexts.optional[lang]}</small></label
    >${error ? html`<p class="error" id="${id}-error">${words(error, lang)}</p>` : nothing}<input
      ${marks}
    />
  </div>`;
};

const fields = (frame: Frame, input: NewBillPageInput): Html => {
  const { lang } = frame;
  const { typed, errors, billers } = input;
  const common = (add: Add) => ({
    ...add,
    lang,
    value: typed[add.name] ?? "",
    error: errorOf(errors, add.name),
  });
  const [only] = billers;
  const chooseBiller =
    billers.length === 1 && only
      ? hiddenField("billerCode", only.code)
      : selectField({
          ...common({ name: "billerCode", label: billTexts.billerCode }),
          options: billers.map(({ code, name }) => ({ value: code, label: name })),
        });
  const services = [...new Set(billers.flatMap((biller) => biller.serviceTypes))];
  const taken = new Set(billers.flatMap((biller) => biller.ibans.map((one) => one.currency)));
  return html`${chooseBiller}${codeField({
    ...common({ name: "reference", label: billTexts.reference, hint: billTexts.referenceHint }),
    autocomplete: "off",
    maxlength: 64,
  })}${textField({
    ...common({ name: "descriptionAr", label: billTexts.descriptionAr }),
    dir: "rtl",
    maxlength: 200,
  })}${textField({
    ...common({ name: "descriptionEn", label: billTexts.descriptionEn }),
    dir: "ltr",
    maxlength: 200,
  })}${textField({
    ...common({ name: "amount", label: billTexts.amount }),
    dir: "ltr",
    inputmode: "decimal",
    width: "short",
  })}${radiosField({
    ...common({ name: "currency", label: billTexts.currency }),
    inline: true,
    value: typed["currency"] ?? "ILS",
    options: Object.entries(currencies)
      .filter(([code]) => [...taken].some((one) => one === code))
      .map(([code, { sign }]) => ({ value: code, label: sign })),
  })}${
    services.length === 0
      ? nothing
      : selectField({
          ...common({ name: "serviceType", label: listTexts.service, optional: true }),
          options: services.map((code) => ({ value: code, label: code })),
        })
  }${textField({
    ...common({ name: "payerName", label: billTexts.payerName, optional: true }),
    dir: "auto",
    maxlength: 120,
  })}${dayField(frame, typed["due"] ?? "", errorOf(errors, "due"))}`;
};

/** A bill by hand, for who came to the counter. */
export const newBillPage = (frame: Frame, input: NewBillPageInput): Html => {
  const { lang } = frame;
  return page({
    ...frame,
    wide: true,
    title: billTexts.makeOne,
    back: { href: "/console/bills", text: billTexts.allBills },
    errors: input.errors,
    main: html`${heading(billTexts.makeOne, lang)}${form({
      action: "/console/bills",
      lang,
      csrfToken: input.csrfToken,
      body: html`${hiddenField("key", input.formKey)}${fields(frame, input)}`,
      submit: billTexts.send,
    })}`,
  });
};
