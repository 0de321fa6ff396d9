import { sign, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { parseXml } from "@rgrove/parse-xml";
import { plainElement } from "@gov/kit/xml-plain.ts";

/** The hub's side of the wire, written apart from the biller's on purpose: each checks the other. */
export type Content = string | undefined | Element[];
export type Element = [name: string, content: Content];

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** XML without a space between elements; what is empty is left out. */
export function toXml([name, content]: Element): string {
  if (content === undefined || content.length === 0) return "";
  const inner =
    typeof content === "string"
      ? content.replace(/[&<>]/g, (one) => escapes[one] ?? one)
      : content.map(toXml).join("");
  return inner === "" ? "" : `<${name}>${inner}</${name}>`;
}

export type HubKeys = {
  billerCode: string;
  hubCode: string;
  hubKey: KeyObject;
  billerKey: KeyObject;
};

export type HubMessage = {
  guid: string;
  kind: "ReqTyp" | "ResTyp";
  type: string;
  result?: { code: number; description: string };
  body: Element[];
};

const bytesOf = (body: string) => Buffer.from(body, "utf16le");

/** The time without a zone, on the country's clock, as the hub writes it. */
export function stamp(at: Date): string {
  const zone = { timeZone: "Asia/Hebron", hourCycle: "h23" } as const;
  const date = new Intl.DateTimeFormat("sv-SE", { ...zone, dateStyle: "short" }).format(at);
  const time = new Intl.DateTimeFormat("sv-SE", { ...zone, timeStyle: "medium" }).format(at);
  return `${date}T${time}`;
}

/** A message of the hub; `spoil` signs something else than is sent. */
export function writeHubMessage(keys: HubKeys, message: HubMessage, spoil = false): string {
  const { result } = message;
  const body = toXml(["MsgBody", message.body]) || "<MsgBody></MsgBody>";
  const header = toXml([
    "MsgHeader",
    [
      ["TmStp", stamp(new Date())],
      ["GUID", message.guid],
      [
        "TrsInf",
        [
          ["SdrCode", keys.hubCode],
          ["RcvCode", keys.billerCode],
          [message.kind, message.type],
        ],
      ],
      [
        "Result",
        result && [
          ["ErrorCode", String(result.code)],
          ["ErrorDesc", result.description],
          ["Severity", result.code === 0 ? "Info" : "Error"],
        ],
      ],
    ],
  ]);
  const signature = sign("sha256", bytesOf(spoil ? `${body} ` : body), keys.hubKey);
  const footer = `<MsgFooter><Security><Signature>${signature.toString("base64")}</Signature></Security></MsgFooter>`;
  return `<MFEP>${header}${body}${footer}</MFEP>`;
}

const lists = new Set(["TrxInf", "SubPmt", "RefundInf"]);

// oxlint-disable-next-line typescript/no-explicit-any -- each reader checks what it takes
export type Tree = any;
export type BillerMessage = { signed: boolean; code: number; header: Tree; body: Tree };

/** A message of the biller: its result code, its body, and whether the biller signed it. */
export function readBillerMessage(keys: HubKeys, xml: string): BillerMessage | undefined {
  try {
    const { root } = parseXml(xml);
    const MFEP: Tree =
      root?.name === "MFEP"
        ? plainElement(root, { lists, ignoresAttributes: true, trims: true })
        : {};
    const raw = /<MsgBody>.*<\/MsgBody>|<MsgBody\s*\/>/s.exec(xml)?.[0] ?? "";
    const signature = Buffer.from(String(MFEP.MsgFooter.Security.Signature), "base64");
    return {
      signed: verify("sha256", bytesOf(raw), keys.billerKey, signature),
      code: Number(MFEP.MsgHeader.Result?.ErrorCode ?? 0),
      header: MFEP.MsgHeader,
      body: MFEP.MsgBody,
    };
  } catch {
    return undefined;
  }
}
