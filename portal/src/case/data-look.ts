import type { Kysely } from "kysely";
import type { Text } from "@gov/kit/text.ts";
import type { PortalDb } from "#src/db-types.ts";
import type { GovernmentCase, Officer } from "./case.ts";

/** What an officer can look at of a person; each has words for the person. */
export const lookedAt = {
  case: { ar: "طلبك كاملا: إجاباتك وما أكدته السجلات", en: "Your whole request" },
  document: { ar: "الوثيقة التي صدرت لك", en: "The document issued to you" },
  file: { ar: "ملف أرفقته بطلبك", en: "A file you attached" },
  check: { ar: "ما يلزم للسؤال الذي طُرح على مؤسسته", en: "What a question put to them needs" },
  list: { ar: "اسمك ورقم طلبك في نتيجة بحث", en: "Your name and reference in a search" },
} as const satisfies Record<string, Text>;

export type LookedAt = keyof typeof lookedAt;

/** Records that an officer looked at a person's data; call it before showing the data. */
export const recordDataLook = async (
  db: Kysely<PortalDb>,
  look: Readonly<{ officer: Officer; seen: GovernmentCase; what: LookedAt }>,
): Promise<void> => {
  await db
    .insertInto("data_look")
    .values({
      institution: look.seen.institution,
      case_id: look.seen.id,
      subject_national_id: look.seen.applicant.nationalId,
      officer: look.officer.username,
      officer_name: JSON.stringify(look.officer.name),
      what: look.what,
      ...(look.officer.institution === look.seen.institution
        ? {}
        : { officer_institution: look.officer.institution }),
    })
    .execute();
};

export type DataLook = Readonly<{
  at: Date;
  institution: string;
  officerName: Text;
  reference: string;
  what: LookedAt;
}>;

/** Who of the institutions' staff looked at this person's data here, the latest first. */
export const findDataLooks = async (
  db: Kysely<PortalDb>,
  nationalId: string,
  page: Readonly<{ offset: number; limit: number }>,
): Promise<DataLook[]> => {
  const rows = await db
    .selectFrom("data_look")
    .innerJoin("government_case", (join) =>
      join
        .onRef("government_case.institution", "=", "data_look.institution")
        .onRef("government_case.id", "=", "data_look.case_id"),
    )
    .select([
      "data_look.at",
      "data_look.institution",
      "data_look.officer_institution",
      "data_look.officer_name",
      "data_look.what",
      "government_case.reference",
    ])
    .where("data_look.subject_national_id", "=", nationalId)
    .orderBy("data_look.at", "desc")
    .orderBy("data_look.id", "desc")
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({
    at: row.at,
    institution: row.officer_institution ?? row.institution,
    officerName: row.officer_name,
    reference: row.reference,
    what: row.what in lookedAt ? (row.what as LookedAt) : "case",
  }));
};
