/**
 * Runs one party as a process of its own: says where it listens, stops cleanly on SIGTERM and
 * SIGINT, and goes when the process that started it has gone.
 */
export async function runParty(
  name: string,
  start: () => Promise<{ url: string; close(): Promise<void> }>,
): Promise<void> {
  if (process.env["NODE_ENV"] === "production") {
    console.error(`The ${name} sandbox does not run with NODE_ENV=production.`);
    process.exit(1);
  }
  const party = await start();
  console.log(JSON.stringify({ sandbox: name, listening: party.url }));
  const stop = () => {
    void party.close().then(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  process.once("disconnect", () => process.exit(0));
}
