import { request as send } from "node:http";

/**
 * Asks for a page as a browser does when a person follows a link. Node's `fetch` says of itself
 * that it is a script (`Sec-Fetch-Mode: cors`), and some servers do not send scripts to sign in.
 */
export const navigate = async (url: URL, init: RequestInit): Promise<Response> =>
  await new Promise((resolve, reject) => {
    const body = init.body instanceof URLSearchParams ? init.body.toString() : undefined;
    const form = body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" };
    const navigation = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    const headers = { ...navigation, ...form, ...Object.fromEntries(new Headers(init.headers)) };
    const asking = send(url, { method: init.method ?? "GET", headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("error", reject);
      answer.on("end", () => {
        const told = new Headers();
        for (let at = 0; at < answer.rawHeaders.length; at += 2) {
          told.append(answer.rawHeaders[at] ?? "", answer.rawHeaders[at + 1] ?? "");
        }
        const text = parts.length > 0 ? Buffer.concat(parts) : null;
        resolve(new Response(text, { status: answer.statusCode ?? 500, headers: told }));
      });
    });
    asking.on("error", reject);
    asking.end(body);
  });
