import { unwrap } from "@gov/kit/result.ts";
import { emptyDraft, readDraft } from "@gov/services/language/draft-definition.ts";

// A draft with every kind of mention: groups, options, checks, braces, exemptions, both languages.

const text = (ar: string, en: string) => ({ ar, en });
const ils = (amountMinor: string) => ({ amountMinor, currency: "ILS" });
const source = { kind: "illustrative", text: text("توضيحي", "Illustrative") };

const begun = emptyDraft({
  code: "local-government/street-stall",
  institution: "local-government",
  referencePrefix: "SS",
  title: text("رخصة بسطة", "Street stall permit"),
});

export const groupedDraft = unwrap(
  readDraft({
    ...begun,
    pages: [
      {
        code: "stall",
        title: text("ما الذي تبيعه؟", "What do you sell?"),
        fields: [
          {
            code: "goods",
            alias: "البضاعة",
            kind: "choice",
            label: text("نوع البضاعة", "Kind of goods"),
            options: [
              { value: "food", label: text("طعام", "Food") },
              { value: "clothes", label: text("ملابس", "Clothes") },
            ],
          },
          {
            code: "area",
            alias: "المساحة",
            kind: "number",
            label: text("المساحة", "Area"),
            validate: [{ rule: "المساحة <= 20", message: text("كبيرة", "Too large") }],
            required: 'goods in ["food", "clothes"]',
          },
          { code: "place", alias: "الموقع", kind: "address", label: text("الموقع", "Place") },
        ],
        validate: [{ rule: "area >= 1", message: text("صغيرة", "Too small"), field: "area" }],
      },
      {
        code: "helpers",
        title: text("من يساعدك؟", "Who helps you?"),
        showIf: "البضاعة = «food» أو area > 6",
        fields: [
          {
            code: "helpers",
            alias: "المساعدون",
            kind: "group",
            label: text("المساعدون", "Helpers"),
            itemLabel: text("مساعد", "Helper"),
            most: 4,
            fields: [
              { code: "helperName", alias: "الاسم", kind: "text", label: text("الاسم", "Name") },
              {
                code: "born",
                alias: "الميلاد",
                kind: "date",
                label: text("تاريخ الميلاد", "Date of birth"),
                showIf: 'known(helperName) or helpers.born in [@"2001-01-01"]',
                validate: [
                  {
                    rule: "السنوات_بين(الميلاد، اليوم) >= 16 وليس الاسم = «مثال»",
                    message: text("صغير", "Too young"),
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
    eligibility: [
      {
        code: "adult",
        rule: "yearsBetween(applicant.dateOfBirth, today) >= 18",
        reason: text("مساحة {المساحة} لا تكفي", "Area {area} is not enough"),
        remedy: text("راجع {place.locality}", "Ask {الموقع.التجمع}"),
      },
    ],
    fees: [
      {
        from: "2026-01-01",
        source,
        currency: "ILS",
        lines: [
          {
            code: "permit",
            kind: "table",
            label: text("رسم الرخصة", "Permit fee"),
            rows: [
              { when: 'goods = "food" and place.governorate != "RBH"', amount: ils("31200") },
              { amount: ils("15000") },
            ],
          },
          {
            code: "perHelper",
            kind: "formula",
            label: text("رسم المساعدين", "Helpers' fee"),
            amount: "count(helpers.born) * 10.00 ILS",
          },
        ],
        exemptions: [
          {
            code: "small",
            label: text("بسطة صغيرة", "Small stall"),
            when: "المساحة < 4 و max(المساعدون.الميلاد) > @«2000-01-01»",
            basisPoints: 5000,
            lines: ["permit"],
            source,
          },
        ],
      },
    ],
    workflow: {
      initial: "draft",
      states: [
        ...begun.workflow.states,
        {
          code: "health",
          kind: "work",
          text: text("لدى الصحة", "With health"),
          next: text("تفحص الصحة الموقع", "Health looks at the place"),
          checks: [
            {
              code: "hygiene",
              institution: "health",
              role: "officer",
              title: text("سلامة الطعام", "Food safety"),
              slaWorkingHours: 24,
              when: 'goods = "food"',
              shows: ["goods", "الموقع.الشارع"],
              reasons: [{ code: "unsafe", text: text("غير آمن", "Unsafe") }],
            },
          ],
        },
        {
          code: "done",
          kind: "final",
          outcome: "approved",
          text: text("صدرت", "Issued"),
          next: text("لا شيء", "Nothing"),
          issues: ["permit"],
        },
      ],
      transitions: [
        {
          from: "draft",
          event: "submit",
          to: "health",
          by: "applicant",
          label: text("أرسل", "Send"),
        },
        {
          from: "health",
          event: "checked",
          to: "done",
          by: "system",
          label: text("أجابوا", "Answered"),
          when: 'check.hygiene = "clear"',
        },
      ],
    },
    documents: [
      {
        code: "permit",
        title: text("رخصة بسطة", "Permit"),
        body: text("بضاعة {goods}", "Goods {البضاعة}"),
        fields: [{ code: "goods", label: text("البضاعة", "Goods"), value: "البضاعة" }],
        validUntil: "addYears(case.issuedOn, 1)",
      },
    ],
    notifications: [
      {
        state: "done",
        channels: ["sms"],
        text: text("صدرت {الطلب.الرقم}", "Issued {case.reference}"),
      },
    ],
  }),
);
