import type { Segment } from "./reassembly.ts";

/** A delivery receipt (SMPP 3.4, appendix B; TLVs receipted_message_id and message_state). */
export function receiptFields(
  segment: Segment,
  what: { messageId: string; state: "delivered" | "undeliverable"; at: Date },
): Record<string, unknown> {
  const delivered = what.state === "delivered";
  const stamp = what.at.toISOString().replace(/\D/g, "").slice(2, 12);
  const words = [
    `id:${what.messageId} sub:001 dlvrd:${delivered ? "001" : "000"}`,
    `submit date:${stamp} done date:${stamp}`,
    `stat:${delivered ? "DELIVRD" : "UNDELIV"} err:${delivered ? "000" : "001"} text:`,
  ];
  return {
    source_addr_ton: 1,
    source_addr_npi: 1,
    source_addr: segment.to.slice(1),
    destination_addr: segment.from,
    esm_class: 0x04,
    data_coding: 0,
    short_message: Buffer.from(words.join(" "), "ascii"),
    receipted_message_id: what.messageId,
    message_state: delivered ? 2 : 5,
  };
}
