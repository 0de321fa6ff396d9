/** On a phone the system's camera reads the code; what it read is pasted. */
export const Scanner = (_props: { onCode: (text: string) => void }) => null;
