import assert from "node:assert/strict";

export type Page = Readonly<{ status: number; url: URL; html: string; headers: Headers }>;

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&quot;": '"',
  "&#39;": "'",
  "&lt;": "<",
  "&gt;": ">",
};
const decode = (text: string): string =>
  text.replace(/&(?:amp|quot|#39|lt|gt);/g, (entity) => entities[entity] ?? entity);

/** What a reader sees of a page, without marks and doubled spaces. */
export const textOf = (html: string): string =>
  decode(html.replace(/<(?:script|style|head)[\s\S]*?<\/(?:script|style|head)>/g, " "))
    .replace(/<[^>]*>/g, " ")
    .replace(/[\u2066-\u2069]/g, "")
    .replace(/\s+/g, " ");

/** A browser without script: cookies, redirects, forms with their hidden fields. */
export const createVisitor = (base: string) => {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (url: URL): Map<string, string> => {
    const jar = jars.get(url.host) ?? new Map<string, string>();
    jars.set(url.host, jar);
    return jar;
  };

  const send = async (target: string, init: RequestInit = {}): Promise<Page> => {
    let url = new URL(target, base);
    let next: RequestInit = init;
    for (let hop = 0; hop < 10; hop += 1) {
      const cookie = [...jarOf(url)].map(([name, value]) => `${name}=${value}`).join("; ");
      const headers = new Headers(next.headers);
      headers.set("accept", "text/html");
      if (cookie) headers.set("cookie", cookie);
      const response = await fetch(url, { ...next, headers, redirect: "manual" });
      for (const line of response.headers.getSetCookie()) {
        const [pair = "", ...attributes] = line.split(";");
        const [name = "", ...value] = pair.split("=");
        const ended = attributes.some((attribute) => /max-age=0\b/i.test(attribute));
        if (ended) jarOf(url).delete(name);
        else jarOf(url).set(name, value.join("="));
      }
      const location = response.headers.get("location");
      if (response.status >= 300 && response.status < 400 && location) {
        url = new URL(location, url);
        next = {};
        await response.body?.cancel();
        continue;
      }
      return {
        status: response.status,
        url,
        html: await response.text(),
        headers: response.headers,
      };
    }
    throw new Error("too many redirects");
  };

  const open = (path: string): Promise<Page> => send(path);

  /** Sends the form of a page whose action holds `action`, with its hidden fields. */
  const submit = async (
    page: Page,
    action: string,
    values: Readonly<Record<string, string>> = {},
  ): Promise<Page> => {
    const forms = [...page.html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)];
    const found = forms.find(([, attributes = ""]) => attributes.includes(action));
    assert.ok(found, `no form to ${action} on ${page.url.href}`);
    const [, attributes = "", body = ""] = found;
    const target = decode(/action="([^"]*)"/.exec(attributes)?.[1] ?? "");
    const hidden = [...body.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
      /name="([^"]*)"/.exec(input)?.[1] ?? "",
      decode(/value="([^"]*)"/.exec(input)?.[1] ?? ""),
    ]);
    const form = new URLSearchParams({ ...Object.fromEntries(hidden), ...values });
    return await send(new URL(target, page.url).href, { method: "POST", body: form });
  };

  return { open, submit, send, cookies: (host: string) => jars.get(host) };
};

export type Visitor = ReturnType<typeof createVisitor>;
