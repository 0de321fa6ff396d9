// Functions that run inside the page under test.

/** Whether an element has the focus, and whether a person sees that it has. */
export const focusOf = (element) => {
  if (document.activeElement !== element) return "elsewhere";
  const { outlineStyle, boxShadow } = getComputedStyle(element);
  return outlineStyle !== "none" || boxShadow !== "none" ? "shown" : "unseen";
};

/** Whether axe was brought into this document. */
export const hasJudge = () => "axe" in globalThis;

/** What axe, once there, finds. */
export const judge = () => axe.run(document, { resultTypes: ["violations"] });
