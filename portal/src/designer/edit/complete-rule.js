// Offers names while a rule is typed; the list beside the rules holds them all without this file.

/** @type {{ name: string, says: string, plain: string }[]} */
const names = [...document.querySelectorAll("[data-name]")].map((item) => {
  const { name = "", says = "" } = /** @type {HTMLElement} */ (item).dataset;
  return { name, says, plain: plainOf(name) };
});

/** One spelling of hamzas, final letters and marks, as rules are read. @param {string} text */
function plainOf(text) {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}ـ]/gu, "")
    .replace(/[ٱأإآ]/g, "ا")
    .replaceAll("ى", "ي")
    .replaceAll("ة", "ه")
    .toLowerCase();
}

/** The word before the cursor. @param {HTMLTextAreaElement} box */
const wordAt = (box) =>
  /[\p{L}_][\p{L}\p{M}\p{N}_.]*$/u.exec(box.value.slice(0, box.selectionStart))?.[0] ?? "";

/** Names that begin with the word first, then those that hold it or are described by it. @param {string} word */
const matching = (word) => {
  const plain = plainOf(word);
  if (plain.length < 2) return [];
  const rank = (/** @type {typeof names[number]} */ one) =>
    one.plain.startsWith(plain)
      ? 0
      : one.plain.includes(plain)
        ? 1
        : plainOf(one.says).includes(plain)
          ? 2
          : 3;
  return names
    .filter((one) => rank(one) < 3 && one.name !== word)
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, 8);
};

/** @param {HTMLTextAreaElement} box @param {number} number */
const enhance = (box, number) => {
  const list = document.createElement("ul");
  list.className = "offers";
  list.id = `offers-${number}`;
  list.setAttribute("role", "listbox");
  list.hidden = true;
  box.after(list);
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  let chosen = 0;
  /** @type {typeof names} */
  let offered = [];

  const close = () => {
    list.hidden = true;
    box.removeAttribute("aria-activedescendant");
  };
  const paint = () => {
    list.replaceChildren(
      ...offered.map((one, index) => {
        const item = document.createElement("li");
        const says = document.createElement("small");
        item.id = `${list.id}-${index}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", String(index === chosen));
        item.textContent = one.name;
        says.textContent = one.says;
        item.append(says);
        item.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          take(index);
        });
        return item;
      }),
    );
    list.hidden = offered.length === 0;
    if (list.hidden) return close();
    box.setAttribute("aria-activedescendant", `${list.id}-${chosen}`);
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
  };
  const take = (/** @type {number} */ index) => {
    const end = box.selectionStart;
    const name = offered[index]?.name ?? "";
    box.setRangeText(name, end - wordAt(box).length, end, "end");
    offered = [];
    paint();
    box.focus();
  };
  box.addEventListener("input", () => {
    offered = matching(wordAt(box));
    chosen = 0;
    paint();
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) chosen = (chosen + step + offered.length) % offered.length;
    else if (event.key === "Enter" || event.key === "Tab") take(chosen);
    else if (event.key !== "Escape") return;
    event.preventDefault();
    if (event.key === "Escape") close();
    else paint();
  });
  close();
};

document.querySelectorAll("textarea[data-rule]").forEach((box, index) => {
  if (box instanceof HTMLTextAreaElement) enhance(box, index);
});
