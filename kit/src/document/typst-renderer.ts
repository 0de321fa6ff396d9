import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Lang } from "../text.ts";
import type { Attachment, RenderJob, RenderReply } from "./typst-job.ts";

export type { Attachment } from "./typst-job.ts";

export type RenderFailure =
  | "badRequest"
  | "queueFull"
  | "template"
  | "timeout"
  | "crashed"
  | "closed";

/** What `render` rejects with: `code` says which failure, the message says it to an operator. */
export type RenderError = Error & { readonly code: RenderFailure };

export type RenderOptions = Readonly<{
  createdAt: Date;
  lang: Lang;
  attachments?: readonly Attachment[];
}>;

export type DocumentRenderer = Readonly<{
  /**
   * Renders `<template>.typ` to PDF/A-3b. The same input gives the same bytes. Documents wait in
   * one bounded queue; rejects with a `RenderError`.
   */
  render(template: string, data: unknown, options: RenderOptions): Promise<Uint8Array>;
  /** The same pages as one SVG, its letters drawn, for a preview on a page. */
  preview(template: string, data: unknown, options: RenderOptions): Promise<Uint8Array>;
  /** Finishes what was accepted, refuses what comes later, and ends the child. */
  close(): Promise<void>;
}>;

export type RendererSettings = Readonly<{
  /** Folder of `*.typ`; the default holds `certificate` and `receipt`. */
  templatesDir?: string;
  maxQueue?: number;
  timeoutMs?: number;
  /** The compiler leaks about 50 KB a document: a new child is taken after so many. */
  documentsPerChild?: number;
  /** Told of each compiling process, for the log. */
  onChildStart?: (pid: number | undefined) => void;
}>;

type Waiting = Readonly<{
  job: RenderJob;
  resolve: (document: Uint8Array) => void;
  reject: (error: RenderError) => void;
}>;

const maxDataBytes = 256 * 1024;
const maxAttachmentBytes = 10 * 1024 * 1024;
const maxAttachments = 20;

const failure = (code: RenderFailure, message: string): RenderError =>
  Object.assign(new Error(message), { code });

const refusal = (job: RenderJob): string | undefined => {
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(job.template)) {
    return `a template is named by lower-case letters, digits and hyphens, not "${job.template}"`;
  }
  if (Buffer.byteLength(job.data) > maxDataBytes) {
    return `the data of a document may take ${maxDataBytes} bytes`;
  }
  if (!Number.isSafeInteger(job.createdAtSeconds)) return "createdAt is not a date";
  const bytes = job.attachments.reduce((sum, file) => sum + file.content.byteLength, 0);
  if (job.attachments.length > maxAttachments || bytes > maxAttachmentBytes) {
    return `a document carries at most ${maxAttachments} files of ${maxAttachmentBytes} bytes`;
  }
  return undefined;
};

/** A renderer over one child process that compiles one document at a time. */
export const createDocumentRenderer = (settings: RendererSettings = {}): DocumentRenderer => {
  const templatesDir =
    settings.templatesDir ?? fileURLToPath(new URL("templates", import.meta.url));
  const { maxQueue = 500, timeoutMs = 20_000, documentsPerChild = 2_000 } = settings;
  const queue: Waiting[] = [];
  let current: Waiting | undefined;
  let timer: NodeJS.Timeout | undefined;
  let child: ChildProcess | undefined;
  let renderedByChild = 0;
  let nextId = 1;
  let closed = false;
  let whenIdle: (() => void) | undefined;

  const settle = (act: (waiting: Waiting) => void): void => {
    clearTimeout(timer);
    const settled = current;
    current = undefined;
    if (settled) act(settled);
    startNext();
  };

  const dropChild = (): void => {
    const old = child;
    child = undefined;
    if (old?.connected) old.disconnect();
  };

  const onReply = (from: ChildProcess, reply: RenderReply): void => {
    if (from !== child || reply.id !== current?.job.id) return;
    renderedByChild += 1;
    if (renderedByChild >= documentsPerChild) dropChild();
    settle(({ job, resolve, reject }) => {
      if ("document" in reply) resolve(reply.document);
      else reject(failure("template", `template ${job.template}: ${reply.error}`));
    });
  };

  const onEnd = (from: ChildProcess, how: string): void => {
    if (from !== child) return;
    child = undefined;
    settle(({ job, reject }) =>
      reject(failure("crashed", `rendering ${job.template} ended the compiler (${how})`)),
    );
  };

  const startChild = (): ChildProcess => {
    const started = fork(new URL("typst-worker.ts", import.meta.url), [templatesDir], {
      serialization: "advanced",
      execArgv: [],
      env: {},
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    renderedByChild = 0;
    settings.onChildStart?.(started.pid);
    started.on("message", (reply) => onReply(started, reply as RenderReply));
    started.on("error", (error) => onEnd(started, error.message));
    started.on("exit", (code, signal) => onEnd(started, signal ?? `exit code ${code}`));
    return started;
  };

  const startNext = (): void => {
    if (current) return;
    const next = queue.shift();
    if (!next) {
      child?.unref();
      child?.channel?.unref();
      return whenIdle?.();
    }
    child ??= startChild();
    current = next;
    child.ref();
    child.channel?.ref();
    timer = setTimeout(() => {
      child?.kill("SIGKILL");
      child = undefined;
      const after = `template ${next.job.template}: nothing after ${timeoutMs} ms`;
      settle(({ reject }) => reject(failure("timeout", after)));
    }, timeoutMs);
    // A child that ended without our having heard of it reports here, then through its exit.
    child.send(next.job, () => {});
  };

  const enqueue = (
    format: RenderJob["format"],
    ...[template, data, options]: Parameters<DocumentRenderer["render"]>
  ): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      const job: RenderJob = {
        id: nextId++,
        template,
        format,
        data: JSON.stringify(data) ?? "null",
        lang: options.lang,
        createdAtSeconds: Math.floor(options.createdAt.getTime() / 1000),
        attachments: options.attachments ?? [],
      };
      const refused = refusal(job);
      if (closed) return reject(failure("closed", "the document renderer is closed"));
      if (refused) return reject(failure("badRequest", refused));
      if (queue.length >= maxQueue) {
        return reject(failure("queueFull", `${maxQueue} documents are waiting to be rendered`));
      }
      queue.push({ job, resolve, reject });
      startNext();
    });

  const close = async (): Promise<void> => {
    closed = true;
    if (current || queue.length > 0) await new Promise<void>((done) => (whenIdle = done));
    const last = child;
    if (!last) return;
    last.ref();
    const ended = new Promise((done) => last.once("exit", done));
    dropChild();
    await ended;
  };

  return {
    render: (...input) => enqueue("pdf", ...input),
    preview: (...input) => enqueue("svg", ...input),
    close,
  };
};
