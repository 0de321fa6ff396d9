import { err, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import type { Kysely } from "kysely";
import type { PortalDb } from "#src/db-types.ts";
import { BodyLost, bodyPieces } from "./body-pieces.ts";
import { collectFile } from "./collect-file.ts";
import { cleanName } from "./file-name.ts";
import type { FileKeeper } from "./keep-file.ts";
import { MultipartError, readMultipart } from "./read-multipart.ts";
import { beginUpload, dropUpload } from "./upload-queries.ts";
import { refusalText } from "./upload-texts.ts";
import { maxFileBytes, maxFiles, type FileField, type FileRefusal, type Upload } from "./upload.ts";

/** Whose files are taken and where they belong. */
export type FormTarget = Readonly<{ applicationId: string; fields: readonly FileField[] }>;

export type TakenForm = Readonly<{
  /** What was typed, up to where reading stopped. */
  texts: URLSearchParams;
  /** By field, why a file was not kept. */
  errors: Readonly<Record<string, Text>>;
  /** The body was not read to its end: what is missing of it was not left empty by anybody. */
  cutShort: boolean;
}>;

const maxTextBytes = 512 * 1024;
/** What is read on and thrown away, so that the person gets an answer instead of a dead line. */
const maxWasteBytes = 32 * 1024 * 1024;

/** The longest body that a form of these fields can have. */
export const maxFormBytes = (fields: readonly FileField[]): number =>
  fields.reduce((sum, field) => sum + maxFileBytes(field) * maxFiles(field), maxTextBytes);

type Sink = Readonly<{
  /** Gives false where reading on makes no sense. */
  add: (bytes: Buffer) => Promise<boolean>;
  end: () => Promise<void>;
  /** The body ended before the part did. */
  drop: () => Promise<void>;
}>;

type Taking = {
  texts: URLSearchParams;
  errors: Record<string, Text>;
  textBytes: number;
  wasteBytes: number;
};

const nothingToDo = (): Promise<void> => Promise.resolve();

const textSink = (taking: Taking, name: string): Sink => {
  const pieces: Buffer[] = [];
  return {
    add: (bytes) => {
      pieces.push(Buffer.from(bytes));
      taking.textBytes += bytes.length;
      return Promise.resolve(taking.textBytes <= maxTextBytes);
    },
    end: () => {
      taking.texts.append(name, Buffer.concat(pieces).toString("utf8"));
      return Promise.resolve();
    },
    drop: nothingToDo,
  };
};

const wasteSink = (taking: Taking): Sink => ({
  add: (bytes) => {
    taking.wasteBytes += bytes.length;
    return Promise.resolve(taking.wasteBytes <= maxWasteBytes);
  },
  end: nothingToDo,
  drop: nothingToDo,
});

type FileInput = Readonly<{
  db: Kysely<PortalDb>;
  files: FileKeeper;
  taking: Taking;
  field: FileField;
  upload: Upload;
}>;

/** Writes a file down as it arrives, keeps it when it is whole, or says why not. */
const fileSink = ({ db, files, taking, field, upload }: FileInput): Sink => {
  const collected = collectFile(db, upload, maxFileBytes(field));
  const waste = wasteSink(taking);
  let refused: FileRefusal | undefined;
  const refuse = async (why: FileRefusal): Promise<void> => {
    refused = why;
    taking.errors[field.code] ??= refusalText(why, field, upload.name);
    await dropUpload(db, upload.id);
  };
  return {
    add: async (bytes) => {
      if (refused) return await waste.add(bytes);
      const added = await collected.add(Buffer.from(bytes));
      if (!added.ok) await refuse(added.error);
      return true;
    },
    end: async () => {
      if (refused) return;
      const stored = await collected.flush();
      const kept = stored.ok ? await files.keep(upload, field) : err(stored.error);
      if (!kept.ok) await refuse(kept.error);
    },
    drop: async () => {
      if (!refused) await refuse("cutOff");
    },
  };
};

type TakeInput = Readonly<{
  db: Kysely<PortalDb>;
  files: FileKeeper;
  request: Request;
  boundary: string;
  /** Without one, nobody's files are taken; what was typed is. */
  target?: FormTarget;
  /** Whether the form is this browser's own, told by what it has said so far. */
  isOwn: (texts: URLSearchParams) => boolean;
}>;

const sinkOf = async (
  { db, files, target, isOwn, request }: TakeInput,
  taking: Taking,
  part: Readonly<{ name: string; filename?: string }>,
): Promise<Result<Sink, "stop">> => {
  if (part.filename === undefined) return { ok: true, value: textSink(taking, part.name) };
  const field = target?.fields.find(({ code }) => code === part.name);
  if (part.filename === "" || !target || !field) return { ok: true, value: wasteSink(taking) };
  if (!isOwn(taking.texts)) return err("stop");
  const name = cleanName(part.filename);
  const length = Number(request.headers.get("content-length") ?? 0);
  if (length > maxFormBytes(target.fields)) {
    taking.errors[field.code] = refusalText("tooLarge", field, name);
    return err("stop");
  }
  const begun = { applicationId: target.applicationId, field: field.code, name };
  const upload = await beginUpload(db, begun);
  return { ok: true, value: fileSink({ db, files, taking, field, upload }) };
};

/**
 * Takes a form with files as it arrives: texts are gathered, each file is written down, checked
 * and kept before the next is read. Stops where the rest can only be refused.
 */
export const takeForm = async (input: TakeInput): Promise<TakenForm> => {
  const taking: Taking = { texts: new URLSearchParams(), errors: {}, textBytes: 0, wasteBytes: 0 };
  const { texts, errors } = taking;
  let sink: Sink | undefined;
  try {
    for await (const event of readMultipart(bodyPieces(input.request), input.boundary)) {
      if (event.kind === "part") {
        const begun = await sinkOf(input, taking, event);
        if (!begun.ok) return { texts, errors, cutShort: true };
        sink = begun.value;
      } else if (event.kind === "end") {
        await sink?.end();
        sink = undefined;
      } else if (sink && !(await sink.add(event.bytes))) {
        await sink.drop();
        return { texts, errors, cutShort: true };
      }
    }
    return { texts, errors, cutShort: false };
  } catch (error) {
    await sink?.drop();
    const broken = error instanceof MultipartError || error instanceof BodyLost;
    if (!broken) throw error;
    return { texts, errors, cutShort: true };
  }
};
