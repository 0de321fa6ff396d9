import type { ColumnType, Generated } from "kysely";
import type { Json } from "./db-columns.ts";
import type {
  AccountTable,
  SuspensionTable,
  MandateTable,
  MandateEventTable,
  MandateChoiceTable,
  ProofingTable,
  PendingIdentityTable,
  RegistrationTable,
  ContactCodeTable,
  ProofingCaseTable,
  RecoveryTable,
  PhoneChangeTable,
  PasswordResetTable,
} from "./db-types-people.ts";
import type {
  StaffTable,
  InstitutionTable,
  StaffSetUpTable,
  InstitutionProviderTable,
  StaffLinkTable,
  FederationAttemptTable,
  StaffRequestTable,
} from "./db-types-staff.ts";
import type {
  CredentialTable,
  EntityTable,
  SignInTable,
  PasskeyTable,
  SpentChallengeTable,
  AuthenticatorTable,
  RecoveryCodeTable,
  ApproverTable,
  ApprovalTable,
  PreferredFactorTable,
  OtpChallengeTable,
  ThrottleTable,
  PersonSessionTable,
  KnownDeviceTable,
  SignOutTable,
  SignOutServiceTable,
} from "./db-types-sign-in.ts";

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
