import { z } from "zod";

export const portSchema = z.coerce.number().int().min(0).max(65_535);

/** Reads a sandbox's environment; a wrong value stops the process and names the variable. */
export function readEnvironment<T extends z.ZodType>(schema: T): z.infer<T> {
  const parsed = schema.safeParse(process.env);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    console.error(`${issue.path.join(".")}: ${issue.message}`);
  }
  process.exit(1);
}
