import { after, before } from "node:test";
import { runFeatures } from "@gov/kit/gherkin-test/run-features.ts";
import { answerSteps } from "./answer-steps.ts";
import { billSteps } from "./bill-steps.ts";
import { callSteps } from "./call-steps.ts";
import { openGovstackWorld, type GovstackWorld } from "./govstack-world.ts";
import { openStory } from "./story.ts";

let world: GovstackWorld;
before(async () => (world = await openGovstackWorld()));
after(async () => await world.close());

runFeatures({
  folder: import.meta.dirname,
  definitions: [...billSteps, ...callSteps, ...answerSteps],
  open: () => openStory(world),
});
