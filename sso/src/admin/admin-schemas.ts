import { z } from "@hono/zod-openapi";
import { parseNationalId } from "@gov/country/national-id.ts";
import { parseMobile } from "@gov/country/phone.ts";
import { passwordMaximum, passwordMinimum } from "#src/credential/password.ts";
import { clientIdSchema, nameSchema } from "#src/client/client.ts";
import { staffRoles } from "#src/staff/staff-role.ts";

const password = z.string().min(passwordMinimum).max(passwordMaximum);
const today = (): string => new Date().toISOString().slice(0, 10);

export const nationalIdParams = z.object({
  nationalId: z
    .string()
    .regex(/^[0-9]{9}$/)
    .refine((id) => parseNationalId(id).ok)
    .openapi({ example: "400000006" }),
});

export const accountBody = z.strictObject({
  name: nameSchema,
  dateOfBirth: z.iso.date().refine((day) => day > "1880-01-01" && day <= today()),
  phone: z
    .string()
    .max(40)
    .transform((typed, context) => {
      const parsed = parseMobile(typed);
      if (parsed.ok) return parsed.value;
      context.addIssue({ code: "custom", message: "not a mobile number" });
      return z.NEVER;
    })
    .openapi({ type: "string", example: "+970599123456" }),
  password,
  email: z.email().max(254).optional(),
});

export const usernameParams = z.object({
  username: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,63}$/),
});

export const staffBody = z.strictObject({
  name: nameSchema,
  institution: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  roles: z.array(z.enum(staffRoles)).min(1).max(staffRoles.length),
  password,
  /** Base32, as authenticators take it. */
  totpSecret: z
    .string()
    .regex(/^[A-Z2-7]{16,128}$/)
    .optional(),
});

export const clientParams = z.object({ clientId: clientIdSchema });

export const answers = {
  account: z.object({ id: z.uuid(), nationalId: z.string() }),
  staff: z.object({ id: z.uuid(), username: z.string() }),
  client: z.object({ clientId: z.string() }),
};
