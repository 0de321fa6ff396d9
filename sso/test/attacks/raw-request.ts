import { request } from "node:http";

/** Posts a form under a Host header of one's choice, which `fetch` does not send; gives the status. */
export const sendTo = (
  url: string,
  host: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const type = "application/x-www-form-urlencoded";
    const call = request(
      url,
      { method: "POST", headers: { host, "content-type": type, ...headers } },
      (response) => {
        response.resume();
        response.once("end", () => resolve(response.statusCode));
      },
    );
    call.once("error", reject);
    call.end(body);
  });

/** Where a GET under a Host header of one's choice is redirected to. */
export const redirectUnder = (url: string, host: string): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const call = request(url, { headers: { host, "x-forwarded-host": host } }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.headers.location));
    });
    call.once("error", reject);
    call.end();
  });
