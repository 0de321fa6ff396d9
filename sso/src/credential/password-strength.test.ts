import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { passwordWeakness, passwordWeaknessTexts } from "./password-strength.ts";

const about = {
  names: ["سارة محمود يوسف الخطيب", "Sara Mahmoud Yousef Al-Khatib"],
  nationalId: "400011013",
  phone: "+970599410011",
  dateOfBirth: "1991-04-17",
};

test("what is wrong with a password is named", () => {
  const wrong = {
    empty: [""],
    short: ["abc1234", "سرسرسر"],
    long: ["x".repeat(257)],
    common: ["password", "P@ssw0rd", "football2024", "qwertyuiop", "iloveyou!", "1qaz2wsx"],
    repeated: ["aaaaaaaa", "ababababab", "abcdefgh", "٩٨٧٦٥٤٣٢", "abcabcabc", "xyxyxyx1"],
    name: ["khatib91", "sara1234", "ساره٢٠٢٤", "Mahmoud!"],
    nationalId: ["x400011013", "٤٠٠٠١١٠١٣", "400-011-013"],
    phone: ["0599410011", "my 9410011", "00970599410011"],
    dateOfBirth: ["17041991", "s-1991-04-17", "1991.04.17 ok"],
  } as const;
  for (const [weakness, passwords] of Object.entries(wrong)) {
    for (const password of passwords) {
      assert.equal(passwordWeakness(password, about), weakness, password);
    }
  }
});

test("three unrelated words, a sentence, or random letters will do", () => {
  const good = [
    "شباك قهوة غيمة",
    "correct horse battery",
    "v8#kPq2!zL",
    "سارة تحب القهوة في الصباح الباكر",
  ];
  for (const password of good) assert.equal(passwordWeakness(password, about), undefined, password);
});

test("any text is judged, quickly, and no fact of the person passes inside a short one", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (password) => {
      const weakness = passwordWeakness(password, about);
      assert.ok(weakness === undefined || weakness in passwordWeaknessTexts);
    }),
  );
  const facts = ["400011013", "0599410011", "17041991", "19910417"];
  fc.assert(
    fc.property(fc.constantFrom(...facts), fc.string({ maxLength: 20 }), (fact, around) => {
      const letters = around.replace(/\p{N}/gu, "");
      assert.ok(passwordWeakness(`${letters}${fact}${letters}`, about) !== undefined);
    }),
  );
});
