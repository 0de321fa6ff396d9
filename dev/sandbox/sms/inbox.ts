/** A text as it arrived on a phone. */
export type Message = { to: string; from: string; text: string; at: string };

export type Inbox = {
  add(message: Message): void;
  /** Newest last; of one phone (`+97059…`) or of all. */
  list(to?: string): readonly Message[];
  clear(): void;
};

const messagesKept = 10_000;

/** Every phone of the country in one list; the oldest go when there are too many. */
export function createInbox(): Inbox {
  let messages: Message[] = [];
  return {
    add(message) {
      messages.push(message);
      if (messages.length > messagesKept * 1.1) messages = messages.slice(-messagesKept);
    },
    list: (to) =>
      messages.slice(-messagesKept).filter((message) => to === undefined || message.to === to),
    clear: () => {
      messages = [];
    },
  };
}
