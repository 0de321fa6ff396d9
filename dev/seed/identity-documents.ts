import { fullNameText } from "@gov/country/names.ts";
import type { Text } from "@gov/kit/text.ts";
import { citizens } from "./citizens.ts";
import { daysFrom } from "./days-from.ts";

/** A passport or an identity card as the civil registry holds it. */
export type IdentityDocument = { number: string; issuedOn: string; expiresOn: string };

/** A person with the documents they hold, as the civil registry answers. */
export type DocumentHolder = {
  nationalId: string;
  name: Text;
  dateOfBirth: string;
  sex: "female" | "male";
  governorate: string;
  status: "alive" | "deceased";
  idCard: IdentityDocument | null;
  passport: IdentityDocument | null;
};

/** Days until it expires, from today. */
type Held = { idCard?: number; passport?: [number: string, days: number] };

/** Who holds what. Both are issued for years at a time: how many is told below. */
const held: Readonly<Record<string, Held>> = {
  // Never had a passport; the card runs out soon.
  sara: { idCard: 25 },
  // The passport runs out soon.
  omar: { idCard: 2_900, passport: ["PX187340", 40] },
  // The passport ran out.
  layla: { idCard: 1_200, passport: ["PX210443", -200] },
  yousef: { idCard: 90, passport: ["PX104417", 120] },
  // Both good for years.
  mariam: { idCard: 2_100, passport: ["PX318870", 1_460] },
  khaled: { idCard: 700, passport: ["PX277105", 15] },
  huda: { idCard: 1_900 },
  // The card ran out long ago.
  fatima: { idCard: -730 },
  tariq: { idCard: 640, passport: ["PX260018", 900] },
  nour: { idCard: 3_300 },
  rania: { idCard: 60, passport: ["PX402266", 300] },
};

const passportDays = 5 * 365;
const cardDays = 10 * 365;

/** Everyone with an account whom the registry knows, and their documents as they stand that day. */
export function documentHoldersOn(today: Date): DocumentHolder[] {
  const lasting = (number: string, days: number, validDays: number): IdentityDocument => ({
    number,
    issuedOn: daysFrom(today, days - validDays),
    expiresOn: daysFrom(today, days),
  });
  return citizens
    .filter(({ registered }) => registered)
    .map(({ key, nationalId, name, dateOfBirth, sex, governorate, lastDocument }) => {
      const { idCard, passport } = held[key] ?? {};
      const cardNumber = lastDocument.kind === "idCard" ? lastDocument.number : nationalId.slice(1);
      return {
        nationalId,
        name: fullNameText(name),
        dateOfBirth,
        sex,
        governorate,
        status: "alive",
        idCard: idCard === undefined ? null : lasting(cardNumber, idCard, cardDays),
        passport: passport ? lasting(...passport, passportDays) : null,
      };
    });
}
