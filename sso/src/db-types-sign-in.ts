import type { Text } from "@gov/kit/text.ts";
import type { Generated } from "kysely";
import type { Json } from "./db-columns.ts";

export type CredentialTable = {
  person_id: string;
  kind: "password";
  hash: string;
  changed_at: Generated<Date>;
};

export type EntityTable = {
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

export type SignInTable = {
  interaction_id: string;
  person_id: string;
  kind: "citizen" | "staff";
  identifier: string;
  created_at: Generated<Date>;
  expires_at: Date;
  proven: Generated<string[]>;
  way: string | null;
};

export type PasskeyTable = {
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

export type SpentChallengeTable = {
  hash: Buffer;
  expires_at: Date;
};

export type AuthenticatorTable = {
  person_id: string;
  secret: Buffer;
  sealed_for: string;
  last_step: Generated<bigint>;
  created_at: Generated<Date>;
};

export type RecoveryCodeTable = {
  person_id: string;
  hash: Buffer;
  created_at: Generated<Date>;
  used_at: Date | null;
};

export type ApproverTable = {
  id: Generated<string>;
  person_id: string;
  name: string;
  public_jwk: Json<object>;
  thumbprint: string;
  created_at: Generated<Date>;
  last_used_at: Date | null;
};

export type ApprovalTable = {
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

export type PreferredFactorTable = {
  person_id: string;
  factor: string;
};

export type OtpChallengeTable = {
  interaction_id: string;
  code_hash: Buffer;
  attempts: Generated<number>;
  sends: Generated<number>;
  sent_at: Generated<Date>;
  expires_at: Date;
};

export type ThrottleTable = {
  key: Buffer;
  level: number;
  drain_per_second: number;
  capacity: Generated<number>;
  updated_at: Generated<Date>;
};

export type PersonSessionTable = {
  uid: string;
  person_id: string;
  address: string | null;
  user_agent: string | null;
  started_at: Generated<Date>;
  seen_at: Generated<Date>;
  ended_at: Date | null;
  ended_by: "sign-out" | "person" | "protection" | "operator" | null;
};

export type KnownDeviceTable = {
  person_id: string;
  device_id: string;
  address: string | null;
  user_agent: string | null;
  first_seen_at: Generated<Date>;
  last_seen_at: Generated<Date>;
  forgotten_at: Date | null;
};

export type SignOutTable = {
  session_uid: string;
  person_id: string;
  at: Generated<Date>;
};

export type SignOutServiceTable = {
  session_uid: string;
  client_id: string;
  sid: string | null;
  state: "waiting" | "confirmed" | "given-up" | "silent";
  attempts: Generated<number>;
  last_error: string | null;
  updated_at: Generated<Date>;
};
