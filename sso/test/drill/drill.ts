import { parseArgs } from "node:util";
import { drillRotation } from "./rotation-drill.ts";

const { values } = parseArgs({
  options: {
    "sign-ins": { type: "string", default: "10000" },
    callers: { type: "string", default: "16" },
  },
});
const signIns = Number(values["sign-ins"]);
const result = await drillRotation({ signIns, callers: Number(values.callers) });
const perSecond = Math.round(result.signIns / result.seconds);
process.stdout.write(`${JSON.stringify({ ...result, perSecond })}\n`);
process.exitCode = result.signIns === signIns && result.signedWith === 4 ? 0 : 1;
