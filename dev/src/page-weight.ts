import type { CDPSession } from "playwright-core";

/** Bytes as they came over the wire, headers included: the HTML alone, and all of the page. */
export type PageWeight = Readonly<{
  html: number;
  all: number;
  perUrl: readonly (readonly [url: string, bytes: number])[];
}>;

/** Weighs each page that is opened from now on, as one who comes with an empty cache. */
export const weighPages = async (session: CDPSession): Promise<() => PageWeight> => {
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const requests = new Map<string, { url: string; document: boolean }>();
  let weight = { html: 0, all: 0, perUrl: [] as [string, number][] };
  session.on("Network.requestWillBeSent", ({ requestId, request, type }) => {
    const document = type === "Document";
    if (document) weight = { html: 0, all: 0, perUrl: [] };
    requests.set(requestId, { url: request.url, document });
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (!request) return;
    weight.all += encodedDataLength;
    weight.perUrl.push([request.url, encodedDataLength]);
    if (request.document) weight.html += encodedDataLength;
  });
  return () => weight;
};
