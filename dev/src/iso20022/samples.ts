import { messageSamples } from "../../../pay/src/rails/instant/iso/message-samples.ts";
import { orderSamples } from "../../../pay/src/settlement/iso/order-samples.ts";
import { instantSamples } from "../../sandbox/instant/iso-samples.ts";
import { treasuryBankSamples } from "../../sandbox/treasury-bank/iso-samples.ts";

/** Every ISO 20022 message that the system and its sandboxes send; a new one joins here. */
export const iso20022Samples = (): Readonly<Record<string, string>> => ({
  ...messageSamples(),
  ...orderSamples(),
  ...instantSamples(),
  ...treasuryBankSamples(),
});
