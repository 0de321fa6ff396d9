import { dirname, join } from "node:path";

/** The project's root folder. */
export const ROOT = dirname(dirname(import.meta.dirname));

/** Where commands keep what they make, unless told otherwise. */
export const DATA = join(ROOT, ".data");

/** Where Node keeps what it compiled, so that a process starts in two thirds of the time. */
export const COMPILE_CACHE = join(DATA, "compile-cache");
