/** Since when each register has not answered, as this process has seen it. */
export type Outages = Readonly<{
  /** Notes a failure; gives since when it lasts. `told` is what the exchange itself said. */
  note: (register: string, told?: Date) => Date;
  clear: (register: string) => void;
}>;

const maxRegisters = 1000;

export const createOutages = (now: () => Date = () => new Date()): Outages => {
  const since = new Map<string, Date>();
  const note = (register: string, told?: Date): Date => {
    const known = since.get(register);
    const earliest = [known, told, now()]
      .filter((moment) => moment !== undefined)
      .reduce((a, b) => (a < b ? a : b));
    if (since.size < maxRegisters || known) since.set(register, earliest);
    return earliest;
  };
  return { note, clear: (register) => void since.delete(register) };
};
