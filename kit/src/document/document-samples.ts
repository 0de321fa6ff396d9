import { certificateData, receiptData } from "./document-data.ts";
import { qrSvg } from "./qr-svg.ts";

// Documents with every kind of value that Arabic text scrambles: plates, amounts, dates, Latin
// names, masked numbers. Tests, interop checks and the template preview print these.

const frame = {
  state: { ar: "دولة فلسطين", en: "State of Palestine" },
  verification: {
    qr: qrSvg(`HTTPS://HUKUMATI.GOV.PS/V/${"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".repeat(10)}`),
    address: "hukumati.gov.ps/verify",
  },
};

export const certificateSample = certificateData.parse({
  ...frame,
  institution: { ar: "وزارة النقل والمواصلات", en: "Ministry of Transport" },
  title: { ar: "رخصة مركبة", en: "Vehicle Licence" },
  number: "VL-2026-004187",
  opening: {
    ar:
      "تشهد دائرة السير في رام الله بأن المركبة 7-4821-H مرخصة للسير، وأن الرسوم 312.00 ₪ " +
      "قد دفعت يوم 22/11/2026 الساعة 10:16 بالبطاقة Visa المنتهية بـ 4417 باسم John O’Neill.",
    en:
      "The Licensing Department in Ramallah certifies that vehicle 7-4821-H is licensed, and " +
      "that the fee of 312.00 ₪ was paid on 22/11/2026.",
  },
  rows: [
    { label: { ar: "رقم اللوحة", en: "Plate" }, value: "7-4821-H" },
    {
      label: { ar: "المالك", en: "Owner" },
      value: { ar: "ليلى محمود حسن النتشة", en: "Layla Mahmoud Hasan Al-Natsheh" },
    },
    { label: { ar: "رقم الهوية", en: "Identity number" }, value: "9 4081234 7" },
    {
      label: { ar: "نوع المركبة", en: "Make and model" },
      value: { ar: "هيونداي Tucson 2.0 GDi موديل 2021", en: "Hyundai Tucson 2.0 GDi, 2021" },
    },
    { label: { ar: "الوقود", en: "Fuel" }, value: { ar: "بنزين", en: "Petrol" } },
    {
      label: { ar: "التأمين", en: "Insurance" },
      value: {
        ar: "شركة الضمان، بوليصة TP/2026/88-41 حتى 2027-03-01",
        en: "Al-Daman Company, policy TP/2026/88-41 until 2027-03-01",
      },
    },
    { label: { ar: "الرسوم", en: "Fee" }, value: "312.00 ₪" },
    { label: { ar: "الضمان", en: "Deposit" }, value: { ar: "12.500 د.أ", en: "JOD 12.500" } },
  ],
  issued: { ar: "22 تشرين الثاني 2026", en: "22 November 2026" },
  validUntil: { ar: "21 تشرين الثاني 2027", en: "21 November 2027" },
});

export const receiptSample = receiptData.parse({
  ...frame,
  institution: { ar: "وزارة المالية", en: "Ministry of Finance" },
  title: { ar: "إيصال دفع", en: "Payment Receipt" },
  number: "R-2026-0000412-7",
  amount: { ar: "312.00 ₪", en: "312.00 ₪" },
  bill: {
    description: {
      ar: "تجديد رخصة المركبة 7-4821-H",
      en: "Renewal of the licence of vehicle 7-4821-H",
    },
    number: "41 8720 0931 55",
  },
  payer: { ar: "ل*** م*** النتشة، هوية *****1234", en: "L*** M*** Al-Natsheh, ID *****1234" },
  rail: { ar: "بطاقة Visa تنتهي بـ 4417", en: "Visa card ending 4417" },
  paidAt: { ar: "22 تشرين الثاني 2026، 10:16", en: "22 November 2026, 10:16" },
  reference: "CH-01JD8K2M4N6P8Q",
});
