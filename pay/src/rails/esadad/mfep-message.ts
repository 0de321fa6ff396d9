import type { KeyObject } from "node:crypto";
import { z } from "zod";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { EsadadConstants, ResultName } from "./esadad-constants.ts";
import { signBody, verifyBody } from "./mfep-signature.ts";
import { toLocalStamp } from "./mfep-values.ts";
import { readElement, writeXml, type XmlElement } from "./mfep-xml.ts";
import { sliceDocument } from "./xml-scan.ts";

/** What both sides know of each other. */
export type MfepParties = Readonly<{
  constants: EsadadConstants;
  /** Our code at the hub, and the hub's. */
  billerCode: string;
  hubCode: string;
  ownKey: KeyObject;
  hubKey: KeyObject;
}>;

export type MfepMessage = Readonly<{
  guid: string | undefined;
  /** `ReqTyp` or `ResTyp`. */
  type: string;
  sender: string | undefined;
  receiver: string | undefined;
  resultCode: number | undefined;
  /** MsgBody as it stands in the message: what is signed, and what is read. */
  rawBody: string;
  body: unknown;
  signature: string;
}>;

export const maxMessageBytes = 256 * 1024;
const wordSchema = z.string().trim().max(64);

const headerSchema = z.object({
  GUID: wordSchema.optional(),
  TrsInf: z.object({
    SdrCode: wordSchema.optional(),
    RcvCode: wordSchema.optional(),
    ReqTyp: wordSchema.optional(),
    ResTyp: wordSchema.optional(),
  }),
  Result: z.object({ ErrorCode: z.string().regex(/^\d{1,5}$/) }).optional(),
});
const footerSchema = z.object({ Security: z.object({ Signature: z.string().max(2_000) }) });

/** The text of a message: UTF-8, whatever else it says of itself is refused. */
const decode = (bytes: Uint8Array): string | undefined => {
  if (bytes.length === 0 || bytes.length > maxMessageBytes) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const encoding = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1];
    return encoding === undefined || /^utf-?8$/i.test(encoding) ? text : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Reads a message without believing it: check `isSigned` before its body. Header, body and footer
 * are read from their own slices, so that nothing else can pass for the body that was signed.
 */
export const readMessage = (bytes: Uint8Array): Result<MfepMessage, "unreadable"> => {
  const text = decode(bytes);
  const slices = text === undefined ? undefined : sliceDocument(text, "MFEP");
  if (!slices?.ok) return err("unreadable");
  const only = (name: string) => {
    const found = slices.value.filter((slice) => slice.name === name);
    return found.length === 1 ? found[0]?.outer : undefined;
  };
  const [head, rawBody, foot] = [only("MsgHeader"), only("MsgBody"), only("MsgFooter")];
  if (head === undefined || rawBody === undefined) return err("unreadable");
  const header = readElement("MsgHeader", head);
  const body = readElement("MsgBody", rawBody);
  const footer = readElement("MsgFooter", foot ?? "<MsgFooter/>");
  if (!header.ok || !body.ok || !footer.ok) return err("unreadable");
  const parsed = headerSchema.safeParse(header.value);
  if (!parsed.success) return err("unreadable");
  const { GUID, TrsInf, Result } = parsed.data;
  const signed = footerSchema.safeParse(footer.value);
  return ok({
    guid: GUID === "" ? undefined : GUID,
    type: TrsInf.ReqTyp ?? TrsInf.ResTyp ?? "",
    sender: TrsInf.SdrCode,
    receiver: TrsInf.RcvCode,
    resultCode: Result ? Number(Result.ErrorCode) : undefined,
    rawBody,
    body: body.value,
    signature: signed.success ? signed.data.Security.Signature : "",
  });
};

/** Whether the hub signed the body of this message. */
export const isSigned = (parties: MfepParties, message: MfepMessage): boolean =>
  verifyBody(
    message.rawBody,
    message.signature,
    parties.hubKey,
    parties.constants.signatureEncoding,
  );

/** `Result` of the message or of one thing in it. */
export const resultElement = (constants: EsadadConstants, name: ResultName): XmlElement => {
  const { code, description } = constants.results[name];
  const good = name === "ok" || name === "reversed";
  return [
    "Result",
    [
      ["ErrorCode", String(code)],
      ["ErrorDesc", description],
      ["Severity", good ? constants.severities.info : constants.severities.error],
    ],
  ];
};

type Written = Readonly<{
  guid: string;
  kind: "ReqTyp" | "ResTyp";
  type: string;
  result?: ResultName;
  body: readonly XmlElement[];
}>;

/** A message of ours to the hub, signed. An empty body is written as such and signed as such. */
export const writeMessage = (parties: MfepParties, message: Written): string => {
  const { constants } = parties;
  const rawBody = writeXml(["MsgBody", message.body]) || "<MsgBody></MsgBody>";
  const header = writeXml([
    "MsgHeader",
    [
      ["TmStp", toLocalStamp(new Date())],
      ["GUID", message.guid],
      [
        "TrsInf",
        [
          ["SdrCode", parties.billerCode],
          ["RcvCode", parties.hubCode],
          [message.kind, message.type],
        ],
      ],
      ...(message.result ? [resultElement(constants, message.result)] : []),
    ],
  ]);
  const signature = signBody(rawBody, parties.ownKey, constants.signatureEncoding);
  const footer = writeXml(["MsgFooter", [["Security", [["Signature", signature]]]]]);
  return `<MFEP>${header}${rawBody}${footer}</MFEP>`;
};
