import type { Text } from "@gov/kit/text.ts";
import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { StaffStatus } from "./account/account.ts";

/** A jsonb column: written as JSON text, read as its value. */
type Json<T extends object> = JSONColumnType<T>;

type Status = ColumnType<"active" | "suspended", "active" | "suspended" | undefined>;

type AccountTable = {
  id: Generated<string>;
  national_id: string;
  name: Json<Text>;
  date_of_birth: ColumnType<Date, string, string>;
  phone: string;
  email: string | null;
  language: ColumnType<"ar" | "en", "ar" | "en" | undefined>;
  status: Status;
  proofing: ColumnType<"registry" | "counter", "registry" | "counter" | undefined>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
};

type StaffTable = {
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

type InstitutionTable = {
  code: string;
  name: Json<Text>;
  roles: string[];
  status: ColumnType<"active" | "closed", "active" | "closed" | undefined>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
};

type StaffSetUpTable = {
  staff_id: string;
  code_hash: Buffer;
  password_hash: string | null;
  totp_secret: Buffer | null;
  created_at: Generated<Date>;
  expires_at: Date;
};

type InstitutionProviderTable = {
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

type StaffLinkTable = {
  issuer: string;
  subject: string;
  staff_id: string;
  linked_at: Generated<Date>;
};

type FederationAttemptTable = {
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

type StaffRequestTable = {
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

type CredentialTable = {
  person_id: string;
  kind: "password";
  hash: string;
  changed_at: Generated<Date>;
};

type ClientTable = {
  client_id: string;
  metadata: Json<object>;
  secret: Buffer | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
};

type SigningKeyTable = {
  kid: string;
  state: "published" | "active" | "retired";
  private_jwk: Buffer;
  created_at: Generated<Date>;
  promoted_at: Date | null;
  retired_at: Date | null;
};

type EntityTable = {
  model: string;
  id_hash: Buffer;
  payload: Json<object>;
  grant_id: string | null;
  user_code: string | null;
  uid: string | null;
  expires_at: Date | null;
  consumed_at: Date | null;
  account_id: string | null;
};

type SignInTable = {
  interaction_id: string;
  person_id: string;
  kind: "citizen" | "staff";
  identifier: string;
  created_at: Generated<Date>;
  expires_at: Date;
  proven: Generated<string[]>;
  way: string | null;
};

type PasskeyTable = {
  id: Generated<string>;
  person_id: string;
  credential_id: Buffer;
  public_key: Buffer;
  counter: bigint;
  transports: Generated<string[]>;
  synced: boolean;
  name: string;
  created_at: Generated<Date>;
  last_used_at: Date | null;
  copied_at: Date | null;
};

type SpentChallengeTable = {
  hash: Buffer;
  expires_at: Date;
};

type AuthenticatorTable = {
  person_id: string;
  secret: Buffer;
  sealed_for: string;
  last_step: Generated<bigint>;
  created_at: Generated<Date>;
};

type RecoveryCodeTable = {
  person_id: string;
  hash: Buffer;
  created_at: Generated<Date>;
  used_at: Date | null;
};

type PreferredFactorTable = {
  person_id: string;
  factor: string;
};

type OtpChallengeTable = {
  interaction_id: string;
  code_hash: Buffer;
  attempts: Generated<number>;
  sends: Generated<number>;
  sent_at: Generated<Date>;
  expires_at: Date;
};

type ThrottleTable = {
  key: Buffer;
  level: number;
  drain_per_second: number;
  updated_at: Generated<Date>;
};

type AuditEventTable = {
  id: Generated<string>;
  at: Generated<Date>;
  event: string;
  person_id: string | null;
  client_id: string | null;
  actor: string | null;
  address: string | null;
  user_agent: string | null;
  detail: Json<object>;
};

/** The rows of the sign-in service's database. */
export type SsoDatabase = {
  account: AccountTable;
  staff: StaffTable;
  institution: InstitutionTable;
  staff_set_up: StaffSetUpTable;
  staff_request: StaffRequestTable;
  institution_provider: InstitutionProviderTable;
  staff_link: StaffLinkTable;
  federation_attempt: FederationAttemptTable;
  credential: CredentialTable;
  client: ClientTable;
  signing_key: SigningKeyTable;
  oidc_entity: EntityTable;
  sign_in: SignInTable;
  otp_challenge: OtpChallengeTable;
  passkey: PasskeyTable;
  spent_challenge: SpentChallengeTable;
  authenticator: AuthenticatorTable;
  recovery_code: RecoveryCodeTable;
  preferred_factor: PreferredFactorTable;
  throttle: ThrottleTable;
  audit_event: AuditEventTable;
};
