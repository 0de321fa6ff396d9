import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openNation, type OpenNation } from "./nation.ts";
import { openTheatre, visits, type Theatre } from "./visitor.ts";
import { walkMainJob, type Job } from "./walk-main-job.ts";

let nation: OpenNation;
let theatre: Theatre;

before(async () => {
  nation = await openNation();
  theatre = await openTheatre();
});

after(async () => {
  await theatre?.close();
  await nation?.close();
});

/** Whose job each visit walks: people whose vehicle may be renewed. */
const jobs: Readonly<Record<string, Job>> = {
  "ar-390-no-js": { person: 0, plate: "7-4821-H", officer: "dina.masri" },
  "en-1280-js": { person: 0, plate: "7-4821-H", officer: "basel.qawasmi" },
};

for (const visit of visits) {
  test(`the main job, from sign-in to a verified document: ${visit.name}`, async () => {
    const job = jobs[visit.name];
    assert.ok(job);
    await walkMainJob({ nation, theatre, visit }, job);
  });
}
