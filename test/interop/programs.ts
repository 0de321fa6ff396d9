import { execFile } from "node:child_process";
import { connect } from "node:net";
import { writeFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

export type Output = Readonly<{ stdout: string; stderr: string }>;

/** Runs a program of the system; `line` is its words, parted by spaces. */
export const runTool = async (name: string, line: string): Promise<Output> => {
  try {
    return await run(name, line.split(" "), { maxBuffer: 64 * 1024 * 1024, timeout: 60_000 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      throw new Error(
        `${name} is not installed; on Debian: apt-get install poppler-utils openssl zbar-tools`,
        { cause: error },
      );
    }
    throw error;
  }
};

/** Runs a program with words in one or more lines, and gives all that it said. */
export const tool = async (name: string, ...lines: readonly string[]): Promise<string> => {
  const { stdout, stderr } = await runTool(name, lines.join(" "));
  return stdout + stderr;
};

/** Whether somebody listens on a port of this machine. */
export const accepts = async (port: number): Promise<boolean> =>
  await new Promise((resolve) => {
    const socket = connect(port, "localhost");
    socket.once("connect", () => resolve(socket.destroy() !== undefined));
    socket.once("error", () => resolve(false));
  });

/** Writes a PDF's CMS and the bytes that it is about, cut out by the byte range. */
export const extractSeal = async (pdf: Buffer, seal: string, content: string): Promise<void> => {
  const text = pdf.toString("latin1");
  const range = /\/ByteRange\[0 (\d+) +(\d+) +(\d+) *\]/.exec(text)?.slice(1).map(Number) ?? [];
  const [gapStart = 0, gapEnd = 0, tail = 0] = range;
  const padded = Buffer.from(text.slice(gapStart + 1, gapEnd - 1), "hex");
  await writeFile(seal, padded.subarray(0, padded.readUInt16BE(2) + 4));
  const parts = [pdf.subarray(0, gapStart), pdf.subarray(gapEnd, gapEnd + tail)];
  await writeFile(content, Buffer.concat(parts));
};

type Verification = Readonly<{ seal: string; content: string; root: string; at: Date }>;

/** What `openssl cms -verify -cades` says; rejects when it refuses. */
export const verifyCades = ({ seal, content, root, at }: Verification): Promise<string> =>
  tool(
    "openssl",
    `cms -verify -cades -binary -inform DER -in ${seal} -content ${content}`,
    `-CAfile ${root} -attime ${Math.floor(at.getTime() / 1000)} -out ${content}.out`,
  );
