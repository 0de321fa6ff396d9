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
  email_verified_at: Date | null;
  language: ColumnType<"ar" | "en", "ar" | "en" | undefined>;
  status: Status;
  proofing: Generated<string>;
  registry_checked_at: Date | null;
  is_test: Generated<boolean>;
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
  institution: string | null;
  stage: ColumnType<"test" | "live", "test" | "live" | undefined>;
  status: ColumnType<"active" | "suspended", "active" | "suspended" | undefined>;
  earlier_secret: Buffer | null;
  earlier_secret_until: Date | null;
  secret_changed_at: Date | null;
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
  account_id: string | null;
  client_id: string | null;
  session_uid: string | null;
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

type ApproverTable = {
  id: Generated<string>;
  person_id: string;
  name: string;
  public_jwk: Json<object>;
  thumbprint: string;
  created_at: Generated<Date>;
  last_used_at: Date | null;
};

type ApprovalTable = {
  id: Generated<string>;
  interaction_id: string;
  person_id: string;
  challenge: string;
  numbers: number[];
  number: number;
  service: Json<Text>;
  domain: string;
  address: string | null;
  state: string;
  asked_at: Generated<Date>;
  expires_at: Date;
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

type PersonSessionTable = {
  uid: string;
  person_id: string;
  address: string | null;
  user_agent: string | null;
  started_at: Generated<Date>;
  seen_at: Generated<Date>;
  ended_at: Date | null;
  ended_by: "sign-out" | "person" | "protection" | "operator" | null;
};

type KnownDeviceTable = {
  person_id: string;
  device_id: string;
  address: string | null;
  user_agent: string | null;
  first_seen_at: Generated<Date>;
  last_seen_at: Generated<Date>;
  forgotten_at: Date | null;
};

type SignOutTable = {
  session_uid: string;
  person_id: string;
  at: Generated<Date>;
};

type SignOutServiceTable = {
  session_uid: string;
  client_id: string;
  sid: string | null;
  state: "waiting" | "confirmed" | "given-up" | "silent";
  attempts: Generated<number>;
  last_error: string | null;
  updated_at: Generated<Date>;
};

type SuspensionTable = {
  id: Generated<string>;
  person_id: string;
  kind: "protection" | "intervention" | "proofing";
  began_at: Generated<Date>;
  began_by: string | null;
  reason: string | null;
  lift_asked_at: Date | null;
  lift_asked_by: string | null;
  lift_reason: string | null;
  lifted_at: Date | null;
  lifted_by: string | null;
};

type AuditUnsealedTable = { event_id: string };

type AuditLinkTable = {
  position: bigint;
  event_id: string;
  previous: Buffer;
  hash: Buffer;
  sealed_at: Generated<Date>;
};

type AuditMarkTable = {
  name: "head" | "cut";
  position: bigint;
  hash: Buffer;
  proof: Buffer | null;
  at: Generated<Date>;
};

type ClientVersionTable = {
  client_id: string;
  version: number;
  metadata: Json<object>;
  institution: string | null;
  state: "proposed" | "effective" | "superseded" | "rejected" | "withdrawn";
  made_by: string;
  made_at: Generated<Date>;
  note: string | null;
  restores: number | null;
  reviewed_by: string | null;
  reviewed_at: Date | null;
  review_note: string | null;
};

type ClientHourTable = {
  client_id: string;
  hour: Date;
  sign_ins: number;
};

type MandateTable = {
  id: Generated<string>;
  kind: "company" | "child" | "attorney";
  representative_id: string;
  represented_number: string;
  represented_name: Json<Text>;
  role: "generalManager" | "authorisedSignatory" | "father" | "mother" | "attorney";
  services: string[] | null;
  state: "proposed" | "active" | "revoked" | "expired" | "declined";
  valid_from: Date;
  valid_until: Date | null;
  answer_until: Date | null;
  checked_at: Date | null;
  ended_by: "represented" | "representative" | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
};

type MandateEventTable = {
  id: Generated<string>;
  mandate_id: string;
  at: Generated<Date>;
  event: string;
  side: string;
  person_id: string | null;
  client_id: string | null;
};

type MandateChoiceTable = {
  grant_id: string;
  mandate_id: string | null;
  chosen_at: Generated<Date>;
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

type PairwiseSubjectTable = {
  person_id: string;
  sector: string;
  subject: string;
  created_at: Generated<Date>;
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
  approver: ApproverTable;
  approval: ApprovalTable;
  throttle: ThrottleTable;
  audit_event: AuditEventTable;
  audit_unsealed: AuditUnsealedTable;
  audit_link: AuditLinkTable;
  audit_mark: AuditMarkTable;
  client_version: ClientVersionTable;
  client_hour: ClientHourTable;
  mandate: MandateTable;
  mandate_event: MandateEventTable;
  mandate_choice: MandateChoiceTable;
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
  suspension: SuspensionTable;
  person_session: PersonSessionTable;
  known_device: KnownDeviceTable;
  sign_out: SignOutTable;
  sign_out_service: SignOutServiceTable;
};
