import type { Lang } from "@gov/kit/text.ts";
import { formatMoney } from "@gov/kit/money.ts";
import { actionForm } from "@gov/kit/ui/form.ts";
import { nothing, type Html } from "@gov/kit/ui/html.ts";
import type { GovernmentCase } from "./case.ts";
import { applicationPath } from "./application-paths.ts";

/** `ادفع 312.00 ₪`, where the case waits for its fee. */
export const payButton = (current: GovernmentCase, lang: Lang, csrfToken: string): Html => {
  const { fee, reference } = current;
  if (!fee || current.paidAt || current.waitsFor !== "citizen") return nothing;
  const [first] = current.feeInstalments;
  const due = first ? { ...fee, amountMinor: BigInt(first.amountMinor) } : fee;
  return actionForm({
    action: applicationPath(reference, "pay"),
    csrfToken,
    lang,
    text: { ar: `ادفع ${formatMoney(due, "ar")}`, en: `Pay ${formatMoney(due, "en")}` },
  });
};
