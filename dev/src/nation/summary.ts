import { registryProcesses } from "../../seed/service-registries.ts";
import type { Nation } from "../nation.ts";

/** The addresses and the people to sign in as, in columns. */
export function describeNation(nation: Nation): string {
  const { addresses, sandbox, people, staff } = nation;
  const sections = [
    table("Addresses", [
      ["portal", addresses.portal, "services for everyone; the back office is /office"],
      ["sso", addresses.sso, "sign-in"],
      ["pay", addresses.pay, "payments; the console is /console, the agents' desk /agent"],
      ["exchange", addresses.exchange, "links between institutions"],
      ["hukumati", addresses.hukumati, "the app, as a web preview"],
    ]),
    table("Outside parties (sandboxes)", [
      ["SMS centre", sandbox.sms, "read the sign-in codes here"],
      ["mail server", sandbox.mail, "read people's e-mail here"],
      ["card gateway", sandbox.card, "pretend to be the bank"],
      ["cash company", sandbox.cash, "pretend to be an agent who takes cash"],
      ["instant payment", sandbox.instant, "pretend to be a payer's bank app"],
      ["bank app", sandbox.esadad, "E-SADAD: pay a bill by its number"],
      ["time stamps", sandbox.timestamp, "stamps the days of receipts"],
      ["treasury's bank", sandbox.treasuryBank, "see payouts, send one back"],
      ["civil registry", sandbox.civilRegistry, ""],
      ["vehicle registry", sandbox.vehicleRegistry, ""],
      ["companies registry", sandbox.companiesRegistry, ""],
      ...registryProcesses.map(({ registry, name }) => [
        name.replaceAll("-", " "),
        sandbox[registry],
        "",
      ]),
      ["health registry", sandbox.healthRegistry, "births and eye reports"],
      ["justice registries", sandbox.justiceRegistry, "criminal record and courts"],
      ["police registry", sandbox.policeRegistry, "holds and traffic tickets"],
      ["assistance registry", sandbox.assistanceRegistry, "assisted households"],
    ]),
    table(
      "People (national ID, password, phone)",
      people.map((one) => [
        one.nationalId,
        one.password,
        one.phone,
        `${one.name.en} · ${one.name.ar}`,
      ]),
    ),
    table(
      "Staff (username, password, role; `npm run code -- USERNAME` gives the six digits)",
      staff.map((one) => [
        one.username,
        one.password,
        `${one.role}, ${one.institution}`,
        `${one.name.en} · ${one.name.ar}`,
      ]),
    ),
  ];
  return sections.filter((section) => section !== "").join("\n\n");
}

function table(title: string, rows: string[][]): string {
  if (rows.length === 0) return "";
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return `${title}\n${lines.map((line) => `  ${line}`).join("\n")}`;
}
