import assert from "node:assert/strict";
import type { FileKind, WrongRow } from "./bill-file.ts";
import type { Caller, Json } from "./pay-world.ts";

export type UploadClient = Readonly<{
  begin: (kind: FileKind) => Promise<string>;
  put: (id: string, piece: Piece) => Promise<Response>;
  /** Sends a whole file, several megabytes a request. */
  send: (id: string, bytes: AsyncIterable<Buffer>) => Promise<void>;
  show: (id: string) => Promise<Json>;
  /** A completed upload, as it ended. */
  ended: (id: string) => Promise<Json>;
  report: (id: string) => Promise<WrongRow[]>;
  /** References of the caller's bills, from the list, every page of it. */
  references: () => AsyncGenerator<string>;
}>;
export type Piece = Readonly<{
  offset: number;
  body: string | Uint8Array | ReadableStream;
  complete: boolean;
}>;

const requestBytes = 8_388_608;
const askEveryMs = 50;
const maxAttempts = 5;

/** The cells of one line whose cells are all quoted but the first. */
const readReportLine = (line: string): WrongRow => {
  const [, number = "", ...cells] =
    /^(\d+),"((?:[^"]|"")*)","((?:[^"]|"")*)","((?:[^"]|"")*)"$/.exec(line) ?? [];
  const [field = "", ar = "", en = ""] = cells.map((cell) => cell.replaceAll('""', '"'));
  return { line: Number(number), field, ar, en };
};

/** What an institution's system does to upload a file of bills. */
export const createUploadClient = (url: string, token: string, caller: Caller): UploadClient => {
  const authorization = `Bearer ${token}`;
  const put: UploadClient["put"] = async (id, { offset, body, complete }) =>
    await fetch(`${url}/v1/bill-uploads/${id}/content`, {
      method: "PUT",
      headers: {
        authorization,
        "content-type": "application/octet-stream",
        "upload-offset": String(offset),
        "upload-complete": complete ? "?1" : "?0",
      },
      body: body as RequestInit["body"] & {},
      ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
    });
  const show: UploadClient["show"] = async (id) =>
    (await caller("GET", `/v1/bill-uploads/${id}`)).json;
  /** Sends a piece, going on where the connection broke, as often as it may break. */
  const sendPiece = async (
    id: string,
    from: number,
    body: Buffer,
    complete: boolean,
  ): Promise<void> => {
    let offset = from;
    for (let attempt = 1; ; attempt += 1) {
      const rest = new Uint8Array(body.subarray(offset - from));
      const answer = await put(id, { offset, body: rest, complete }).catch((error: unknown) => {
        if (attempt >= maxAttempts) throw error;
      });
      if (answer) return assert.equal(answer.status, 204, `piece at ${offset}`);
      const upload = await show(id);
      if (upload.status !== "receiving") return;
      offset = Number(upload.receivedBytes);
    }
  };
  return {
    put,
    show,
    begin: async (kind) => {
      const body = { billerCode: "transport", ...kind };
      const { status, json } = await caller("POST", "/v1/bill-uploads", body);
      assert.equal(status, 201, JSON.stringify(json));
      return json.id;
    },
    send: async (id, bytes) => {
      let held: Buffer[] = [];
      let length = 0;
      let offset = 0;
      const flush = async (complete: boolean): Promise<void> => {
        await sendPiece(id, offset, Buffer.concat(held), complete);
        offset += length;
        held = [];
        length = 0;
      };
      for await (const part of bytes) {
        held.push(part);
        length += part.length;
        if (length >= requestBytes) await flush(false);
      }
      await flush(true);
    },
    ended: async (id) => {
      for (;;) {
        const json = await show(id);
        if (["done", "failed", "cancelled"].includes(json.status)) return json;
        assert.notEqual(json.status, "receiving", "the file was never completed");
        await new Promise((resolve) => setTimeout(resolve, askEveryMs));
      }
    },
    report: async (id) => {
      const headers = { authorization };
      const answer = await fetch(`${url}/v1/bill-uploads/${id}/errors.csv`, { headers });
      const [, ...lines] = (await answer.text()).trimEnd().split("\r\n");
      return lines.map(readReportLine);
    },
    references: async function* () {
      for (let cursor = ""; ;) {
        const { json } = await caller("GET", `/v1/bills?limit=200${cursor}`);
        for (const bill of json.bills) yield bill.reference;
        if (!json.nextCursor) return;
        cursor = `&cursor=${encodeURIComponent(json.nextCursor)}`;
      }
    },
  };
};
