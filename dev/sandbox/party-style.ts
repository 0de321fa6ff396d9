import { readFileSync } from "node:fs";

/** The style of the pages on which people pretend to be payers, agents or banks. */
export const partyStyle = readFileSync(new URL("party.css", import.meta.url), "utf8");
