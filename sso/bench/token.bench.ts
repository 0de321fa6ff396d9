import { createTestDatabase } from "@gov/kit/db-test.ts";
import { exportJWK, generateKeyPair } from "jose";
import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";

import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

/**
 * Tokens a second of our token endpoint (client credentials, ES256 JWT) against the bare engine
 * with its memory adapter, each in a process of its own, asked in turn by this one.
 * `TEST_DATABASE_URL=… node sso/bench/token.bench.ts [seconds]`
 */
const secret = "a-secret-for-the-bench-only-not-kept";
const resource = "urn:gov:sso";
const scope = "accounts:write";

const serveBare = async (): Promise<void> => {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const provider = new Provider(`http://localhost:${port}`, {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: "bare", alg: "ES256" }] },
    clientDefaults: { id_token_signed_response_alg: "ES256" },
    clients: [
      {
        client_id: "nation-seed",
        client_secret: secret,
        grant_types: ["client_credentials"],
        redirect_uris: [],
        response_types: [],
      },
    ],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        getResourceServerInfo: () => ({
          scope,
          audience: resource,
          accessTokenFormat: "jwt",
          accessTokenTTL: 600,
          jwt: { sign: { alg: "ES256" } },
        }),
      },
    },
  });
  const answer = provider.callback();
  server.on("request", (incoming, outgoing) => void answer(incoming, outgoing));
  process.send?.({ port });
};

type Served = Readonly<{ port: number; child: ChildProcess }>;

const startBare = async (): Promise<Served> => {
  const child = spawn(process.execPath, [import.meta.filename, "--bare"], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const port = await new Promise<number>((resolve) => {
    child.once("message", (message) => resolve((message as { port: number }).port));
  });
  return { port, child };
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const startOurs = async (databaseUrl: string): Promise<Served> => {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const child = spawn(process.execPath, [new URL("../src/main.ts", import.meta.url).pathname], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: {
      ...process.env,
      PORT: String(port),
      PUBLIC_URL: url,
      SSO_ISSUER: url,
      DATABASE_URL: databaseUrl,
      KEY_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
      SMPP_URL: "smpp://nobody:nothing@127.0.0.1:9",
      EXCHANGE_URL: "http://127.0.0.1:9",
      EXCHANGE_PRIVATE_KEY: JSON.stringify(await exportJWK(privateKey)),
      SMTP_URL: "smtp://127.0.0.1:9",
      MAIL_FROM: "no-reply@sso.test",
      BOOTSTRAP_CLIENT_SECRET: secret,
      LOG_LEVEL: "silent",
    },
  });
  for (let round = 0; round < 200; round += 1) {
    const alive = await fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (alive) return { port, child };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the sign-in service did not start");
};

const agent = new Agent({ keepAlive: true, maxSockets: 32 });
const body = new URLSearchParams({ grant_type: "client_credentials", resource, scope }).toString();
const headers = {
  authorization: `Basic ${Buffer.from(`nation-seed:${secret}`).toString("base64")}`,
  "content-type": "application/x-www-form-urlencoded",
  "content-length": String(body.length),
};

const once = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const call = request({ port, path: "/token", method: "POST", agent, headers }, (response) => {
      response.resume();
      response.once("end", () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode}`)),
      );
    });
    call.once("error", reject);
    call.end(body);
  });

/** Processor time a process has used, in microseconds (Linux counts it in hundredths). */
const cpuMicroseconds = ({ child }: Served): number => {
  const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
};

type Round = Readonly<{ perSecond: number; cpuEach: number }>;

const run = async (served: Served, seconds: number): Promise<Round> => {
  const before = cpuMicroseconds(served);
  const until = Date.now() + seconds * 1_000;
  let done = 0;
  const caller = async (): Promise<void> => {
    while (Date.now() < until) {
      await once(served.port);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: 32 }, caller));
  return { perSecond: done / seconds, cpuEach: (cpuMicroseconds(served) - before) / done };
};

const median = (rounds: readonly Round[], of: keyof Round): number =>
  rounds.map((round) => round[of]).toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? 0;

const measure = async (): Promise<void> => {
  const seconds = Number(process.argv[2] ?? 3);
  const database = await createTestDatabase(new URL("../migrations/", import.meta.url));
  const [bare, ours] = await Promise.all([startBare(), startOurs(database.url)]);
  try {
    const rounds = { bare: [] as Round[], ours: [] as Round[] };
    for (const served of [bare, ours]) await run(served, 1);
    for (let round = 0; round < 5; round += 1) {
      rounds.bare.push(await run(bare, seconds));
      rounds.ours.push(await run(ours, seconds));
    }
    for (const name of ["bare", "ours"] as const) {
      const perSecond = median(rounds[name], "perSecond").toFixed(0);
      const cpuEach = median(rounds[name], "cpuEach").toFixed(0);
      process.stdout.write(`${name}: ${perSecond} tokens/s, ${cpuEach} µs of processor each\n`);
    }
    const rate = median(rounds.ours, "perSecond") / median(rounds.bare, "perSecond");
    const cpu = median(rounds.bare, "cpuEach") / median(rounds.ours, "cpuEach");
    process.stdout.write(`ratio ${rate.toFixed(2)} by the clock, ${cpu.toFixed(2)} by processor\n`);
  } finally {
    agent.destroy();
    bare.child.kill();
    ours.child.kill();
    await new Promise((resolve) => ours.child.once("exit", resolve));
    await database.drop();
  }
};

await (process.argv[2] === "--bare" ? serveBare() : measure());
