import { foldForSearch } from "@gov/country/search-folding.ts";
import { cleanTyped } from "@gov/country/digits.ts";
import type { CivilPerson, IdentityDocument } from "#src/registry/civil-registry.ts";

/** Who somebody says they are, before anybody confirmed it. */
export type ClaimedIdentity = Readonly<{
  nationalId: string;
  firstName: string;
  familyName: string;
  dateOfBirth: string;
  document: IdentityDocument;
}>;

/** A document's number as it is compared: capital letters and digits, nothing else. */
export const documentNumberOf = (typed: string): string =>
  cleanTyped(typed)
    .toUpperCase()
    .replace(/[\s./-]/g, "");

const isDocument = (given: IdentityDocument, kept: IdentityDocument): boolean =>
  given.kind === kept.kind && documentNumberOf(given.number) === documentNumberOf(kept.number);

const isName = (given: string, ...kept: string[]): boolean => {
  const plain = (name: string): string => foldForSearch(name).replace(/[\s'’-]+/g, "");
  const typed = plain(given);
  // "الخطيب" and "خطيب" are one family, and so are "Al-Khatib" and "Khatib".
  const bare = (name: string): string => plain(name).replace(/^(ال|al)(?=.{3})/, "");
  return kept.some((name) => plain(name) === typed || bare(name) === bare(given));
};

/**
 * Whether the registry's person is the one who is claimed: name, day of birth and the last
 * document, all of them. All are compared whatever the first says.
 */
export const isSamePerson = (claimed: ClaimedIdentity, person: CivilPerson): boolean => {
  const { ar, en } = person.name;
  const same = [
    claimed.nationalId === person.nationalId,
    isName(claimed.firstName, ar.first, en.first),
    isName(claimed.familyName, ar.family, en.family),
    claimed.dateOfBirth === person.dateOfBirth,
    isDocument(claimed.document, person.lastDocument),
  ];
  return same.every(Boolean);
};

/** Whether a document is the last one that the registry gave this person. */
export const isLastDocument = (given: IdentityDocument, person: CivilPerson): boolean =>
  isDocument(given, person.lastDocument);
