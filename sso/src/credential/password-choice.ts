import { defineTexts } from "@gov/kit/text.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import type { TypedForm } from "#src/sign-in/typed-form.ts";
import { passwordWeakness, passwordWeaknessTexts, type KnownFacts } from "./password-strength.ts";

const texts = defineTexts({
  againEmpty: { ar: "اكتب كلمة السر مرة ثانية.", en: "Enter the password again." },
  differs: {
    ar: "كلمتا السر مختلفتان. اكتب الكلمة نفسها في الخانتين.",
    en: "The two passwords differ. Enter the same one in both boxes.",
  },
});

/** What is wrong with `password` and `passwordAgain` of a form, for this person. */
export const passwordFormErrors = (form: TypedForm, about: KnownFacts): FieldError[] => {
  const password = form["password"] ?? "";
  const weakness = passwordWeakness(password, about);
  if (weakness) return [{ name: "password", text: passwordWeaknessTexts[weakness] }];
  const again = form["passwordAgain"] ?? "";
  if (again === password) return [];
  return [{ name: "passwordAgain", text: again === "" ? texts.againEmpty : texts.differs }];
};
