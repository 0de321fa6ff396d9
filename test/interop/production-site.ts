import pg from "pg";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { ROOT } from "@gov/dev/folders.ts";
import { startNation, type Nation } from "@gov/dev/nation.ts";
import { findFreePortBase, portsFrom, type Ports } from "@gov/dev/nation/addresses.ts";
import { COMPONENTS, type ComponentName } from "@gov/dev/nation/databases.ts";
import { startClamd } from "../../portal/test/clamd.ts";
import { accepts, tool } from "./programs.ts";

const firstTlsOffset = 90;
const isLoud = process.env["NATION_LOG"] === "1";

const tlsPort = (name: ComponentName, base: number): number =>
  base + firstTlsOffset + COMPONENTS.indexOf(name);

/** An authority of this run alone, and a certificate of `localhost` by it. */
const makeCertificates = async (dir: string) => {
  const file = (name: string): string => join(dir, name);
  const [caKey, ca, key, request, certificate] = [
    file("ca.key"),
    file("ca.pem"),
    file("localhost.key"),
    file("localhost.csr"),
    file("localhost.pem"),
  ];
  const key256 = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
  await tool(
    "openssl",
    `req -x509 ${key256} -days 2 -subj /CN=rehearsal -keyout ${caKey} -out ${ca}`,
  );
  await tool("openssl", `req ${key256} -subj /CN=localhost -keyout ${key} -out ${request}`);
  writeFileSync(file("names"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
  await tool(
    "openssl",
    `x509 -req -days 2 -in ${request} -CA ${ca} -CAkey ${caKey} -CAcreateserial`,
    `-extfile ${file("names")} -out ${certificate}`,
  );
  const both = file("proxy.pem");
  writeFileSync(both, readFileSync(certificate, "utf8") + readFileSync(key, "utf8"));
  return { ca, key, certificate, both };
};

/** HAProxy as `ops/haproxy.cfg` says, with the settings that its head names. */
const startProxy = async (
  dir: string,
  input: Readonly<{ base: number; ports: Ports; certificate: string }>,
): Promise<ChildProcess> => {
  const { base, ports, certificate } = input;
  const hosts = join(dir, "hosts");
  const lines = COMPONENTS.map((name) => `localhost:${tlsPort(name, base)} ${name}`);
  writeFileSync(hosts, `${lines.join("\n")}\n`);
  const last = base + firstTlsOffset + COMPONENTS.length - 1;
  const child = spawn("/usr/sbin/haproxy", ["-db", "-f", join(ROOT, "ops", "haproxy.cfg")], {
    env: {
      HUKUMATI_BIND: `127.0.0.1:${base + firstTlsOffset}-${last}`,
      HUKUMATI_CERTIFICATE: certificate,
      HUKUMATI_HOSTS: hosts,
      SSO_PORT: String(ports.sso),
      PORTAL_PORT: String(ports.portal),
      PAY_PORT: String(ports.pay),
      EXCHANGE_PORT: String(ports.exchange),
    },
    stdio: ["ignore", "ignore", isLoud ? "inherit" : "ignore"],
  });
  await once(child, "spawn");
  while (child.exitCode === null && !(await accepts(last))) await pause(20);
  return child;
};

export type ProductionSite = Readonly<{
  nation: Nation;
  makePeopleReal: () => Promise<void>;
  close: () => Promise<void>;
}>;

const stopped = async (child: ChildProcess): Promise<void> => {
  child.kill();
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
};

/** Seeded people are for trying only, and production lets none of them in: here they count as real. */
const makePeopleReal = async ({ postgresUrl }: Nation): Promise<void> => {
  const url = new URL(postgresUrl);
  url.pathname = "/sso";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query("update account set is_test = false");
  await client.end();
};

const openWith = async (opened: AsyncDisposableStack): Promise<Nation> => {
  const dir = mkdtempSync(join(tmpdir(), "production-"));
  opened.defer(() => rmSync(dir, { recursive: true, force: true }));
  const files = await makeCertificates(dir);
  // This process asks over TLS too; those it starts are told by the variable.
  setDefaultCACertificates([...getCACertificates("default"), readFileSync(files.ca, "utf8")]);
  process.env["NODE_EXTRA_CA_CERTS"] = files.ca;
  const base = await findFreePortBase();
  const { address, close } = await startClamd();
  opened.defer(close);
  const openProxy = async (): Promise<void> => {
    const proxy = await startProxy(dir, { base, ports: portsFrom(base), certificate: files.both });
    opened.defer(() => stopped(proxy));
  };
  const nation = await startNation({
    portBase: base,
    dataDir: join(dir, "data"),
    throwaway: true,
    rehearsal: {
      urlOf: (name) => `https://localhost:${tlsPort(name, base)}`,
      mailKeyFile: files.key,
      mailCertificateFile: files.certificate,
      openProxy,
      clamdAddress: "path" in address ? address.path : `${address.host}:${address.port}`,
    },
    ...(isLoud ? { report: (line) => process.stderr.write(`${line}\n`) } : {}),
  });
  opened.defer(nation.stop);
  return nation;
};

/**
 * The nation as it runs in production: every component with NODE_ENV=production behind TLS, letters
 * over TLS, files before the virus scanner. Seeds and the parties outside are development's. Set
 * NATION_LOG=1 to see how it starts.
 */
export const openProductionSite = async (): Promise<ProductionSite> => {
  const opened = new AsyncDisposableStack();
  try {
    const nation = await openWith(opened);
    return {
      nation,
      makePeopleReal: () => makePeopleReal(nation),
      close: () => opened.disposeAsync(),
    };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
};
