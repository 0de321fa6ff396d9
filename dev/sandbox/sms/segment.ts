import type { Pdu } from "smpp";
import { z } from "zod";
import type { Segment } from "./reassembly.ts";

const payload = z.object({
  message: z.string().default(""),
  udh: z.array(z.instanceof(Uint8Array)).optional(),
});
const submitSchema = z.object({
  source_addr: z.string().max(21),
  destination_addr: z.string().regex(/^\+?[1-9]\d{6,14}$/),
  registered_delivery: z.number(),
  short_message: payload,
  message_payload: payload.optional(),
  sar_msg_ref_num: z.number().optional(),
  sar_total_segments: z.number().optional(),
  sar_segment_seqnum: z.number().optional(),
});
type Submit = z.infer<typeof submitSchema>;

/** Reads a submit_sm: GSM 7-bit or UCS-2, long texts by header or by sar_ parameters. */
export function readSubmit(pdu: Pdu): { segment: Segment; wantsReceipt: boolean } | undefined {
  const parsed = submitSchema.safeParse(pdu);
  if (!parsed.success) return undefined;
  const submit = parsed.data;
  const part = partByHeader(submit.short_message.udh ?? []) ?? partByParameters(submit);
  return {
    segment: {
      from: submit.source_addr,
      to: `+${submit.destination_addr.replace("+", "")}`,
      text: submit.short_message.message || (submit.message_payload?.message ?? ""),
      ...(part ? { part } : {}),
    },
    wantsReceipt: (submit.registered_delivery & 1) === 1,
  };
}

/** Information elements 00 (8-bit reference) and 08 (16-bit) of 3GPP TS 23.040. */
function partByHeader(elements: readonly Uint8Array[]): Segment["part"] {
  for (const [element, , ...data] of elements) {
    const [total, number] = data.slice(-2);
    if (total === undefined || number === undefined) continue;
    if (element === 0x00 && data.length === 3) return { reference: data[0] ?? 0, total, number };
    if (element === 0x08 && data.length === 4) {
      return { reference: (data[0] ?? 0) * 256 + (data[1] ?? 0), total, number };
    }
  }
  return undefined;
}

function partByParameters(submit: Submit): Segment["part"] {
  const { sar_msg_ref_num: reference, sar_total_segments: total } = submit;
  const { sar_segment_seqnum: number } = submit;
  if (reference === undefined || total === undefined || number === undefined) return undefined;
  return { reference, total, number };
}
