/**
 * Calls `onGone` once when the process that started this one is gone, however it died. Works
 * for processes started with an IPC channel; others are left alone.
 */
export function whenParentGone(onGone: () => void): void {
  if (process.channel === undefined || process.channel === null) return;
  process.once("disconnect", onGone);
  // Listening must not keep this process alive.
  process.channel.unref();
}
