import type { Lang } from "@gov/kit/text.ts";
import { formatMoney, type Money } from "@gov/kit/money.ts";
import { actionForm } from "@gov/kit/ui/form.ts";
import { nothing, type Html } from "@gov/kit/ui/html.ts";
import type { GovernmentCase } from "./case.ts";
import { applicationPath } from "./application-paths.ts";

/** What the case waits for its applicant to pay now: the fee, or its first instalment. */
export const dueNow = (current: GovernmentCase): Money | undefined => {
  const { fee, feeInstalments } = current;
  if (!fee || current.paidAt || current.waitsFor !== "citizen") return undefined;
  const [first] = feeInstalments;
  return first ? { ...fee, amountMinor: BigInt(first.amountMinor) } : fee;
};

/** `ادفع 312.00 ₪`, where the case waits for its fee. */
export const payButton = (current: GovernmentCase, lang: Lang, csrfToken: string): Html => {
  const due = dueNow(current);
  if (!due) return nothing;
  return actionForm({
    action: applicationPath(current.reference, "pay"),
    csrfToken,
    lang,
    text: { ar: `ادفع ${formatMoney(due, "ar")}`, en: `Pay ${formatMoney(due, "en")}` },
  });
};
