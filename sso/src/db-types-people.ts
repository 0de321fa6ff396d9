import type { Text } from "@gov/kit/text.ts";
import type { ColumnType, Generated } from "kysely";
import type { Json } from "./db-columns.ts";

type Status = ColumnType<"active" | "suspended", "active" | "suspended" | undefined>;

export type AccountTable = {
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

export type SuspensionTable = {
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

export type MandateTable = {
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

export type MandateEventTable = {
  id: Generated<string>;
  mandate_id: string;
  at: Generated<Date>;
  event: string;
  side: string;
  person_id: string | null;
  client_id: string | null;
};

export type MandateChoiceTable = {
  grant_id: string;
  mandate_id: string | null;
  chosen_at: Generated<Date>;
};

export type ProofingTable = {
  id: Generated<string>;
  at: Generated<Date>;
  person_id: string;
  outcome: string;
  method: string;
  proposed_by: string | null;
  decided_by: string | null;
  reason: string | null;
};

export type PendingIdentityTable = {
  person_id: string;
  sealed: Buffer;
  checks: Generated<number>;
  next_check_at: Generated<Date>;
};

export type RegistrationTable = {
  token_hash: Buffer;
  interaction_id: string | null;
  answers: Buffer | null;
  person_id: string | null;
  created_at: Generated<Date>;
  expires_at: Date;
};

export type ContactCodeTable = {
  purpose: string;
  subject: string;
  code_hash: Buffer;
  attempts: Generated<number>;
  sends: Generated<number>;
  sent_at: Generated<Date>;
  expires_at: Date;
};

export type ProofingCaseTable = {
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

export type RecoveryTable = {
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

export type PhoneChangeTable = {
  id: Generated<string>;
  person_id: string;
  old_phone: string;
  new_phone: string;
  changed_at: Generated<Date>;
  stopped_at: Date | null;
};

export type PasswordResetTable = {
  token_hash: Buffer;
  interaction_id: string | null;
  answers: Buffer;
  expires_at: Date;
};
