import type { PageButton } from "@gov/kit/ui/entry-group.ts";

/** What the pressed button of a question's page does, besides saving what was typed. */
export type FormAction =
  | Readonly<{ act: "go" | "later" }>
  | Readonly<{ act: "add" | "putBack"; group: string }>
  | Readonly<{ act: "remove"; group: string; index: number }>
  | Readonly<{ act: "attach"; field: string }>
  | Readonly<{ act: "removeFile"; field: string; id: string }>;

type PageAction = Exclude<FormAction, { act: "go" | "later" }>;

/** The button that does it. */
export const pageButton = (action: PageAction): PageButton => ({
  name: "then",
  value: Object.values(action).join(" "),
});

const code = "([a-z][A-Za-z0-9]{0,59})";
const uuid = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";

/** What the form asks for; what it does not say clearly is to go on. */
export const readAction = (then: unknown): FormAction => {
  const text = typeof then === "string" ? then.slice(0, 200) : "";
  if (text === "later") return { act: "later" };
  const [, act, group = ""] = new RegExp(`^(add|putBack) ${code}$`).exec(text) ?? [];
  if (act === "add" || act === "putBack") return { act, group };
  const removed = new RegExp(`^remove ${code} ([0-9]{1,2})$`).exec(text);
  if (removed) return { act: "remove", group: removed[1] ?? "", index: Number(removed[2]) };
  const attached = new RegExp(`^attach ${code}$`).exec(text);
  if (attached) return { act: "attach", field: attached[1] ?? "" };
  const file = new RegExp(`^removeFile ${code} ${uuid}$`).exec(text);
  if (file) return { act: "removeFile", field: file[1] ?? "", id: file[2] ?? "" };
  return { act: "go" };
};
