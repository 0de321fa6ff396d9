import type { Governorate } from "@gov/country/governorates.ts";
import type { PersonName } from "@gov/country/names.ts";
import { withCheckDigit } from "@gov/country/national-id.ts";

/** A person of the sandbox nation. All are invented, their numbers valid by the check digit only. */
export type Citizen = {
  /** By which seeds and tests call them. */
  key: string;
  nationalId: string;
  name: PersonName;
  dateOfBirth: string;
  sex: "female" | "male";
  governorate: Governorate;
  phone: string;
  /** False for people whom the civil registry does not know yet. */
  registered: boolean;
  lastDocument: { kind: "idCard" | "passport" | "birthCertificate"; number: string };
};

type Line = [
  key: string,
  eightDigits: string,
  ar: string,
  en: string,
  dateOfBirth: string,
  sex: Citizen["sex"],
  governorate: Governorate,
  phone: string,
  document: string,
];

const lines: readonly Line[] = [
  [
    "sara",
    "40001101",
    "سارة محمود يوسف الخطيب",
    "Sara Mahmoud Yousef Al-Khatib",
    "1991-04-17",
    "female",
    "RBH",
    "+970599410011",
    "idCard 20481177",
  ],
  [
    "omar",
    "40001202",
    "عمر خليل أحمد النجار",
    "Omar Khalil Ahmad Al-Najjar",
    "1984-11-02",
    "male",
    "NBS",
    "+970598420022",
    "idCard 19340921",
  ],
  [
    "layla",
    "40001303",
    "ليلى سامي إبراهيم حداد",
    "Layla Sami Ibrahim Haddad",
    "1979-06-25",
    "female",
    "BTH",
    "+970569430033",
    "passport PX210443",
  ],
  [
    "yousef",
    "40001404",
    "يوسف عبد الرحمن صالح عودة",
    "Yousef Abd-al-Rahman Saleh Odeh",
    "1966-01-30",
    "male",
    "HBN",
    "+970599440044",
    "idCard 10552318",
  ],
  [
    "mariam",
    "40001505",
    "مريم جورج حنا قسيس",
    "Mariam George Hanna Qassis",
    "1998-09-08",
    "female",
    "JEM",
    "+970562450055",
    "passport PX318870",
  ],
  [
    "khaled",
    "90001606",
    "خالد نضال محمد شاهين",
    "Khaled Nidal Mohammad Shaheen",
    "1988-03-12",
    "male",
    "GZA",
    "+970597460066",
    "idCard 30119456",
  ],
  [
    "huda",
    "90001707",
    "هدى رائد حسن أبو زيد",
    "Huda Raed Hasan Abu Zeid",
    "2001-12-19",
    "female",
    "KYS",
    "+970567470077",
    "idCard 30778102",
  ],
  [
    "fatima",
    "40001808",
    "فاطمة علي عيسى دراغمة",
    "Fatima Ali Issa Daraghmeh",
    "1948-05-14",
    "female",
    "TBS",
    "+970599480088",
    "idCard 10003377",
  ],
  [
    "tariq",
    "40001909",
    "طارق زياد فؤاد جرار",
    "Tariq Ziad Fouad Jarrar",
    "1973-08-21",
    "male",
    "JEN",
    "+970569490099",
    "idCard 15590044",
  ],
  [
    "nour",
    "40002010",
    "نور باسم جميل عوض",
    "Nour Basem Jamil Awad",
    "2005-02-03",
    "female",
    "TKM",
    "+970598410110",
    "idCard 40120933",
  ],
  [
    "anas",
    "90002111",
    "أنس إياد كمال الأغا",
    "Anas Iyad Kamal Al-Agha",
    "1995-10-27",
    "male",
    "RFH",
    "+970592420121",
    "birthCertificate 7741203",
  ],
  [
    "rania",
    "40002212",
    "رانيا فراس نبيل زعيتر",
    "Rania Firas Nabil Zuaiter",
    "1986-07-07",
    "female",
    "SLT",
    "+970563430132",
    "passport PX402266",
  ],
];

/** Compound first names of the list, which count as one part. */
const compounds = ["عبد الرحمن", "أبو زيد", "Abu Zeid"];

function parts(words: string) {
  const joined = compounds.reduce(
    (text, name) => text.replace(name, name.replace(" ", "\u00a0")),
    words,
  );
  const [first = "", father = "", grandfather = "", family = ""] = joined
    .split(" ")
    .map((part) => part.replace("\u00a0", " "));
  return { first, father, grandfather, family };
}

/** Whom the registry does not know yet: born abroad, the entry is on its way. */
const pendingRegistry = ["anas"];

/** The twelve citizens with an account. */
export const citizens: readonly Citizen[] = lines.map(
  ([key, eightDigits, ar, en, dateOfBirth, sex, governorate, phone, document]) => {
    const [kind = "", number = ""] = document.split(" ");
    return {
      key,
      nationalId: withCheckDigit(eightDigits),
      name: { ar: parts(ar), en: parts(en) },
      dateOfBirth,
      sex,
      governorate,
      phone,
      registered: !pendingRegistry.includes(key),
      lastDocument: { kind: kind as Citizen["lastDocument"]["kind"], number },
    };
  },
);

/** The number of a citizen by key; a wrong key is a mistake in the seeds. */
export function nationalIdOf(key: string): string {
  const found = citizens.find((citizen) => citizen.key === key);
  if (!found) throw new Error(`no citizen is called ${key}`);
  return found.nationalId;
}
