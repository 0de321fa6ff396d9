import type { Text } from "@gov/kit/text.ts";
import type { Judgement } from "./judgement.ts";

export const checkTexts = {
  title: { ar: "تحقق من وثيقة", en: "Check a document" },
  about: {
    ar: "هل الوثيقة التي أمامك صادرة عن الدولة كما هي؟ تحقق دون حساب، ودون اتصال أيضا.",
    en: "Was the document before you issued by the state, unchanged? No account needed; it works offline too.",
  },
  label: { ar: "نص الرمز أو رقم الوثيقة", en: "The code's text or the document's number" },
  hint: {
    ar: "ألصق ما قرأته كاميرا هاتفك، أو اكتب الرقم، مثل VL-7K2M-9PQR-4TXB.",
    en: "Paste what your phone's camera read, or type the number, like VL-7K2M-9PQR-4TXB.",
  },
  empty: {
    ar: "ألصق نص الرمز أو اكتب رقم الوثيقة أولا.",
    en: "Paste the code's text or type the document's number first.",
  },
  check: { ar: "تحقق", en: "Check" },
  another: { ar: "تحقق من وثيقة أخرى", en: "Check another document" },
  scan: { ar: "امسح الرمز بالكاميرا", en: "Scan the code with the camera" },
  stopScan: { ar: "أوقف الكاميرا", en: "Stop the camera" },
  scanning: { ar: "وجّه الكاميرا إلى الرمز.", en: "Point the camera at the code." },
  noCamera: {
    ar: "لا نصل إلى الكاميرا. اسمح بها في إعدادات المتصفح، أو ألصق نص الرمز.",
    en: "The camera cannot be used. Allow it in the browser's settings, or paste the code's text.",
  },
  holder: { ar: "أول حروف اسم صاحبها", en: "Initials of its holder" },
  compare: {
    ar: "قارن ما يلي بما هو مكتوب على الوثيقة.",
    en: "Compare what follows with what is printed on the document.",
  },
  registerAsked: {
    ar: "سألنا سجل الوثائق في {when}.",
    en: "The register of documents was asked at {when}.",
  },
  registerAsking: {
    ar: "نسأل سجل الوثائق الآن إن كانت ألغيت…",
    en: "Asking the register of documents whether it was withdrawn…",
  },
  registerNotAsked: {
    ar: "لم نصل إلى سجل الوثائق، فلا نعرف إن ألغيت بعد صدورها. تحقق مرة أخرى وأنت متصل.",
    en: "The register of documents could not be asked: whether it was withdrawn since is not known. Check again when connected.",
  },
  keysAsOf: {
    ar: "تحققنا بمفاتيح الدولة كما كانت في {when}.",
    en: "Checked with the state's keys as of {when}.",
  },
  noKeys: {
    ar: "مفاتيح الدولة ليست على هذا الجهاز بعد. اتصل بالإنترنت مرة واحدة لتحفظ هنا.",
    en: "The state's keys are not on this device yet. Connect once, and they stay here.",
  },
  keysKept: {
    ar: "مفاتيح التحقق محفوظة على هذا الجهاز كما كانت في {when}.",
    en: "The keys that check documents are kept on this device as of {when}.",
  },
} as const satisfies Record<string, Text>;

type Said = Readonly<{ tone: "good" | "warn" | "bad"; title: Text; body: Text }>;

export const judgements: Readonly<Record<Judgement, Said>> = {
  genuine: {
    tone: "good",
    title: { ar: "الوثيقة صحيحة وسارية", en: "The document is genuine and valid" },
    body: {
      ar: "وقعتها الدولة، والسجل يؤكد أنها سارية.",
      en: "The state signed it, and the register confirms that it is valid.",
    },
  },
  signed: {
    tone: "good",
    title: { ar: "التوقيع صحيح ولم تنته مدتها", en: "The signature is genuine and in its time" },
    body: {
      ar: "وقعتها الدولة ولم يتغير فيها شيء.",
      en: "The state signed it and nothing in it was changed.",
    },
  },
  expired: {
    tone: "warn",
    title: { ar: "الوثيقة صحيحة لكن مدتها انتهت", en: "The document is genuine but has expired" },
    body: { ar: "اطلب من صاحبها تجديدها.", en: "Ask its holder to renew it." },
  },
  withdrawn: {
    tone: "bad",
    title: { ar: "ألغيت هذه الوثيقة", en: "This document was withdrawn" },
    body: { ar: "لا تعتمد عليها.", en: "Do not rely on it." },
  },
  altered: {
    tone: "bad",
    title: { ar: "الرمز معدل أو ناقص", en: "The code was changed or is incomplete" },
    body: {
      ar: "ليس كما وقعته الدولة. انسخه كاملا وحاول مرة أخرى، فإن بقي كذلك فلا تعتمد على الوثيقة.",
      en: "It is not as the state signed it. Copy it whole and try again; if it stays so, do not rely on the document.",
    },
  },
  notInRegister: {
    tone: "bad",
    title: { ar: "ليست في سجل الوثائق", en: "Not in the register of documents" },
    body: {
      ar: "التوقيع صحيح لكن السجل لا يعرف هذه الوثيقة. لا تعتمد عليها واسأل المؤسسة.",
      en: "The signature is genuine, but the register does not know this document. Do not rely on it; ask the institution.",
    },
  },
  unknownKey: {
    tone: "warn",
    title: { ar: "لا نعرف المفتاح الذي وقعها", en: "Signed with a key that is not known" },
    body: {
      ar: "قد يكون المفتاح أحدث من المحفوظ هنا. اتصل بالإنترنت وتحقق مرة أخرى، ولا تعتمد عليها قبل ذلك.",
      en: "The key may be newer than those kept here. Connect and check again, and do not rely on it before.",
    },
  },
  unknown: {
    tone: "bad",
    title: { ar: "لا نعرف هذه الوثيقة", en: "This document is not known" },
    body: {
      ar: "ليست في سجل الوثائق الصادرة. راجع الرقم، فإن كان صحيحا فلا تعتمد عليها.",
      en: "It is not in the register of issued documents. Check the number; if it is right, do not rely on it.",
    },
  },
  numberNeedsRegister: {
    tone: "warn",
    title: { ar: "الرقم وحده يحتاج اتصالا", en: "A number alone needs a connection" },
    body: {
      ar: "السجل لا يجيب الآن. تحقق بنص الرمز، فهو يعمل دون اتصال، أو حاول وأنت متصل.",
      en: "The register does not answer now. Check the code's text, which works offline, or try when connected.",
    },
  },
  notACode: {
    tone: "warn",
    title: { ar: "ليس هذا رمز وثيقة", en: "This is not a document's code" },
    body: {
      ar: "انسخ ما قرأته الكاميرا كاملا: عنوان فيه ‎/V/‎ ثم حروف وأرقام. أو اكتب رقم الوثيقة.",
      en: "Copy all that the camera read: an address with /V/, then letters and digits. Or type the number.",
    },
  },
};
