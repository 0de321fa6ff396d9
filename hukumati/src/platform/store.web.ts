/** On the web what is secret lives as long as the tab: there is no keystore to trust. */
export const readSecret = (key: string): Promise<string | null> =>
  Promise.resolve(sessionStorage.getItem(key));

export const writeSecret = (key: string, value: string | null): Promise<void> => {
  if (value === null) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, value);
  return Promise.resolve();
};
