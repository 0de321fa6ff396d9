import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { Text } from "@gov/kit/text.ts";
import type { CaseChange } from "@gov/services/language/dry-run.ts";
import type { TypedPages } from "#src/apply/application.ts";
import type {
  Answers,
  Decision,
  Facts,
  FeeExemption,
  FeeInstalment,
  FeeLine,
  FeeSplit,
  Question,
  WaitsFor,
} from "#src/case/case.ts";
import type { CheckAnswer, CheckAnswers, CheckReason } from "#src/case/check.ts";
import type { DraftState } from "#src/designer/draft.ts";
import type { ServiceAct } from "#src/designer/service-event.ts";

type Json<T> = ColumnType<T, string, string>;
type Moment = ColumnType<Date, Date | undefined, Date>;
type NullableMoment = ColumnType<Date | null, Date | null | undefined, Date | null>;

export type ServiceVersionTable = {
  service_code: string;
  version: number;
  institution: string;
  definition: Json<unknown>;
  digest: string;
  published_at: Moment;
  publication: Generated<bigint>;
  source: Generated<"file" | "designer">;
  published_by: string | null;
  restores: number | null;
  asked_by: string | null;
};

export type ServiceRollBackTable = {
  institution: string;
  service_code: string;
  restores: number;
  against: number;
  asked_by: string;
  asked_by_name: Json<Text>;
  asked_at: Moment;
  words: string;
};

export type ApplicationTable = {
  id: Generated<string>;
  national_id: string;
  service_code: string;
  version: number;
  answers: JSONColumnType<Answers>;
  typed: JSONColumnType<TypedPages>;
  facts: JSONColumnType<Facts>;
  done_pages: Generated<string[]>;
  case_reference: string | null;
  created_at: Moment;
  updated_at: Moment;
};

export type CaseTable = {
  institution: string;
  id: Generated<string>;
  reference: string;
  application_id: string;
  service_code: string;
  version: number;
  state: string;
  waits_for: WaitsFor;
  applicant_national_id: string;
  applicant_name: Json<Text>;
  applicant_phone: string | null;
  applicant_born: string | null;
  represented_national_id: string | null;
  answers: JSONColumnType<Answers>;
  facts: JSONColumnType<Facts>;
  fee_minor: bigint | null;
  fee_currency: "ILS" | "USD" | "JOD" | null;
  fee_lines: Json<FeeLine[]>;
  fee_exemptions: JSONColumnType<FeeExemption[], string | undefined>;
  fee_splits: JSONColumnType<FeeSplit[], string | undefined>;
  fee_instalments: JSONColumnType<FeeInstalment[], string | undefined>;
  paid_minor: Generated<bigint>;
  checks: JSONColumnType<CheckAnswers, string | undefined>;
  bill_id: string | null;
  billing_number: string | null;
  pay_url: string | null;
  paid_at: NullableMoment;
  bill_checked_at: NullableMoment;
  receipt_url: string | null;
  question: Json<Question> | null;
  decision: Json<Decision> | null;
  submitted_at: Moment;
  updated_at: Moment;
  closed_at: NullableMoment;
};

export type CaseEventTable = {
  institution: string;
  case_id: string;
  seq: number;
  kind: string;
  state: string;
  actor_kind: "citizen" | "officer" | "system";
  actor: string | null;
  internal: Generated<boolean>;
  data: JSONColumnType<Record<string, unknown>>;
  at: Moment;
};

export type TaskTable = {
  institution: string;
  id: Generated<string>;
  case_id: string;
  role: string;
  kind: string;
  assignee: string | null;
  claimed_at: NullableMoment;
  due_at: ColumnType<Date, Date, Date>;
  paused_at: NullableMoment;
  minutes_left: number | null;
  escalate_at: NullableMoment;
  created_at: Moment;
  completed_at: NullableMoment;
  completed_by: string | null;
};

export type CheckTable = {
  institution: string;
  id: Generated<string>;
  case_id: string;
  state: string;
  code: string;
  asked_institution: string;
  role: string;
  assignee: ColumnType<string | null, string | null | undefined, string | null>;
  claimed_at: NullableMoment;
  due_at: ColumnType<Date, Date, Date>;
  asked_at: Moment;
  answer: ColumnType<CheckAnswer | null, CheckAnswer | null | undefined, CheckAnswer | null>;
  reason: ColumnType<CheckReason | null, string | null | undefined, string | null>;
  words: ColumnType<string | null, string | null | undefined, string | null>;
  answered_by: ColumnType<string | null, string | null | undefined, string | null>;
  answered_at: NullableMoment;
  dropped_at: NullableMoment;
};

export type IssuedDocumentTable = {
  institution: string;
  id: Generated<string>;
  case_id: string;
  kind: string;
  number: string;
  holder_national_id: string;
  title: Json<Text>;
  pdf: Buffer;
  sha256: Buffer;
  cose: string;
  issued_at: Moment;
  valid_until: ColumnType<Date | null, string | Date | null, string | Date | null>;
  withdrawn_at: NullableMoment;
  withdrawn_reason: Json<Text> | null;
};

export type SealKeyTable = {
  id: string;
  purpose: "authority" | "seal" | "summary";
  institution: string;
  private_key: Buffer;
  certificate: string;
  created_at: Moment;
  retired_at: NullableMoment;
};

export type DataLookTable = {
  id: Generated<bigint>;
  institution: string;
  case_id: string;
  subject_national_id: string;
  officer: string;
  officer_name: Json<Text>;
  officer_institution: ColumnType<string | null, string | null | undefined, string | null>;
  what: string;
  at: Moment;
};

export type ServiceDraftTable = {
  institution: string;
  service_code: string;
  revision: number;
  definition: Json<unknown>;
  based_on: number | null;
  state: Generated<DraftState>;
  begun_by: string;
  begun_at: Moment;
  edited_by: string;
  edited_at: Moment;
  submitted_by: string | null;
  submitted_at: NullableMoment;
  approved_by: string | null;
  approved_at: NullableMoment;
  publish_at: NullableMoment;
};

export type DraftRevisionTable = {
  institution: string;
  service_code: string;
  revision: number;
  stands_for: number;
  follows: number | null;
  definition: Json<unknown> | null;
  what: Json<Text>;
  by_username: string;
  by_name: Json<Text>;
  at: Moment;
};

export type ServiceEventTable = {
  institution: string;
  service_code: string;
  seq: number;
  act: ServiceAct;
  revision: number | null;
  version: number | null;
  by_username: string | null;
  by_name: Json<Text> | null;
  words: string | null;
  data: JSONColumnType<Record<string, unknown>>;
  at: Moment;
};

export type UploadTable = {
  id: Generated<string>;
  application_id: string;
  field: string;
  name: string;
  size_bytes: number | null;
  received_bytes: Generated<number>;
  created_at: Moment;
  touched_at: Moment;
};

export type UploadPartTable = { upload_id: string; at_byte: number; bytes: Buffer };

export type KeptFileTable = {
  id: Generated<string>;
  application_id: string;
  field: string;
  name: string;
  media_type: string;
  size_bytes: number;
  sha256: Buffer;
  institution: string | null;
  case_id: string | null;
  kept_at: Moment;
};

export type FileChunkTable = { file_id: string; seq: number; bytes: Buffer };

export type DryRunTable = {
  institution: string;
  id: Generated<string>;
  service_code: string;
  revision: number;
  definition: Json<unknown>;
  base_version: number;
  asked_by: string;
  asked_at: Moment;
  total: number;
  looked_at: Generated<number>;
  changed: Generated<number>;
  last_case: string | null;
  finished_at: NullableMoment;
};

export type DryRunChangeTable = {
  institution: string;
  run_id: string;
  seq: number;
  case_id: string;
  reference: string;
  differences: Json<CaseChange["differences"]>;
};

/** The portal's own database, as its migrations make it. */
export type PortalDb = {
  upload: UploadTable;
  upload_part: UploadPartTable;
  kept_file: KeptFileTable;
  file_chunk: FileChunkTable;
  service_version: ServiceVersionTable;
  service_roll_back: ServiceRollBackTable;
  application: ApplicationTable;
  government_case: CaseTable;
  case_event: CaseEventTable;
  task: TaskTable;
  case_check: CheckTable;
  issued_document: IssuedDocumentTable;
  seal_key: SealKeyTable;
  data_look: DataLookTable;
  service_draft: ServiceDraftTable;
  draft_revision: DraftRevisionTable;
  service_event: ServiceEventTable;
  dry_run: DryRunTable;
  dry_run_change: DryRunChangeTable;
};
