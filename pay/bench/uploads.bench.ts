import { gzipSync } from "node:zlib";
import { openPayWorld } from "../test/pay-world.ts";

/**
 * A file of `ROWS` bills (a million unless told) over HTTP, in pieces: rows a second from its end
 * to the last bill, and the largest memory of the process.
 */
const count = Number(process.env["ROWS"] ?? 1_000_000);
const piece = 100_000;
const world = await openPayWorld();
const token = await world.issuer.token({ clientId: "portal", scope: "bills:write" });
const begun = await world.portal("POST", "/v1/bill-uploads", {
  billerCode: "transport",
  format: "csv",
  compression: "gzip",
});
const path = `${world.url}/v1/bill-uploads/${begun.json.id}/content`;

let offset = 0;
for (let from = 0; from < count; from += piece) {
  const rows = Array.from({ length: Math.min(piece, count - from) }, (_, at) => {
    const n = from + at;
    return `B-${n},رسوم ترخيص المركبة,Vehicle licence fee,${n % 9_000}.50,ILS,ليلى حسن خالد\n`;
  });
  const header = "reference,descriptionAr,descriptionEn,amount,currency,payerName\n";
  const body = gzipSync((from === 0 ? header : "") + rows.join(""));
  const answer = await fetch(path, {
    method: "PUT",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/octet-stream",
      "upload-offset": String(offset),
      "upload-complete": from + piece >= count ? "?1" : "?0",
    },
    body,
  });
  if (answer.status !== 204) throw new Error(`piece at ${offset}: ${answer.status}`);
  offset += body.length;
}

const startedAt = Date.now();
let state = await world.portal("GET", `/v1/bill-uploads/${begun.json.id}`);
while (state.json.status === "queued" || state.json.status === "running") {
  await new Promise((resolve) => setTimeout(resolve, 250));
  state = await world.portal("GET", `/v1/bill-uploads/${begun.json.id}`);
}
const seconds = (Date.now() - startedAt) / 1_000;
const figures = {
  rows: state.json.rows,
  status: state.json.status,
  seconds: Number(seconds.toFixed(1)),
  rowsPerSecond: Math.round(count / seconds),
  peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
await world.close();
