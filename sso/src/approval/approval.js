// Opens the page again to see whether the app has answered; without script the page does it itself.
const every = Number(
  document.querySelector("[data-look-every-s]")?.getAttribute("data-look-every-s"),
);
if (every > 0) setTimeout(() => location.replace(location.href), every * 1_000);
