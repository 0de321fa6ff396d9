import type { Text } from "@gov/kit/text.ts";
import type { ColumnType, Generated } from "kysely";
import type { StaffStatus } from "./account/account.ts";
import type { Json } from "./db-columns.ts";

export type StaffTable = {
  id: Generated<string>;
  username: string;
  name: Json<Text>;
  institution: string;
  roles: string[];
  status: ColumnType<StaffStatus, StaffStatus | undefined>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  email: string | null;
  phone: string | null;
  leaves_on: ColumnType<Date | null, string | null | undefined, string | null>;
  search_text: Generated<string>;
  version: Generated<bigint>;
  external_id: string | null;
  given_name: string | null;
  family_name: string | null;
};

export type InstitutionTable = {
  code: string;
  name: Json<Text>;
  roles: string[];
  status: ColumnType<"active" | "closed", "active" | "closed" | undefined>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
};

export type StaffSetUpTable = {
  staff_id: string;
  code_hash: Buffer;
  password_hash: string | null;
  totp_secret: Buffer | null;
  created_at: Generated<Date>;
  expires_at: Date;
};

export type InstitutionProviderTable = {
  id: Generated<string>;
  institution: string;
  issuer: string;
  client_id: string;
  id_token_alg: "RS256" | "PS256" | "ES256" | "EdDSA";
  secret: Buffer | null;
  private_jwk: Buffer | null;
  claim: string;
  matches: "username" | "email" | "external-id";
  mfa_acr: Generated<string[]>;
  mfa_amr: Generated<string[]>;
  joiners: Generated<boolean>;
  status: Generated<"active" | "off">;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
};

export type StaffLinkTable = {
  issuer: string;
  subject: string;
  staff_id: string;
  linked_at: Generated<Date>;
};

export type FederationAttemptTable = {
  state_hash: Buffer;
  interaction_id: string;
  provider_id: string;
  nonce: string;
  verifier: string;
  max_age_s: number | null;
  staff_id: string | null;
  second_factor: boolean | null;
  expires_at: Generated<Date>;
};

export type StaffRequestTable = {
  id: Generated<string>;
  staff_id: string;
  act: "grant" | "revoke" | "move" | "resume" | "leave" | "reset";
  detail: Json<object>;
  institution: string;
  requested_by: string | null;
  requested_client: string | null;
  state: Generated<"pending" | "confirmed" | "refused" | "cancelled" | "expired">;
  decided_by: string | null;
  created_at: Generated<Date>;
  expires_at: Generated<Date>;
  decided_at: Date | null;
};
