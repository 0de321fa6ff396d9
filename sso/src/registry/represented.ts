import type { ExchangeClient } from "@gov/kit/exchange/exchange-client.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { addDays, instantAt } from "@gov/country/time-zone.ts";
import { fullNameText } from "@gov/country/names.ts";
import type { Text } from "@gov/kit/text.ts";
import { z } from "zod";

/** Someone whom a registry lets a person act for. */
export type Represented = Readonly<{
  kind: "company" | "child";
  number: string;
  name: Text;
  role: "generalManager" | "authorisedSignatory" | "father" | "mother";
  /** A child comes of age at this moment. */
  until: Date | null;
}>;

const nineDigits = z.string().regex(/^[0-9]{9}$/);
const namePart = z.string().max(80);
const nameParts = z.object({
  first: namePart,
  father: namePart,
  grandfather: namePart,
  family: namePart,
});

const rolesSchema = z.object({
  roles: z
    .array(
      z.object({
        registrationNumber: nineDigits,
        name: z.object({ ar: z.string().min(1).max(200), en: z.string().min(1).max(200) }),
        role: z.enum(["generalManager", "authorisedSignatory"]),
      }),
    )
    .max(200),
});

const childrenSchema = z.object({
  children: z
    .array(
      z.object({
        nationalId: nineDigits,
        nameAr: nameParts,
        nameEn: nameParts,
        dateOfBirth: z.iso.date(),
        relation: z.enum(["father", "mother"]),
      }),
    )
    .max(50),
});

const purpose = "representation";

/** The first moment of the day on which someone born then becomes eighteen, here. */
export const comesOfAgeAt = (dateOfBirth: string): Date => {
  const [year = "", month = "", day = ""] = dateOfBirth.split("-");
  const birthday = `${String(Number(year) + 18).padStart(4, "0")}-${month}-${day}`;
  const isLeapDay = month === "02" && day === "29";
  return instantAt(isLeapDay ? addDays(`${birthday.slice(0, 8)}28`, 1) : birthday, 0);
};

const question = (
  member: string,
  subsystem: string,
  service: string,
  query: string,
  nationalId: string,
) => ({
  request: { member, subsystem, service, path: "", query, purpose },
  subjectNationalId: nationalId,
  asker: { nationalId },
});

/** The companies a person may sign for, as their registry has it now. */
const askCompanies = async (
  registries: ExchangeClient,
  nationalId: string,
): Promise<Result<Represented[], "down">> => {
  const answer = await registries.ask(
    question("MNE", "companies-registry", "roles", `?person=${nationalId}`, nationalId),
  );
  if (!answer.ok) return answer.error.kind === "notFound" ? ok([]) : err("down");
  const parsed = rolesSchema.safeParse(answer.value.json);
  if (!parsed.success) return err("down");
  const found = parsed.data.roles.map(({ registrationNumber, name, role }) => ({
    kind: "company" as const,
    number: registrationNumber,
    name,
    role,
    until: null,
  }));
  return ok(found);
};

/** A person's children under age, as the civil registry has it now. */
const askChildren = async (
  registries: ExchangeClient,
  nationalId: string,
): Promise<Result<Represented[], "down">> => {
  const answer = await registries.ask(
    question("MOI", "civil-registry", "guardianships", `?guardian=${nationalId}`, nationalId),
  );
  if (!answer.ok) return answer.error.kind === "notFound" ? ok([]) : err("down");
  const parsed = childrenSchema.safeParse(answer.value.json);
  if (!parsed.success) return err("down");
  const found = parsed.data.children.map((child) => ({
    kind: "child" as const,
    number: child.nationalId,
    name: fullNameText({ ar: child.nameAr, en: child.nameEn }),
    role: child.relation,
    until: comesOfAgeAt(child.dateOfBirth),
  }));
  return ok(found);
};

/** Asks the registry that knows this kind; what cannot be read counts as down. */
export const askRepresented = async (
  registries: ExchangeClient,
  kind: Represented["kind"],
  nationalId: string,
): Promise<Result<Represented[], "down">> =>
  kind === "company"
    ? await askCompanies(registries, nationalId)
    : await askChildren(registries, nationalId);
