import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import type { RenderJob, RenderReply } from "./typst-job.ts";

// Runs in its own process: the compiler leaks 40–55 KB a document, and a crash in its native code
// must not take a component down. It reads templates and fonts, and is given no environment.

const templatesDir = process.argv[2] ?? "";
const sharedTemplatesDir = join(import.meta.dirname, "templates");
const require = createRequire(import.meta.url);

const amiri = (file: string): Buffer =>
  readFileSync(require.resolve(`@expo-google-fonts/amiri/${file}`));

const compiler = NodeCompiler.create({
  workspace: templatesDir,
  fontArgs: [
    { fontBlobs: [amiri("400Regular/Amiri_400Regular.ttf"), amiri("700Bold/Amiri_700Bold.ttf")] },
  ],
});

// A component's own templates start with `#import "/gov/base.typ": *`.
for (const file of readdirSync(sharedTemplatesDir)) {
  const text = readFileSync(join(sharedTemplatesDir, file));
  compiler.mapShadow(join(templatesDir, "gov", basename(file)), text);
}

/** What the compiler says is wrong, in one line; it throws an Error whose `code` is the text. */
const diagnostic = (thrown: unknown): string => {
  const { code, message } = thrown as { code?: string; message?: string };
  return (message || code || String(thrown)).replace(/\s+/g, " ").slice(0, 600);
};

const render = (job: RenderJob): RenderReply => {
  const attached = job.attachments.map((file, index) => {
    const path = join(templatesDir, "attachments", String(index));
    compiler.mapShadow(path, Buffer.from(file.content));
    return path;
  });
  const described = job.attachments.map((file) => ({ ...file, content: undefined }));
  try {
    const source = {
      mainFilePath: join(templatesDir, `${job.template}.typ`),
      inputs: { data: job.data, lang: job.lang, attachments: JSON.stringify(described) },
    };
    const document =
      job.format === "svg"
        ? Buffer.from(compiler.plainSvg(source))
        : compiler.pdf(source, {
            pdfStandard: "a-3b",
            creationTimestamp: job.createdAtSeconds,
          });
    return { id: job.id, document };
  } catch (thrown) {
    return { id: job.id, error: diagnostic(thrown) };
  } finally {
    for (const path of attached) compiler.unmapShadow(path);
    compiler.evictCache(10);
  }
};

process.on("message", (job: RenderJob) => process.send?.(render(job)));
process.on("disconnect", () => process.exit(0));
// Ctrl-C and a service manager's stop reach every process; the parent drains its queue first and
// then disconnects.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
