import { sqlState } from "@gov/kit/db.ts";

/**
 * How requests are carried out together that are what nearly all are: an agent who may, a bill
 * that is free, a word that is expected, all for the first time. What is anything else, or meets
 * one of the database's own rules, is not written and goes step by step, where each refusal has
 * its place.
 */
export const cashBatches = { maxInFlight: 3, besideFrom: 32, maxItems: 256 } as const;

const isRule = (error: unknown): boolean => sqlState(error)?.startsWith("23") === true;

/** What the work gives; undefined where a rule of the database undid it. */
export const unlessRefused = async <T>(work: Promise<T | undefined>): Promise<T | undefined> => {
  try {
    return await work;
  } catch (error) {
    if (isRule(error)) return undefined;
    throw error;
  }
};
