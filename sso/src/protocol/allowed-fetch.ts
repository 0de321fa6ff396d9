/**
 * Fetches keys and metadata of clients from listed hosts alone. The engine's own guard refuses
 * private addresses, where most of government's systems live; a list of hosts refuses all others.
 */
export const createAllowedFetch =
  (hosts: readonly string[]) =>
  async (input: string | URL, options?: RequestInit): Promise<Response> => {
    const url = new URL(input);
    if (!hosts.includes(url.host)) {
      throw new Error(`the host ${url.host} is not on the list of hosts that may be asked`);
    }
    const { method, headers, body, signal } = options ?? {};
    return await fetch(url, {
      redirect: "error",
      ...(method ? { method } : {}),
      ...(headers ? { headers } : {}),
      ...(body ? { body } : {}),
      ...(signal ? { signal } : {}),
    });
  };
