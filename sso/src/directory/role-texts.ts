import type { Text } from "@gov/kit/text.ts";
import { staffRoles, type StaffRole } from "#src/staff/staff-role.ts";

const texts: Readonly<Record<StaffRole, Readonly<{ name: Text; does: Text }>>> = {
  officer: {
    name: { ar: "موظف معاملات", en: "Officer" },
    does: { ar: "يدرس طلبات الناس ويقررها.", en: "Studies and decides people's requests." },
  },
  supervisor: {
    name: { ar: "مشرف", en: "Supervisor" },
    does: {
      ar: "يوزّع العمل ويراجع القرارات.",
      en: "Hands out the work and reviews decisions.",
    },
  },
  administrator: {
    name: { ar: "مسؤول حسابات", en: "Administrator" },
    does: {
      ar: "يدعو الموظفين ويغيّر أدوارهم. يحتاج منحه موافقة شخص ثان.",
      en: "Invites employees and changes their roles. Takes a second person's consent.",
    },
  },
  designer: {
    name: { ar: "مصمم خدمات", en: "Service designer" },
    does: {
      ar: "يكتب خدمات المؤسسة، ويراجع ما كتبه زميله قبل نشره.",
      en: "Writes the institution's services, and reviews a colleague's before they are published.",
    },
  },
  agent: {
    name: { ar: "وكيل تحصيل", en: "Collecting agent" },
    does: { ar: "يقبض الرسوم نقدا.", en: "Takes fees in cash." },
  },
  registrar: {
    name: { ar: "موظف تحقق من الهوية", en: "Registrar" },
    does: {
      ar: "يتحقق من هوية الناس عند الشباك. يحتاج منحه موافقة شخص ثان.",
      en: "Checks who people are at the counter. Takes a second person's consent.",
    },
  },
  operator: {
    name: { ar: "مشغّل الدخول الموحد", en: "Sign-in operator" },
    does: {
      ar: "يراجع الخدمات المرتبطة ويوقف الحسابات. يحتاج منحه موافقة شخص ثان.",
      en: "Reviews connected services and suspends accounts. Takes a second person's consent.",
    },
  },
};

const known = (role: string): StaffRole | undefined => staffRoles.find((one) => one === role);

export const roleName = (role: string): Text => {
  const one = known(role);
  return one ? texts[one].name : { ar: role, en: role };
};

export const roleDoes = (role: string): Text => {
  const one = known(role);
  return one ? texts[one].does : { ar: "", en: "" };
};

/** Several roles in a row: `موظف معاملات، مشرف`. */
export const roleNames = (roles: readonly string[]): Text =>
  roles.length === 0
    ? { ar: "لا دور بعد", en: "No role yet" }
    : {
        ar: roles.map((role) => roleName(role).ar).join("، "),
        en: roles.map((role) => roleName(role).en).join(", "),
      };
