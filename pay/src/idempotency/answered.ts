/** What was answered under a key: sent again, as it is, to whoever asks again. */
export type Answered = Readonly<{ status: number; body: string }>;

/** An answer as it is stored under the key and sent. */
export const jsonAnswer = (status: 200 | 201, body: unknown): Answered => ({
  status,
  body: JSON.stringify(body),
});
