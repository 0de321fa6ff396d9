import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { TOTP } from "otpauth";
import { ROOT } from "./folders.ts";
import { readRecord } from "./nation/record.ts";
import { runMain, StartFailure } from "./start-failure.ts";

const USAGE = `npm run code -- USERNAME [--data DIR]
  The six digits an employee's authenticator would show now. People's codes come by SMS: read
  them at the SMS centre, whose address "npm start" prints.`;

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: { type: "string", default: ".data" }, help: { type: "boolean" } },
  });
  const [username] = positionals;
  if (values.help === true || username === undefined) {
    process.stdout.write(`${USAGE}\n`);
    return values.help === true ? 0 : 1;
  }
  const record = readRecord(resolve(ROOT, values.data));
  if (record === undefined) {
    throw new StartFailure(`${values.data} holds no nation. Run "npm start" first.`);
  }
  const member = record.staff.find((one) => one.username === username);
  if (member?.totpSecret === undefined) {
    const known = record.staff.map((one) => one.username).join(", ");
    throw new StartFailure(`Nobody is called ${username}. There are: ${known}.`);
  }
  const totp = new TOTP({ secret: member.totpSecret });
  const seconds = Math.ceil(totp.remaining() / 1000);
  process.stdout.write(`${totp.generate()}  (for ${seconds} more s)\n`);
  return 0;
});
