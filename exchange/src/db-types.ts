import type { ColumnType } from "kysely";

type Instant = ColumnType<Date, Date | undefined, Date>;

export interface Database {
  member: {
    instance: string;
    member_class: string;
    member_code: string;
    name: unknown;
    created_at: Instant;
  };
  subsystem: {
    instance: string;
    member_class: string;
    member_code: string;
    subsystem_code: string;
    name: unknown;
    public_key: unknown;
    created_at: Instant;
  };
  service: {
    instance: string;
    member_class: string;
    member_code: string;
    subsystem_code: string;
    service_code: string;
    name: unknown;
    url: string;
    fields: string[];
    subject_from: string;
  };
  purpose: { code: string; text: unknown; legal_basis: string };
  access_right: { client: string; service: string; purpose: string; granted_at: Instant };
  message: {
    id: bigint;
    at: ColumnType<Date, Date, never>;
    kind: string;
    client: string;
    query_id: string;
    request_id: string;
    service: string;
    user_id: string | null;
    issue: string | null;
    purpose: string;
    subject: string | null;
    path_hash: Buffer;
    status: number | null;
    content_digest: string;
    signature: string;
    previous_hash: Buffer;
    hash: Buffer;
  };
}
