/** Lets the browser keep the app itself; without it the app works, but only with a connection. */
export const keepShell = (): void => {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("/service-worker.js").catch(() => undefined);
};
