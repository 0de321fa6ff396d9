/** On a phone the app is installed: nothing is to be kept. */
export const keepShell = (): void => undefined;
