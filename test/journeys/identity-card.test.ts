import { after, before, test } from "node:test";
import { openNation, type OpenNation } from "./nation.ts";
import { renewIdentityCard } from "./renew-identity-card.ts";
import { openTheatre, type Theatre, type Visit } from "./visitor.ts";

const visit: Visit = { name: "identity-card-390", lang: "ar", width: 390, javaScript: false };

/** What is looked at closely; the other pages are those of the main job, which looks at them. */
const newHere = [
  "facts",
  "photograph",
  "photograph-attached",
  "check-before-proof",
  "proof",
  "check-after-proof",
  "sent",
  "with-the-officer",
  "case",
  "scanned",
];

const lookOnlyAt = (names: readonly string[], all: Theatre): Theatre => ({
  ...all,
  open: async (how, role) => {
    const visitor = await all.open(how, role);
    const look = async (name: string): Promise<void> => {
      if (names.includes(name)) await visitor.look(name);
    };
    return { ...visitor, look };
  },
});

let nation: OpenNation;
let theatre: Theatre;

before(async () => {
  nation = await openNation();
  theatre = lookOnlyAt(newHere, await openTheatre());
});

after(async () => {
  await theatre?.close();
  await nation?.close();
});

test("an identity card is renewed, from the sign-in to a proof that anyone verifies", async () => {
  await renewIdentityCard({ nation, theatre, visit });
});
