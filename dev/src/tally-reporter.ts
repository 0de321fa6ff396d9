import type { TestEvent } from "node:test/reporters";

export type Tally = {
  tests: number;
  suites: number;
  passed: number;
  failed: number;
  cancelled: number;
  skipped: number;
  todo: number;
};

/** A reporter of node:test that writes the counts of the whole run as one line of JSON. */
export default async function* tally(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    // Summaries of single files come first; the one without a file is the whole run's.
    if (event.type !== "test:summary" || event.data.file !== undefined) continue;
    yield `${JSON.stringify(event.data.counts)}\n`;
  }
}
