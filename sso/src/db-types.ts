import type { Text } from "@gov/kit/text.ts";
import type { ColumnType, Generated, JSONColumnType } from "kysely";

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
  email_verified_at: Date | null;
  language: ColumnType<"ar" | "en", "ar" | "en" | undefined>;
  status: Status;
  proofing: Generated<string>;
  registry_checked_at: Date | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
};

type StaffTable = {
  id: Generated<string>;
  username: string;
  name: Json<Text>;
  institution: string;
  roles: string[];
  status: Status;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
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
  private_jwk: Buffer | null;
  public_jwk: Json<object> | null;
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
  capacity: Generated<number>;
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

type ProofingTable = {
  id: Generated<string>;
  at: Generated<Date>;
  person_id: string;
  outcome: string;
  method: string;
  proposed_by: string | null;
  decided_by: string | null;
  reason: string | null;
};

type PendingIdentityTable = {
  person_id: string;
  sealed: Buffer;
  checks: Generated<number>;
  next_check_at: Generated<Date>;
};

type RegistrationTable = {
  token_hash: Buffer;
  interaction_id: string | null;
  answers: Buffer | null;
  person_id: string | null;
  created_at: Generated<Date>;
  expires_at: Date;
};

type ContactCodeTable = {
  purpose: string;
  subject: string;
  code_hash: Buffer;
  attempts: Generated<number>;
  sends: Generated<number>;
  sent_at: Generated<Date>;
  expires_at: Date;
};

type ProofingCaseTable = {
  id: Generated<string>;
  person_id: string;
  state: Generated<string>;
  document_kind: string;
  document_number: string;
  in_registry: boolean;
  proposed_by: string;
  proposed_at: Generated<Date>;
  decided_by: string | null;
  decided_at: Date | null;
  reason: string | null;
};

type RecoveryTable = {
  id: Generated<string>;
  person_id: string;
  state: Generated<string>;
  new_phone: string;
  proposed_by: string;
  proposed_at: Date;
  confirmed_by: string | null;
  confirmed_at: Date | null;
  ready_at: Date | null;
  completed_by: string | null;
  ended_at: Date | null;
  reason: string | null;
  setup_hash: Buffer | null;
  setup_expires_at: Date | null;
};

type PhoneChangeTable = {
  id: Generated<string>;
  person_id: string;
  old_phone: string;
  new_phone: string;
  changed_at: Generated<Date>;
  stopped_at: Date | null;
};

type PasswordResetTable = {
  token_hash: Buffer;
  interaction_id: string | null;
  answers: Buffer;
  expires_at: Date;
};

type OutboxTable = {
  id: Generated<bigint>;
  kind: string;
  payload: Json<object>;
  attempts: Generated<number>;
  created_at: Generated<Date>;
  due_at: Generated<Date>;
  failed_at: Date | null;
  last_error: string | null;
  lease: string | null;
  leased_until: Date | null;
};

/** The rows of the sign-in service's database. */
type PairwiseSubjectTable = {
  person_id: string;
  sector: string;
  subject: string;
  created_at: Generated<Date>;
};

export type SsoDatabase = {
  account: AccountTable;
  staff: StaffTable;
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
  pairwise_subject: PairwiseSubjectTable;
  proofing: ProofingTable;
  pending_identity: PendingIdentityTable;
  registration: RegistrationTable;
  contact_code: ContactCodeTable;
  proofing_case: ProofingCaseTable;
  recovery: RecoveryTable;
  phone_change: PhoneChangeTable;
  password_reset: PasswordResetTable;
  outbox: OutboxTable;
};
