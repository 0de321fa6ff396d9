/** What may be done to a service; some in more ways than one. */
export const commands = [
  "begin",
  "edit",
  "break",
  "staleEdit",
  "undo",
  "redo",
  "submit",
  "withdraw",
  "return",
  "approve",
  "publish",
  "schedule",
  "unschedule",
  "due",
  "askRollBack",
  "agreeToRollBack",
  "endRollBack",
  "discard",
] as const;
export type Command = (typeof commands)[number];

/** What the rules of the office say, written a second time and without a database. */
export type Model = {
  versions: string[];
  /** The first version is asked for anew: by whom, and against which. */
  asked?: { by: string; against: number };
  draft?: {
    state: "editing" | "inReview" | "approved";
    title: string;
    past: string[];
    future: string[];
    editedBy: string;
    submittedBy?: string;
    basedOn: number;
    due: boolean;
  };
};

const second = (model: Model, who: string): boolean =>
  model.draft?.editedBy !== who && model.draft?.submittedBy !== who;
const current = (model: Model): boolean => model.draft?.basedOn === model.versions.length;

/** Whether the command works now; where it does, the model moves on. */
export const expected = (model: Model, command: Command, who: string, title: string): boolean => {
  const { draft } = model;
  if (command === "askRollBack") {
    if (model.versions.length < 2 || model.asked) return false;
    model.asked = { by: who, against: model.versions.length };
    return true;
  }
  if (command === "agreeToRollBack") {
    const agrees = model.asked && model.asked.by !== who;
    if (!agrees || model.asked?.against !== model.versions.length) return false;
    model.versions.push(model.versions[0] ?? "");
    delete model.asked;
    return true;
  }
  if (command === "endRollBack") {
    const ends = model.asked !== undefined;
    delete model.asked;
    return ends;
  }
  if (command === "begin") {
    if (draft) return false;
    const newest = model.versions.at(-1) ?? "";
    const basedOn = model.versions.length;
    model.draft = {
      state: "editing",
      title: newest,
      past: [],
      future: [],
      editedBy: who,
      basedOn,
      due: false,
    };
    return true;
  }
  if (!draft) return false;
  const publish = (): void => {
    model.versions.push(draft.title);
    delete model.draft;
  };
  const reopen = (): void => {
    draft.state = "editing";
    draft.due = false;
    delete draft.submittedBy;
  };
  const edit = (next: string): boolean => {
    if (draft.state !== "editing") return false;
    // Saving what is there already is no step.
    if (next === draft.title) return true;
    draft.past.push(draft.title);
    draft.future = [];
    Object.assign(draft, { title: next, editedBy: who });
    return true;
  };
  switch (command) {
    case "edit":
      return edit(title);
    case "break":
      return edit("");
    case "staleEdit":
      return false;
    case "undo":
    case "redo": {
      const [from, to] =
        command === "undo" ? [draft.past, draft.future] : [draft.future, draft.past];
      if (draft.state !== "editing" || from.length === 0) return false;
      to.push(draft.title);
      Object.assign(draft, { title: from.pop(), editedBy: who });
      return true;
    }
    case "submit":
      if (draft.state !== "editing") return false;
      Object.assign(draft, {
        state: "inReview",
        submittedBy: who,
        basedOn: model.versions.length,
      });
      return true;
    case "withdraw":
    case "return":
      if (draft.state === "editing") return false;
      reopen();
      return true;
    case "approve":
      if (draft.state !== "inReview" || !second(model, who)) return false;
      if (!current(model) || draft.title === "") return false;
      draft.state = "approved";
      return true;
    case "publish":
      if (draft.state !== "approved" || !second(model, who) || !current(model)) return false;
      publish();
      return true;
    case "schedule":
      if (draft.state !== "approved" || !second(model, who)) return false;
      draft.due = true;
      return true;
    case "unschedule": {
      const was = draft.due;
      draft.due = false;
      return was;
    }
    case "due":
      if (!draft.due) return false;
      if (current(model)) publish();
      else reopen();
      return model.draft === undefined;
    case "discard":
      if (draft.state !== "editing") return false;
      delete model.draft;
      return true;
  }
};
