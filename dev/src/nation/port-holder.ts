import { readdirSync, readFileSync, readlinkSync } from "node:fs";

export type PortHolder = { pid: number; command: string };

const LISTENING = "0A";

/** The process that listens on a TCP port, where the system lets us see it (Linux). */
export function findPortHolder(port: number): PortHolder | undefined {
  const sockets = listeningSockets(port);
  if (sockets.size === 0) return undefined;
  for (const pid of readNames("/proc").filter((name) => /^\d+$/.test(name))) {
    for (const fd of readNames(`/proc/${pid}/fd`)) {
      if (sockets.has(readLink(`/proc/${pid}/fd/${fd}`))) {
        return { pid: Number(pid), command: commandOf(pid) };
      }
    }
  }
  return undefined;
}

// Columns of /proc/net/tcp: sl, local address (hex ip:port), remote, state, …, inode in the tenth.
function listeningSockets(port: number): Set<string> {
  const wanted = port.toString(16).toUpperCase().padStart(4, "0");
  const found = new Set<string>();
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    for (const line of readText(table).split("\n").slice(1)) {
      const columns = line.trim().split(/\s+/);
      if (columns[1]?.endsWith(`:${wanted}`) && columns[3] === LISTENING) {
        found.add(`socket:[${columns[9]}]`);
      }
    }
  }
  return found;
}

const commandOf = (pid: string): string =>
  readText(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim().slice(0, 120);

// Processes come and go while we look, and some are not ours to see.
const quietly = <T>(read: () => T, otherwise: T): T => {
  try {
    return read();
  } catch {
    return otherwise;
  }
};
const readText = (file: string): string => quietly(() => readFileSync(file, "utf8"), "");
const readNames = (folder: string): string[] => quietly(() => readdirSync(folder), []);
const readLink = (file: string): string => quietly(() => readlinkSync(file), "");
