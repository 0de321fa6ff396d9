type Cookie = { value: string; path: string };

export type Page = Readonly<{
  url: string;
  status: number;
  html: string;
  headers: Headers;
  /** Where the last redirect led, when that is another origin. */
  leftTo: string | undefined;
}>;

const unescape = (text: string): string =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

const attribute = (tag: string, name: string): string | undefined => {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : unescape(value);
};

/** The text of a page without its tags. */
export const textOf = (page: Page): string =>
  unescape(
    page.html.replace(/<(style|script)[\s\S]*?<\/\1>/g, "").replace(/<[^>]*>/g, " "),
  ).replace(/\s+/g, " ");

/** The value a field of a page holds, or undefined when there is no such field. */
export const valueOf = (page: Page, name: string): string | undefined => {
  const input = (page.html.match(/<input[^>]*>/g) ?? []).find(
    (tag) => attribute(tag, "name") === name,
  );
  return input && (attribute(input, "value") ?? "");
};

type Send = (url: URL, init: RequestInit) => Promise<Response>;

/**
 * A browser without script: cookies by path, redirects, forms. It stays at one origin and tells
 * where it was sent away to.
 */
export const createFormBrowser = (origin: string, address?: string, send: Send = fetch) => {
  const jar = new Map<string, Cookie>();

  const keep = (response: Response): void => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...flags] = line.split(/;\s*/);
      const name = pair.slice(0, pair.indexOf("="));
      const value = pair.slice(pair.indexOf("=") + 1);
      const path = flags.find((flag) => /^path=/i.test(flag))?.slice(5) ?? "/";
      const gone = /expires=Thu, 01 Jan 1970|max-age=0/i.test(line);
      if (gone) jar.delete(`${name} ${path}`);
      else jar.set(`${name} ${path}`, { value, path });
    }
  };
  const cookieHeader = (path: string): string =>
    [...jar]
      .filter(
        ([, cookie]) => path === cookie.path || path.startsWith(cookie.path.replace(/\/?$/, "/")),
      )
      .map(([key, { value }]) => `${key.split(" ")[0]}=${value}`)
      .join("; ");

  const open = async (url: string, init: RequestInit = {}): Promise<Page> => {
    let target = new URL(url, origin);
    let request: RequestInit = init;
    for (let hops = 0; hops < 12; hops += 1) {
      const response = await send(target, {
        ...request,
        redirect: "manual",
        headers: {
          accept: "text/html",
          cookie: cookieHeader(target.pathname),
          ...(address ? { "x-forwarded-for": address } : {}),
        },
      });
      keep(response);
      const location = response.headers.get("location");
      const html = await response.text();
      const { status, headers } = response;
      if (location === null) return { url: target.href, status, html, headers, leftTo: undefined };
      target = new URL(location, target);
      request = {};
      if (target.origin !== origin) {
        return { url: target.href, status, html, headers, leftTo: target.href };
      }
    }
    throw new Error(`too many redirects at ${target.href}`);
  };

  /** Fills the form at `index` in and presses its first button, or the one named. */
  const submit = async (
    page: Page,
    values: Record<string, string>,
    options: { index?: number; press?: [name: string, value: string] } = {},
  ): Promise<Page> => {
    const forms = page.html.match(/<form[\s\S]*?<\/form>/g) ?? [];
    const form = forms[options.index ?? 0];
    if (!form) throw new Error(`no such form at ${page.url}: ${textOf(page)}`);
    const body = new URLSearchParams();
    for (const tag of form.match(/<input[^>]*>/g) ?? []) {
      const name = attribute(tag, "name");
      if (name !== undefined) body.set(name, attribute(tag, "value") ?? "");
    }
    for (const [name, value] of Object.entries(values)) body.set(name, value);
    const press = options.press;
    if (press) body.set(...press);
    const action = attribute(form.slice(0, form.indexOf(">") + 1), "action") ?? page.url;
    return await open(new URL(action, page.url).href, { method: "POST", body });
  };

  return { origin, open, submit, jar };
};

export type FormBrowser = ReturnType<typeof createFormBrowser>;
