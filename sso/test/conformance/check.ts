import { test } from "node:test";

/** The names of the tests that ran to their end. */
export const passed = new Set<string>();

/** A test that the table of modules names. */
export const check = (name: string, act: () => Promise<void>): void => {
  test(name, async () => {
    await act();
    passed.add(name);
  });
};
