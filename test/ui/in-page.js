// Functions that run inside the page under test.

/** The characters of an element in the order in which they stand on the line, left to right. */
export const lettersLeftToRight = (element) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const letters = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue;
    for (let index = 0; index < text.length; index += 1) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + 1);
      const box = range.getClientRects()[0];
      if (box && box.width > 0 && text[index].trim()) letters.push({ x: box.x, it: text[index] });
    }
  }
  return letters
    .toSorted((a, b) => a.x - b.x)
    .map(({ it }) => it)
    .join("");
};

/** Whether the first and the last letter of a cut text are seen inside its box. */
export const endsInSight = (element) => {
  const box = element.getBoundingClientRect();
  const text = element.firstChild;
  const isSeen = (index) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + 1);
    const { left, right } = range.getBoundingClientRect();
    return left >= box.left - 1 && right <= box.right + 1;
  };
  return { first: isSeen(0), last: isSeen(text.length - 1) };
};

/** How many pixels the page is wider than its window. */
export const pixelsOverTheEdge = () =>
  document.documentElement.scrollWidth - document.documentElement.clientWidth;

/** Boxes in which a text stands beside an element as a column of its own: its spaces are lost. */
export const textsTornApart = () =>
  [...document.querySelectorAll("body *")]
    .filter((element) => /flex|grid/.test(getComputedStyle(element).display))
    .filter((element) => element.children.length > 0)
    .filter((element) =>
      [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue.trim()),
    )
    .map((element) => element.outerHTML);

/** Controls that are smaller than a finger. */
export const smallTargets = () =>
  [
    ...document.querySelectorAll("button, input, select, textarea, header a, a.btn, a.back"),
    ...document.querySelectorAll("[role=button], [role=link]"),
  ]
    .filter((element) => element.checkVisibility())
    .map((element) => ({ html: element.outerHTML, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.height < 44 || box.width < 44)
    .map(({ html }) => html);

/** Letters of the page for which its fonts have no picture. */
export const lettersWithoutPicture = async () => {
  await document.fonts.ready;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 40;
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  const draw = (letter) => {
    drawing.clearRect(0, 0, 40, 40);
    drawing.font = `20px ${getComputedStyle(document.body).fontFamily}`;
    drawing.fillText(letter, 10, 28);
    return drawing.getImageData(0, 0, 40, 40).data.join();
  };
  const nothing = draw("\u{10ffff}");
  const letters = new Set(document.body.innerText);
  return [...letters].filter((letter) => letter.trim() && draw(letter) === nothing);
};

/** Presses the first form's button twice before the page can answer. */
export const pressTwice = () => {
  const send = document.querySelector("form.form .btn");
  send.click();
  send.click();
};

export const focusedElement = () => ({
  id: document.activeElement.id,
  kind: document.activeElement.className,
});

/** What the app still holds of a person: files of the vault, names of secrets. */
export const countKept = async () => {
  const done = (request) => new Promise((resolve) => request.addEventListener("success", resolve));
  const opened = indexedDB.open("hukumati-vault");
  await done(opened);
  const count = opened.result.transaction("files").objectStore("files").count();
  await done(count);
  opened.result.close();
  return { files: count.result, secrets: Object.keys(sessionStorage) };
};
