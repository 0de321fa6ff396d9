import { localDate } from "@gov/country/time-zone.ts";
import { t, type Lang, type Text } from "@gov/kit/text.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import type { Field } from "@gov/services/language/field-schema.ts";
import type { Problem } from "@gov/services/language/problem.ts";
import type { State, Transition } from "@gov/services/language/workflow-schema.ts";
import { designPath } from "../designer-paths.ts";
import { checkRule } from "./check-rule.ts";
import { editTexts as texts } from "./edit-texts.ts";
import { editorHref, editorPage, remaining, type EditorFrame } from "./editor-page.ts";
import { expressionPatterns, groupAround } from "./expression-places.ts";
import { inputHtml, type FormView } from "./input-html.ts";
import type { Input, PartContext } from "./inputs.ts";
import { linksHtml, rowsHtml, type ListView } from "./list-html.ts";
import { namesAside } from "./names-html.ts";
import { contextOf, itemsOf, type Surroundings } from "./part-form.ts";
import { pathOfPart } from "./part-path.ts";
import type { Part } from "./parts/parts.ts";
import { kindNames } from "./parts/field-kinds.ts";
import { eventNames } from "./parts/workflow-words.ts";
import { inside, isWithin, patternOf, type Place } from "./place.ts";
import { titleOfPart } from "./place-names.ts";
import { namesShown } from "./rule-names.ts";
import { stateHtml } from "./state-html.ts";
import { typedIn, writtenOf, type Typed, type TypedError } from "./typed.ts";
import type { RuleView } from "./rule-html.ts";

export type PartPage = EditorFrame &
  Readonly<{
    part: Part;
    around: Surroundings;
    /** What was sent, when the page is shown again with it. */
    typed?: Typed;
    /** Why it was not saved. */
    errors?: readonly TypedError[];
    /** The rule that its author wants checked. */
    checking?: string;
    carried: Html;
    done?: Html;
    /** What this part shows besides its form: a drawing, a preview, a box to try. */
    extra?: Readonly<{ before?: Html; after?: Html; aside?: Html }>;
  }>;

/** The path of a problem as the name of a control of this page. */
const controlOf = (place: Place, path: Place): string =>
  place === "" ? path : path.slice(place.length + 1);

const allInputs = (context: PartContext, part: Part): [string, Input, unknown][] => [
  ...part.spec.inputs(context).map((input): [string, Input, unknown] => ["", input, context.item]),
  ...part.spec
    .lists(context)
    .filter(({ style }) => style === "rows")
    .flatMap((list) =>
      itemsOf(context.draft, part.place, list).flatMap(({ index, item }) =>
        (list.row?.(context) ?? []).map((input): [string, Input, unknown] => [
          inside(list.name, index),
          input,
          item,
        ]),
      ),
    ),
];

const written = (context: PartContext, part: Part): Typed =>
  Object.assign(
    {},
    ...allInputs(context, part).map(([prefix, input, item]) => writtenOf(input, prefix, item)),
  );

/** What is still missing shows as a mark, not as an error: nobody has done anything wrong. */
const isGap = ({ code }: Problem): boolean => code === "too_small" || code === "invalid_format";

const formView = (input: PartPage, context: PartContext): FormView => {
  const { draft, part, problems, errors = [], checking, frame } = input;
  // A box that was not ticked is not sent; everything else of the form is.
  const typed = input.typed ?? written(context, part);
  const own = new Map<string, Problem>();
  for (const problem of problems) {
    if (!isWithin(problem.path, part.place) || problem.span || isGap(problem)) continue;
    own.set(controlOf(part.place, problem.path), problem);
  }
  const placeOf = (name: string): Place =>
    name.endsWith("required.rule")
      ? inside(part.place, name.slice(0, -".rule".length))
      : inside(part.place, ...name.split("."));
  const ruleAt = (name: string): RuleView => {
    const place = placeOf(name);
    const found = problems.filter(({ path, span }) => path === place && span !== undefined);
    const wanted = expressionPatterns.get(patternOf(place)) ?? "any";
    const group = groupAround(place);
    const source = typedIn(typed, name);
    if (checking !== name || source.trim() === "") return { problems: found };
    const today = localDate(new Date());
    return {
      problems: found,
      check: checkRule(draft, { source, wanted, ...(group ? { group } : {}) }, today),
    };
  };
  return {
    lang: frame.lang,
    typed,
    errorAt: (name) => errors.find((error) => error.name === name)?.text ?? own.get(name)?.reason,
    ruleAt,
  };
};

/** A few words beside a thing in a list. */
const besideOf =
  ({ draft }: EditorFrame) =>
  (item: unknown): Text | undefined => {
    const { kind, event, to } = item as Partial<Field> & Partial<Transition>;
    if (event !== undefined) {
      const state = draft.workflow.states.find(({ code }) => code === to);
      const [name, text] = [eventNames[event], state?.text ?? { ar: "؟", en: "?" }];
      return { ar: `${name.ar}، فتصير الحالة: ${text.ar}`, en: `${name.en}, then: ${text.en}` };
    }
    return kind === undefined ? undefined : (kindNames as Readonly<Record<string, Text>>)[kind];
  };

const mainForm = (input: PartPage, context: PartContext, view: ListView): Html => {
  const { part, frame } = input;
  const { lang } = frame;
  const inputs = part.spec.inputs(context);
  const rows = part.spec.lists(context).filter(({ style }) => style === "rows");
  if (inputs.length === 0 && rows.length === 0) return nothing;
  const common = inputs.filter(({ rare }) => !rare);
  const rare = inputs.filter((one) => one.rare);
  const open = rare.some(({ name }) => view.form.errorAt(name) !== undefined);
  return html`<form class="edit" method="post" action="${view.action}" novalidate>
    ${input.carried}<button class="vh" name="act" value="save" tabindex="-1" aria-hidden="true">
      ${t(texts.save, lang)}
    </button>
    <div class="inputs">${common.map((one) => inputHtml(view.form, one, ""))}</div>
    ${
      rare.length === 0
        ? nothing
        : html`<details class="rare" ${open ? html`open` : nothing}>
            <summary>${t(texts.rare, lang)}</summary>
            <div class="inputs">${rare.map((one) => inputHtml(view.form, one, ""))}</div>
          </details>`
    }
    ${rows.map((list) => rowsHtml(view, list))}
    <div class="save">
      <button class="btn" name="act" value="save">${t(texts.save, lang)}</button>
    </div>
  </form>`;
};

const usesRules = (context: PartContext, part: Part): boolean =>
  allInputs(context, part).some(([, { kind }]) => kind === "rule" || kind === "required");

/** What an institution is called. */
const nameIn =
  ({ institutions }: Surroundings) =>
  (code: string): Text => {
    const label = institutions.find(({ value }) => value === code)?.label ?? code;
    return typeof label === "string" ? { ar: label, en: label } : label;
  };

const groupOfPart = ({ place }: Part): Place | undefined => groupAround(`${place}.code`);

const asFieldErrors = (errors: readonly TypedError[]): FieldError[] =>
  errors.map(({ name, text }) => ({ name, text }));

/** The page of one part: its settings, its lists, what is left to do, and the names for rules. */
export const partPage = (input: PartPage): Html => {
  const { draft, part, frame, problems, around, errors = [], extra = {} } = input;
  const lang: Lang = frame.lang;
  const context = contextOf(draft, part.place, around);
  const action = designPath(draft, ...pathOfPart(draft, part));
  const view: ListView = {
    form: formView(input, context),
    context,
    action,
    carried: input.carried,
    hrefOf: (place) => editorHref(draft, place),
    leftIn: (place) => problems.filter(({ path }) => isWithin(path, place)).length,
    besideOf: besideOf(input),
    underOf: (item, place) =>
      patternOf(place) === "workflow.states.*"
        ? stateHtml(draft, item as State, nameIn(around), lang)
        : nothing,
  };
  const links = part.spec.lists(context).filter(({ style }) => style === "pages");
  const here = problems.filter(({ path }) =>
    part.place === ""
      ? path.split(".")[0] === part.tab ||
        (part.tab === "about" &&
          !/^(pages|bindings|eligibility|fees|workflow|documents|notifications)/.test(path))
      : isWithin(path, part.place),
  );
  const settings = mainForm(input, context, view);
  const lists = links.map((list) => linksHtml(view, list));
  const title = part.spec.title(context.item as never);
  const above = part.place.includes(".") ? part.spec.called : draft.title;
  const names = usesRules(context, part)
    ? namesAside(namesShown(draft, groupOfPart(part)), lang)
    : nothing;
  const aside =
    names === nothing && !extra.aside
      ? undefined
      : html`<div class="side">${extra.aside ?? nothing}${names}</div>`;
  return editorPage({
    ...input,
    place: part.place,
    title: title[lang].trim() === "" ? titleOfPart(draft, part.place) : title,
    above: above.ar === title.ar ? undefined : above,
    errors: asFieldErrors(errors),
    main: html`${extra.before ?? nothing}${part.spec.listsFirst ? [lists, settings] : [settings, lists]}${
      extra.after ?? nothing
    }${remaining(input, here)}`,
    aside,
  });
};
