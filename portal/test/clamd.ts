import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ClamdAddress } from "#src/upload/clamd.ts";

/** The file by which scanners are tried: harmless, and found by all of them. Written in two parts
 * so that this source is none. */
export const eicar = Buffer.from(
  ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"].join(""),
);

export type Clamd = { address: ClamdAddress; real: boolean; close: () => Promise<void> };

const installed = (): string | undefined => {
  try {
    return execFileSync("sh", ["-c", "command -v clamd || ls /usr/sbin/clamd"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return undefined;
  }
};

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ path });
    socket.once("connect", () => socket.write("zPING\0"));
    socket.once("data", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("close", () => resolve(false));
  });

/** The real scanner, with a database of one line that knows the file it is tried by. */
const startReal = async (program: string): Promise<Clamd> => {
  const folder = mkdtempSync(join(tmpdir(), "clamd-"));
  chmodSync(folder, 0o755);
  const socket = join(folder, "clamd.sock");
  writeFileSync(join(folder, "eicar.ndb"), `Eicar-Test:0:*:${eicar.toString("hex")}\n`);
  const settings = [
    `LocalSocket ${socket}`,
    `DatabaseDirectory ${folder}`,
    "Foreground yes",
    "LogTime no",
    "MaxThreads 2",
    "MaxFileSize 21M",
    "MaxScanSize 21M",
    "OfficialDatabaseOnly no",
    ...(process.getuid?.() === 0 ? ["User root"] : []),
  ];
  writeFileSync(join(folder, "clamd.conf"), `${settings.join("\n")}\n`);
  const child = spawn(program, ["--config-file", join(folder, "clamd.conf")], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const deadline = Date.now() + 20_000;
  while (!existsSync(socket) || !(await answers(socket))) {
    if (Date.now() > deadline || child.exitCode !== null) throw new Error("clamd did not start");
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return {
    address: { path: socket },
    real: true,
    close: async () => {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** Reads INSTREAM to its end: pieces after their lengths, then a length of zero. */
const serve = (socket: Socket): void => {
  const command = Buffer.from("zINSTREAM\0");
  let held = Buffer.alloc(0);
  socket.on("error", () => undefined);
  socket.on("data", (piece: Buffer) => {
    held = Buffer.concat([held, piece]);
    const content: Buffer[] = [];
    for (let at = command.length; at + 4 <= held.length;) {
      const length = held.readUInt32BE(at);
      if (length === 0) {
        const found = Buffer.concat(content).includes(eicar);
        socket.end(found ? "stream: Eicar-Test FOUND\0" : "stream: OK\0");
        return;
      }
      content.push(held.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    }
  });
};

/** A program that speaks the scanner's protocol, where the scanner is not installed. */
const startStandIn = async (): Promise<Clamd> => {
  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    address: { host: "127.0.0.1", port },
    real: false,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

/** A virus scanner on a real socket: clamd itself where it is installed. */
export const startClamd = async (): Promise<Clamd> => {
  const program = installed();
  return program ? await startReal(program) : await startStandIn();
};
