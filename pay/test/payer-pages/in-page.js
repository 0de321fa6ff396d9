// Functions that run inside the page under test.

/** Whether an element has the focus, and whether a person sees that it has. */
export const focusOf = (element) => {
  if (document.activeElement !== element) return "elsewhere";
  const { outlineStyle, boxShadow } = getComputedStyle(element);
  return outlineStyle !== "none" || boxShadow !== "none" ? "shown" : "unseen";
};

/** Marks the elements in whose own text this stands; gives how many. */
export const markElementsWith = (letter) => {
  const isIn = (node) => node.nodeType === 3 && node.nodeValue.includes(letter);
  const found = [...document.querySelectorAll("main *")].filter((element) =>
    [...element.childNodes].some(isIn),
  );
  for (const element of found) element.dataset.marked = "";
  return found.length;
};
