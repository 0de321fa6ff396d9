// Files sent piece by piece, going on after a lost connection. Without this file the same form
// sends them whole.

const pieceBytes = 128 * 1024;
const slowestRetryMs = 30_000;

/** @param {number} ms */
const pause = (ms) =>
  new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve(undefined);
    }
    addEventListener("online", done);
  });

/** What the server says is final; a lost connection is not. */
class Refused extends Error {}

/**
 * Sends a request, again and again while the connection is lost or the server is away.
 * @param {() => Promise<Response>} request @param {() => void} lost
 */
const persist = async (request, lost) => {
  for (let waitMs = 1000; ; waitMs = Math.min(waitMs * 2, slowestRetryMs)) {
    const response = await request().catch(() => undefined);
    if (response && response.status < 500) return response;
    lost();
    await pause(waitMs);
  }
};

/** The same file chosen again, also after the page was opened anew. @param {HTMLElement} box @param {File} file */
const keyOf = (box, file) =>
  ["upload", box.dataset["upload"], file.name, file.size, file.lastModified].join(" ");

/** @param {Response} response */
const refusal = async (response) => {
  const json = await response.json().catch(() => ({}));
  return new Refused(json.title ?? "");
};

/**
 * Where the file is sent and how far it has come: begun before, or begun now.
 * @param {HTMLElement} box @param {File} file @param {Record<string, string>} headers @param {() => void} lost
 */
const begin = async (box, file, headers, lost) => {
  const key = keyOf(box, file);
  const known = sessionStorage.getItem(key);
  if (known) {
    const response = await persist(() => fetch(known, { method: "HEAD" }), lost);
    if (response.ok) return { url: known, offset: Number(response.headers.get("upload-offset")) };
  }
  const named = { ...headers, "upload-name": encodeURIComponent(file.name) };
  const length = { "upload-length": String(file.size) };
  const create = () =>
    fetch(box.dataset["upload"] ?? "", { method: "POST", headers: { ...named, ...length } });
  const response = await persist(create, lost);
  if (!response.ok) throw await refusal(response);
  const url = response.headers.get("location") ?? "";
  sessionStorage.setItem(key, url);
  return { url, offset: 0 };
};

/**
 * @param {HTMLElement} box @param {File} file @param {string} token
 * @param {(state: string, done?: number) => void} say
 */
const send = async (box, file, token, say) => {
  const headers = { "x-csrf-token": token };
  const lost = () => say(box.dataset["waiting"] ?? "");
  let { url, offset } = await begin(box, file, headers, lost);
  while (offset < file.size) {
    say(box.dataset[offset + pieceBytes < file.size ? "sending" : "checking"] ?? "", offset);
    const body = file.slice(offset, offset + pieceBytes);
    const type = "application/offset+octet-stream";
    const response = await fetch(url, {
      method: "PATCH",
      headers: { ...headers, "content-type": type, "upload-offset": String(offset) },
      body,
    }).catch(() => undefined);
    if (response?.status === 422) {
      sessionStorage.removeItem(keyOf(box, file));
      throw await refusal(response);
    }
    if (response?.ok) {
      offset = Number(response.headers.get("upload-offset"));
      continue;
    }
    // Lost, or not where the server stands: ask where it goes on.
    lost();
    await pause(1000);
    const asked = await persist(() => fetch(url, { method: "HEAD" }), lost);
    if (!asked.ok) break;
    offset = Number(asked.headers.get("upload-offset"));
  }
  sessionStorage.removeItem(keyOf(box, file));
};

/** The files as the server shows them now. @param {HTMLElement} box */
const refresh = async (box) => {
  const page = await (await fetch(location.pathname + location.search)).text();
  const fresh = new DOMParser().parseFromString(page, "text/html").getElementById(box.id);
  if (!fresh) return;
  box.replaceWith(fresh);
  enhance(fresh);
};

/** @param {HTMLElement} box */
const enhance = (box) => {
  /** @type {HTMLInputElement | null} */
  const input = box.querySelector("input[type=file]");
  const form = box.closest("form");
  if (!input || !form) return;
  const token = form.querySelector("input[name=_csrf]");
  box.querySelector("button[value^=attach]")?.remove();
  const status = document.createElement("p");
  const bar = document.createElement("progress");
  status.setAttribute("role", "status");
  bar.hidden = true;
  let busy = false;

  /** @param {string} text @param {number} [done] */
  const say = (text, done) => {
    status.textContent = text;
    bar.hidden = !busy;
    if (done !== undefined) bar.value = done;
  };

  const sendAll = async () => {
    const files = [...(input.files ?? [])];
    busy = true;
    input.hidden = true;
    input.after(bar, status);
    /** @type {string[]} */
    const refused = [];
    for (const file of files) {
      bar.max = file.size;
      bar.setAttribute("aria-label", file.name);
      await send(box, file, /** @type {HTMLInputElement} */ (token).value, say).catch((error) =>
        refused.push(error.message || box.dataset["failed"]),
      );
    }
    busy = false;
    await refresh(box);
    const fresh = document.getElementById(box.id);
    const note = document.createElement("p");
    note.setAttribute("role", "status");
    note.className = refused.length > 0 ? "error" : "hint";
    note.textContent = refused.join(" ") || box.dataset["kept"] || "";
    fresh?.append(note);
  };
  input.addEventListener("change", () => void sendAll());

  form.addEventListener("submit", (event) => {
    if (busy && box.isConnected) {
      event.preventDefault();
      event.stopPropagation();
      say(box.dataset["busy"] ?? "");
    }
  });
};

document
  .querySelectorAll("[data-upload]")
  .forEach((box) => enhance(/** @type {HTMLElement} */ (box)));
