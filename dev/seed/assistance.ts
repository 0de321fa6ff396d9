import type { Text } from "@gov/kit/text.ts";
import { nationalIdOf } from "./citizens.ts";

/** What the Ministry of Social Development says of a person's household. */
export type Assistance = { nationalId: string; assisted: boolean; programme: Text | null };

const cash: Text = { ar: "برنامج التحويلات النقدية", en: "Cash transfer programme" };

/** Households that live on assistance. */
const assisted: ReadonlySet<string> = new Set([nationalIdOf("fatima"), nationalIdOf("khaled")]);

export const assistanceOf = (nationalId: string): Assistance =>
  assisted.has(nationalId)
    ? { nationalId, assisted: true, programme: cash }
    : { nationalId, assisted: false, programme: null };
