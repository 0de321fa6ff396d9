import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { createVirusScan } from "#src/upload/clamd.ts";
import { layla } from "./case-under-test.ts";
import { startClamd } from "./clamd.ts";
import { startPortal } from "./portal-under-test.ts";
import { createVisitor, type Page } from "./visitor.ts";

export const apply = "/apply/transport/family-permit";
export const papers = `${apply}/papers`;

/** A picture that cannot be packed small. */
export const noise = (width: number, height: number) =>
  sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } });

export type Sent = Readonly<{ name: string; bytes: Uint8Array; type?: string }>;

/** A portal with a virus scanner, and a person at the page that asks for papers. */
export const openUploadWorld = async () => {
  const clamd = await startClamd();
  const portal = await startPortal({ scan: (bytes) => createVirusScan(clamd.address)(bytes) });
  portal.signIn.person(layla);
  const visitor = createVisitor(portal.url);
  await visitor.open(apply);
  // The contract is asked of those in the centre only.
  await portal.db
    .updateTable("application")
    .set({ answers: JSON.stringify({ zone: "centre" }) })
    .where("national_id", "=", layla.nationalId)
    .execute();

  /** Sends a file with the form of the page, as a browser without scripts does. */
  const attach = async (field: string, file: Sent, then = `attach ${field}`): Promise<Page> => {
    const page = await visitor.open(papers);
    const csrf = /name="_csrf"[^>]*value="([^"]+)"/.exec(page.html)?.[1] ?? "";
    const form = new FormData();
    form.set("_csrf", csrf);
    form.set("notes", "ما كتبته هنا");
    const type = file.type ?? "application/octet-stream";
    form.append(field, new Blob([new Uint8Array(file.bytes)], { type }), file.name);
    form.set("then", then);
    return await visitor.send(papers, { method: "POST", body: form });
  };

  const kept = async () =>
    await portal.db.selectFrom("kept_file").selectAll().orderBy("kept_at").execute();
  const stored = async (): Promise<number> => {
    const tables = ["kept_file", "file_chunk", "upload", "upload_part"] as const;
    const counts = await Promise.all(
      tables.map((table) => portal.db.selectFrom(table).selectAll().execute()),
    );
    return counts.reduce((sum, rows) => sum + rows.length, 0);
  };

  const forget = async (): Promise<void> => {
    await portal.db.deleteFrom("kept_file").execute();
    await portal.db.deleteFrom("upload").execute();
  };
  const readKept = async (id: string): Promise<Buffer> => {
    const rows = await portal.db
      .selectFrom("file_chunk")
      .select("bytes")
      .where("file_id", "=", id)
      .orderBy("seq")
      .execute();
    return Buffer.concat(rows.map(({ bytes }) => bytes));
  };

  const cookies = (): string =>
    [...(visitor.cookies(new URL(portal.url).host) ?? [])].map((pair) => pair.join("=")).join("; ");

  const csrfOf = async (): Promise<string> =>
    /name="_csrf"[^>]*value="([^"]+)"/.exec((await visitor.open(papers)).html)?.[1] ?? "";

  const close = async (): Promise<void> => {
    await portal.close();
    await clamd.close();
  };
  return {
    clamd,
    portal,
    visitor,
    attach,
    kept,
    stored,
    forget,
    readKept,
    cookies,
    csrfOf,
    close,
  };
};

export type UploadWorld = Awaited<ReturnType<typeof openUploadWorld>>;
