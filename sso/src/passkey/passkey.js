// Asks the device for a passkey and sends its answer in the page's own form.

/** @param {string} text */
const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

/** @param {ArrayBuffer | null | undefined} buffer */
const text = (buffer) =>
  buffer
    ? btoa(String.fromCharCode(...new Uint8Array(buffer)))
        .replaceAll("+", "-")
        .replaceAll("/", "_")
        .replace(/=+$/, "")
    : undefined;

/** @param {any} list */
const withBytes = (list = []) =>
  list.map((/** @type {any} */ one) => ({ ...one, id: bytes(one.id) }));

/** @param {any} options */
const getOptions = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  allowCredentials: withBytes(options.allowCredentials),
});

/** @param {any} options */
const createOptions = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  user: { ...options.user, id: bytes(options.user.id) },
  excludeCredentials: withBytes(options.excludeCredentials),
});

/** @param {any} credential */
const answerOf = ({ id, rawId, type, response }) => ({
  id,
  rawId: text(rawId),
  type,
  response: {
    clientDataJSON: text(response.clientDataJSON),
    attestationObject: text(response.attestationObject),
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    userHandle: text(response.userHandle),
    transports: response.getTransports?.(),
  },
});

/** A question that stands in the name's field is withdrawn before the button asks one. */
let waiting = new AbortController();

/** @param {any} form */
const wire = (form) => {
  const { passkey: ask, options, inField } = form.dataset;
  const button = form.querySelector("button");
  const cancelled = form.querySelector("[data-cancelled]");
  const publicKey = (ask === "create" ? createOptions : getOptions)(JSON.parse(options));

  /** @param {any} [more] */
  const askDevice = async (more) => {
    const request = { publicKey, signal: waiting.signal, ...more };
    const credential = await (ask === "create"
      ? navigator.credentials.create(request)
      : navigator.credentials.get(request));
    if (!credential) return;
    form.elements.answer.value = JSON.stringify(answerOf(credential));
    form.submit();
  };

  const hint = form.querySelector("[data-hint]");
  if (hint) hint.hidden = false;
  button.hidden = false;
  button.addEventListener("click", async () => {
    waiting.abort();
    waiting = new AbortController();
    cancelled.hidden = true;
    button.disabled = true;
    try {
      await askDevice();
    } catch {
      cancelled.hidden = false;
    }
    button.disabled = false;
  });
  if (inField === undefined) return;
  const can = /** @type {any} */ (PublicKeyCredential).isConditionalMediationAvailable;
  can
    ?.call(PublicKeyCredential)
    .then((/** @type {boolean} */ yes) => yes && askDevice({ mediation: "conditional" }))
    .catch(() => undefined);
};

if (globalThis.PublicKeyCredential) document.querySelectorAll("[data-passkey]").forEach(wire);
