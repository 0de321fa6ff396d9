import { ok } from "@gov/kit/result.ts";
import { adminPut, startSso } from "../test/sso-under-test.ts";
import { createPasswords, type Passwords } from "#src/credential/password.ts";
import { sweepEnded } from "#src/sweep.ts";
import { registrations } from "./bench-clients.ts";

// Our service as it is, in a process of its own; told `no-hashing`, any password is right. What it
// sends to phones goes to the process that started it, which can also ask it to sweep.

const unhashed: Passwords = {
  hash: () => Promise.resolve(ok("no hash")),
  verify: (stored) => Promise.resolve(ok(stored !== undefined)),
};
const passwords = process.argv[2] === "no-hashing" ? unhashed : await createPasswords();
const sso = await startSso(undefined, { environment: { TRUST_PROXY: "true" }, passwords });
sso.sms.tell = ({ to, text }) => process.send?.({ phone: to, code: text.slice(-6) });
for (const [id, registration] of Object.entries(registrations)) {
  const put = await adminPut(sso, `clients/${id}`, registration);
  if (!put.ok) throw new Error(await put.text());
}
process.send?.({ url: sso.issuer, databaseUrl: sso.config.DATABASE_URL });
process.on("message", () => {
  void sweepEnded(sso.db).then((swept) => process.send?.({ swept }));
});
process.once("disconnect", () => void sso.close().then(() => process.exit(0)));
