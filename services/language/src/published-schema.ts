import { z } from "zod";
import { definitionSchema } from "./definition.ts";

/** The JSON Schema (2020-12) that editors and other implementations validate definitions by. */
export const publishedSchema = (): object => ({
  title: "Service definition",
  description:
    "A public service as data: what is asked, what it costs, who decides, what is issued.",
  ...z.toJSONSchema(definitionSchema, { io: "input", target: "draft-2020-12", reused: "ref" }),
});
