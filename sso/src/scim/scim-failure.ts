/** Kinds of failure of RFC 7644, table 9, as far as we have them. */
export type ScimType =
  | "invalidFilter"
  | "tooMany"
  | "uniqueness"
  | "mutability"
  | "invalidSyntax"
  | "invalidPath"
  | "noTarget"
  | "invalidValue";

/** A refusal in the words of SCIM (RFC 7644, 3.12). */
export type ScimFailure = Readonly<{
  status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 500 | 501;
  scimType?: ScimType;
  /** What is wrong and what to do, for the administrator of the other system. */
  detail: string;
}>;

export const invalid = (scimType: ScimType, detail: string): ScimFailure => ({
  status: scimType === "uniqueness" ? 409 : 400,
  scimType,
  detail,
});

export const notThere = (what: string): ScimFailure => ({
  status: 404,
  detail: `${what} is not in the directory of your institution.`,
});

export const errorSchema = "urn:ietf:params:scim:api:messages:2.0:Error";

export const errorBody = ({ status, scimType, detail }: ScimFailure): object => ({
  schemas: [errorSchema],
  status: String(status),
  ...(scimType === undefined ? {} : { scimType }),
  detail,
});
