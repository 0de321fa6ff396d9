import type { Text } from "@gov/kit/text.ts";
import type { InstitutionCode } from "./institutions.ts";

export type StaffRole =
  | "officer"
  | "supervisor"
  | "administrator"
  | "designer"
  | "agent"
  | "registrar"
  | "operator";
export type StaffMember = {
  username: string;
  name: Text;
  /** An institution of government, or a payment company. */
  institution: InstitutionCode | "sandbox-cash";
  role: StaffRole;
};

const member = (
  institution: StaffMember["institution"],
  role: StaffRole,
  username: string,
  ar: string,
  en: string,
): StaffMember => ({ username, name: { ar, en }, institution, role });

/** The institutions' employees. All are invented. */
export const staff: readonly StaffMember[] = [
  member("transport", "officer", "dina.masri", "دينا المصري", "Dina Masri"),
  member("transport", "officer", "basel.qawasmi", "باسل القواسمي", "Basel Qawasmi"),
  member("transport", "supervisor", "hanan.barghouthi", "حنان البرغوثي", "Hanan Barghouthi"),
  member("transport", "administrator", "issam.khoury", "عصام خوري", "Issam Khoury"),
  member("transport", "designer", "rula.khatib", "رلى الخطيب", "Rula Khatib"),
  member("transport", "designer", "anas.zeid", "أنس زيد", "Anas Zeid"),
  member("interior", "officer", "rami.salameh", "رامي سلامة", "Rami Salameh"),
  member("interior", "supervisor", "suad.hijazi", "سعاد حجازي", "Suad Hijazi"),
  member("interior", "administrator", "fadi.nasser", "فادي ناصر", "Fadi Nasser"),
  member("interior", "designer", "maha.daoud", "مها داود", "Maha Daoud"),
  member("interior", "designer", "ziad.atrash", "زياد الأطرش", "Ziad Atrash"),
  member("interior", "registrar", "amani.saleh", "أماني صالح", "Amani Saleh"),
  member("interior", "registrar", "jihad.amro", "جهاد عمرو", "Jihad Amro"),
  member("finance", "officer", "lina.tamimi", "لينا التميمي", "Lina Tamimi"),
  member("finance", "supervisor", "adel.shawa", "عادل الشوا", "Adel Shawa"),
  member("finance", "administrator", "mona.abdo", "منى عبده", "Mona Abdo"),
  member("health", "officer", "wael.jabari", "وائل الجعبري", "Wael Jabari"),
  member("health", "supervisor", "samia.halabi", "سامية الحلبي", "Samia Halabi"),
  member("justice", "officer", "reem.abuayyash", "ريم أبو عياش", "Reem Abu Ayyash"),
  member("justice", "supervisor", "ziad.atallah", "زياد عطا الله", "Ziad Atallah"),
  member("police", "officer", "majed.jaber", "ماجد جابر", "Majed Jaber"),
  member("judiciary", "officer", "samar.awwad", "سمر عواد", "Samar Awwad"),
  member("local-government", "officer", "yousef.hamad", "يوسف حمد", "Yousef Hamad"),
  member("local-government", "supervisor", "nisreen.asaad", "نسرين الأسعد", "Nisreen Asaad"),
  member("local-government", "designer", "lubna.jarrar", "لبنى جرار", "Lubna Jarrar"),
  member("local-government", "designer", "omar.sabbah", "عمر صباح", "Omar Sabbah"),
  member("mtit", "administrator", "nadia.saba", "نادية سابا", "Nadia Saba"),
  member("mtit", "operator", "salma.zidan", "سلمى زيدان", "Salma Zidan"),
  member("mtit", "operator", "tamer.hijjawi", "تامر حجاوي", "Tamer Hijjawi"),
  member("economy", "officer", "ghada.qaraqe", "غادة قراقع", "Ghada Qaraqe"),
  member("economy", "supervisor", "bassam.khalaf", "بسام خلف", "Bassam Khalaf"),
  member("land", "officer", "munir.daraghmeh", "منير دراغمة", "Munir Daraghmeh"),
  member("land", "supervisor", "sahar.abughosh", "سحر أبو غوش", "Sahar Abu Ghosh"),
  member("education", "officer", "samar.zaid", "سمر زيد", "Samar Zaid"),
  member("higher-education", "officer", "iyad.hammad", "إياد حماد", "Iyad Hammad"),
  member("higher-education", "supervisor", "nuha.atout", "نهى عطعوط", "Nuha Atout"),
  member("foreign-affairs", "officer", "reem.husseini", "ريم الحسيني", "Reem Al-Husseini"),
  member("local-government", "officer", "khalil.abuaker", "خليل أبو عكر", "Khalil Abu Aker"),
  member("municipalities", "officer", "abeer.natsheh", "عبير النتشة", "Abeer Natsheh"),
  member("sharia-courts", "officer", "hasan.jodeh", "حسن جودة", "Hasan Jodeh"),
  member("chamber-of-commerce", "officer", "maha.tarazi", "مها ترزي", "Maha Tarazi"),
  member("sandbox-cash", "agent", "huda.shaheen", "هدى شاهين", "Huda Shaheen"),
  member("sandbox-cash", "agent", "nabil.awad", "نبيل عوض", "Nabil Awad"),
];
