// Comfort where scripts run; every page works without this file.

/** @param {string} selector @param {(element: any) => void} act */
const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

// A form is sent once, however often its button is pressed.
const sent = new WeakSet();
document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.method !== "post") return;
  if (sent.has(form)) return event.preventDefault();
  sent.add(form);
  form.setAttribute("aria-busy", "true");
});

// A page that comes back from the browser's memory can be sent again.
addEventListener("pageshow", () =>
  each("form[aria-busy]", (form) => {
    sent.delete(form);
    form.removeAttribute("aria-busy");
  }),
);

// Errors are read first, and a link in them leads into the field itself.
each("[data-focus]", (summary) => summary.focus());
each(".errors a", (link) =>
  link.addEventListener("click", (/** @type {Event} */ event) => {
    const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    field.closest(".field")?.scrollIntoView();
    field.focus({ preventScroll: true });
  }),
);

// A button that shows the password.
each("[data-password]", (box) => {
  const input = box.querySelector("input");
  const toggle = document.createElement("button");
  const { show, hide, showLabel, hideLabel } = box.dataset;
  const paint = () => {
    const hidden = input.type === "password";
    toggle.textContent = hidden ? show : hide;
    toggle.setAttribute("aria-label", hidden ? showLabel : hideLabel);
  };
  toggle.type = "button";
  toggle.className = "affix";
  toggle.addEventListener("click", () => {
    input.type = input.type === "password" ? "text" : "password";
    paint();
  });
  paint();
  box.append(toggle);
  input.form?.addEventListener("submit", () => (input.type = "password"));
});

// Keys of a desk: by place on the keyboard, so they are the same in an Arabic layout.
each("[data-shortcuts]", (panel) => {
  const on = panel.querySelector("input");
  panel.hidden = false;
  on.checked = localStorage.getItem("shortcuts") !== "off";
  on.addEventListener("change", () => localStorage.setItem("shortcuts", on.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    const typing = /** @type {Element} */ (event.target).closest("input,textarea,select");
    if (!on.checked || typing || event.ctrlKey || event.altKey || event.metaKey) return;
    const key = event.code.replace(/^(Key|Digit)/, "").toLowerCase();
    const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!(target instanceof HTMLElement)) return;
    event.preventDefault();
    if (target instanceof HTMLInputElement) target.focus();
    else target.click();
  });
});
