export type Page = Readonly<{ status: number; text: string; location: string; headers: Headers }>;
export type Browser = Readonly<{
  /** Files go in a `FormData`. */
  go: (url: string, form?: Record<string, string> | FormData) => Promise<Page>;
  csrfOf: (page: Page) => string;
}>;

/** A browser without scripts: cookies and forms; it follows no redirect by itself. */
export const openBrowser = (base: string, lang: "ar" | "en" = "ar"): Browser => {
  const cookies = new Map([["lang", lang as string]]);
  const go: Browser["go"] = async (url, form) => {
    const response = await fetch(new URL(url, base), {
      method: form ? "POST" : "GET",
      redirect: "manual",
      headers: {
        accept: "text/html",
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      },
      ...(form ? { body: form instanceof FormData ? form : new URLSearchParams(form) } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name) cookies.set(name, value ?? "");
    }
    const { status, headers } = response;
    return {
      status,
      text: await response.text(),
      location: headers.get("location") ?? "",
      headers,
    };
  };
  const csrfOf = (page: Page): string =>
    /name="_csrf"[^>]*value="([^"]+)"/.exec(page.text)?.[1] ?? "";
  return { go, csrfOf };
};
