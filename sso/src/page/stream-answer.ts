import type { AppContext } from "@gov/kit/http.ts";

/** Sends a file of unknown length part by part, as fast as it is taken and no faster. */
export const streamFile = (
  c: AppContext,
  file: Readonly<{ name: string; type: string }>,
  parts: AsyncGenerator<string>,
): Response => {
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await parts.return(undefined)),
  });
  return c.body(stream, 200, {
    "content-type": `${file.type}; charset=utf-8`,
    "content-disposition": `attachment; filename="${file.name}"`,
    "cache-control": "no-store",
  });
};
