/** The connection broke before the body had arrived. */
export class BodyLost extends Error {}

/**
 * A request's body, piece by piece. Whoever stops early leaves the rest where it is: the answer
 * still goes out, and the server ends the connection after it. Throws `BodyLost`.
 */
export const bodyPieces = async function* (request: Request): AsyncGenerator<Uint8Array> {
  if (request.body === null) return;
  const reader = request.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  try {
    for (;;) {
      const read = await reader.read().catch((cause: unknown) => {
        throw new BodyLost("the connection was lost", { cause });
      });
      if (read.done) return;
      yield read.value;
    }
  } finally {
    reader.releaseLock();
  }
};
