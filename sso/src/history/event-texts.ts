import type { Text } from "@gov/kit/text.ts";
import type { AuditEventName } from "#src/audit/audit-queries.ts";

/** What an event is about, to filter by. */
export const eventKinds = ["sign-ins", "security", "services", "office"] as const;
export type EventKind = (typeof eventKinds)[number];

export const eventKindTexts: Readonly<Record<EventKind, Text>> = {
  "sign-ins": { ar: "الدخول والخروج", en: "Signing in and out" },
  security: { ar: "حماية الحساب", en: "Protecting the account" },
  services: { ar: "الخدمات والموافقات", en: "Services and consents" },
  office: { ar: "ما فعله الموظفون والأنظمة", en: "What officials and systems did" },
};

type Said = Readonly<{ kind: EventKind; text: Text }>;

const said = (kind: EventKind, ar: string, en: string): Said => ({ kind, text: { ar, en } });

/** Every event in plain words. The map is total: a new event does not compile without its words. */
const events: Readonly<Record<AuditEventName, Said>> = {
  "sign-in.password-accepted": said("sign-ins", "كلمة سر صحيحة", "Right password"),
  "sign-in.password-refused": said("sign-ins", "كلمة سر غير صحيحة", "Wrong password"),
  "sign-in.code-sent": said("sign-ins", "أرسلنا رمز دخول", "A sign-in code was sent"),
  "sign-in.code-refused": said("sign-ins", "رمز غير صحيح", "Wrong code"),
  "sign-in.completed": said("sign-ins", "دخول", "Signed in"),
  "sign-in.suspended": said(
    "sign-ins",
    "محاولة دخول والحساب موقوف",
    "Sign-in tried while the account was suspended",
  ),
  "sign-in.throttled": said(
    "sign-ins",
    "محاولات كثيرة، طلبنا الانتظار",
    "Too many tries: told to wait",
  ),
  "sign-out": said("sign-ins", "خروج", "Signed out"),
  "sign-in.passkey-refused": said("sign-ins", "لم يقبل مفتاح مرور", "A passkey was refused"),
  "passkey.added": said("security", "أضيف مفتاح مرور", "A passkey was added"),
  "passkey.removed": said("security", "حذف مفتاح مرور", "A passkey was removed"),
  "passkey.copied": said(
    "security",
    "أوقفنا مفتاح مرور لأن له نسخة",
    "A passkey was stopped, for it was copied",
  ),
  "authenticator.added": said("security", "ربط تطبيق رموز", "An authenticator was linked"),
  "authenticator.removed": said("security", "فصل تطبيق رموز", "An authenticator was unlinked"),
  "recovery-codes.made": said("security", "أنشئت رموز طوارئ", "Recovery codes were made"),
  "recovery-code.used": said("sign-ins", "استعمل رمز طوارئ", "A recovery code was used"),
  "preferred-factor.set": said(
    "security",
    "اختيرت الخطوة الثانية المفضلة",
    "The preferred second step was chosen",
  ),
  "approver.added": said(
    "security",
    "أضيف تطبيق يوافق على الدخول",
    "An app that approves sign-ins was added",
  ),
  "approver.removed": said(
    "security",
    "حذف تطبيق يوافق على الدخول",
    "An app that approves sign-ins was removed",
  ),
  "approval.asked": said("sign-ins", "سئل التطبيق عن دخول", "The app was asked about a sign-in"),
  "approval.given": said("sign-ins", "وافق التطبيق على دخول", "The app approved a sign-in"),
  "approval.refused": said("sign-ins", "رفض التطبيق دخولا", "The app refused a sign-in"),
  "session.ended": said("security", "أنهي دخول من جهاز", "A sign-in on a device was ended"),
  "client.proposed": said("office", "طُلب تسجيل خدمة", "A service's registration was asked for"),
  "client.approve": said("office", "قُبل تسجيل خدمة", "A service's registration was approved"),
  "client.reject": said("office", "رُفض تسجيل خدمة", "A service's registration was refused"),
  "client.withdraw": said("office", "سُحب طلب تسجيل خدمة", "A service's request was withdrawn"),
  "client.deleted": said("office", "حُذفت خدمة", "A service was deleted"),
  "client.suspended": said("office", "أوقفت خدمة", "A service was suspended"),
  "client.resumed": said("office", "عادت خدمة إلى العمل", "A service works again"),
  "client.secret-renewed": said("office", "جُدد سر خدمة", "A service's secret was renewed"),
  "client.simulated": said("office", "جُرب دخول خدمة", "A service's sign-in was tried"),
  "mandate.propose": said("services", "أُعطي توكيل", "A power of attorney was given"),
  "mandate.recognise": said(
    "services",
    "عُرف تمثيل من السجل",
    "A register named who may act for another",
  ),
  "mandate.accept": said("services", "قُبل توكيل", "A power of attorney was accepted"),
  "mandate.decline": said("services", "رُفض توكيل", "A power of attorney was declined"),
  "mandate.reconsider": said("services", "عُدل عن رفض توكيل", "A refusal was taken back"),
  "mandate.withdraw": said("services", "سُحب توكيل قبل قبوله", "An offer to act was withdrawn"),
  "mandate.revoke": said("services", "أُلغي توكيل", "A mandate was revoked"),
  "mandate.resume": said("services", "عاد توكيل إلى العمل", "A mandate was taken up again"),
  "mandate.expire": said("services", "انتهت مدة توكيل", "A mandate ended by its date"),
  "mandate.lapse": said(
    "services",
    "فات موعد قبول توكيل",
    "An offer to act was not answered in time",
  ),
  "mandate.use": said("services", "دخول عن غيره", "Signed in to act for another"),
  "logout.given-up": said(
    "services",
    "لم تؤكد خدمة الخروج",
    "A service never confirmed a sign-out",
  ),
  "device.forgotten": said("security", "نسينا جهازا", "A device was forgotten"),
  "service.revoked": said("services", "سحبت ما أعطيته لخدمة", "A service's access was taken back"),
  "history.downloaded": said(
    "security",
    "تنزيل سجل الحساب",
    "The account's history was downloaded",
  ),
  "protection.suspended": said(
    "security",
    "أوقف الحساب برابط «لست أنا»",
    "Suspended by the link “It was not me”",
  ),
  "intervention.looked": said(
    "office",
    "اطلع موظف على الحساب",
    "An official looked at the account",
  ),
  "intervention.suspended": said("office", "أوقف موظف الحساب", "An official suspended the account"),
  "intervention.lift-asked": said(
    "office",
    "طلب موظف رفع الإيقاف",
    "An official asked to lift the suspension",
  ),
  "intervention.lifted": said("office", "رفع موظف الإيقاف", "An official lifted the suspension"),
  "intervention.reset-required": said(
    "office",
    "ألغى موظف كلمة السر",
    "An official withdrew the password",
  ),
  "intervention.proofing-required": said(
    "office",
    "طلب موظف إثبات الهوية من جديد",
    "An official asked for new proof of identity",
  ),
  "audit.looked": said("office", "اطلاع على السجل", "The audit was read"),
  "audit.cut": said(
    "office",
    "حذف ما انتهت مدته من السجل",
    "Audit whose time was over was deleted",
  ),
  "audit.exported": said("office", "تنزيل من السجل", "The audit was exported"),
  "consent.given": said("services", "وافقت على خدمة", "You consented to a service"),
  "consent.refused": said("services", "رفضت خدمة", "You refused a service"),
  "token.replayed": said(
    "security",
    "استعمل رمز مرتين، فأبطل",
    "A token was used twice and is void now",
  ),
  "account.created": said("office", "أنشئ الحساب", "The account was created"),
  "account.updated": said("office", "تغيرت بيانات الحساب", "The account's facts were changed"),
  "staff.created": said("office", "أنشئ حساب الموظف", "The employee's account was created"),
  "staff.updated": said("office", "تغير حساب الموظف", "The employee's account was changed"),
  "staff.invited": said("office", "دعي موظف", "An employee was invited"),
  "staff.facts-changed": said("office", "تغيرت بيانات موظف", "An employee's facts were changed"),
  "staff.role-granted": said("office", "أعطي دور", "A role was given"),
  "staff.role-revoked": said("office", "سحب دور", "A role was taken away"),
  "staff.moved": said(
    "office",
    "نقل موظف إلى مؤسسة أخرى",
    "An employee moved to another institution",
  ),
  "staff.suspended": said("office", "أوقف موظف", "An employee was suspended"),
  "staff.resumed": said("office", "عاد موظف إلى العمل", "An employee's suspension was lifted"),
  "staff.leave-set": said("office", "حدد آخر يوم عمل", "A last day was set"),
  "staff.leave-cancelled": said("office", "ألغي آخر يوم عمل", "A last day was taken back"),
  "staff.left": said("office", "ترك موظف مؤسسته", "An employee left"),
  "staff.factors-reset": said("office", "ألغيت طرق دخول موظف", "An employee's ways in were reset"),
  "staff.returned": said("office", "عاد موظف إلى مؤسسته", "An employee came back"),
  "staff.set-up-completed": said(
    "security",
    "جهز الموظف دخوله",
    "The employee set up their sign-in",
  ),
  "staff.request-made": said(
    "office",
    "طلب دور يحتاج موافقة",
    "A role that takes a second person was asked for",
  ),
  "staff.request-confirmed": said("office", "وافق شخص ثان", "A second person agreed"),
  "staff.request-refused": said("office", "رفض شخص ثان", "A second person refused"),
  "staff.request-cancelled": said("office", "ألغي الطلب", "The request was cancelled"),
  "staff.request-expired": said("office", "انتهت مدة الطلب", "The request ran out of time"),
  "staff.linked": said(
    "security",
    "ربط الحساب بدخول المؤسسة",
    "The account was linked to the institution's sign-in",
  ),
  "federation.refused": said(
    "sign-ins",
    "رفض دخول من المؤسسة",
    "A sign-in by the institution was refused",
  ),
  "federation.registered": said(
    "office",
    "سجل دخول مؤسسة",
    "An institution's sign-in was registered",
  ),
  "federation.switched": said(
    "office",
    "شغل أو أوقف دخول مؤسسة",
    "An institution's sign-in was switched on or off",
  ),
  "institution.created": said("office", "سجلت مؤسسة", "An institution was registered"),
  "institution.updated": said("office", "تغيرت مؤسسة", "An institution was changed"),
  "client.created": said("office", "سجلت خدمة", "A service was registered"),
  "client.updated": said("office", "تغير تسجيل خدمة", "A service's registration was changed"),
  "key.published": said("office", "نشر مفتاح توقيع", "A signing key was published"),
  "key.promoted": said("office", "بدأ مفتاح التوقيع العمل", "A signing key began to sign"),
  "account.registered": said("security", "فتح الحساب", "The account was opened"),
  "account.superseded": said(
    "office",
    "حل محل الحساب حساب آخر",
    "The account was superseded by another",
  ),
  "account.closed": said("security", "أغلق الحساب", "The account was closed"),
  "registration.matched": said(
    "security",
    "تطابقت البيانات مع السجل المدني",
    "Facts matched the civil registry",
  ),
  "registration.unconfirmed": said(
    "security",
    "لم يؤكد السجل المدني البيانات",
    "The civil registry did not confirm the facts",
  ),
  "registration.throttled": said(
    "security",
    "محاولات تسجيل كثيرة، طلبنا الانتظار",
    "Too many registrations: told to wait",
  ),
  "proofing.proposed": said("office", "راجع موظف هويتك", "An official checked your identity"),
  "proofing.confirmed": said("office", "ثبتت هويتك", "Your identity was confirmed"),
  "proofing.refused": said("office", "لم تثبت هويتك", "Your identity was not confirmed"),
  "proofing.rechecked": said(
    "office",
    "سئل السجل المدني من جديد",
    "The civil registry was asked again",
  ),
  "recovery.password-asked": said("security", "طلبت كلمة سر جديدة", "A new password was asked for"),
  "recovery.password-changed": said("security", "تغيرت كلمة السر", "The password was changed"),
  "recovery.proposed": said(
    "security",
    "بدأت استعادة الحساب",
    "Recovery of the account was started",
  ),
  "recovery.confirmed": said(
    "office",
    "أكد موظف ثان استعادة الحساب",
    "A second official confirmed the recovery",
  ),
  "recovery.refused": said("office", "رفضت استعادة الحساب", "Recovery of the account was refused"),
  "recovery.stopped": said(
    "security",
    "أوقفت استعادة الحساب",
    "Recovery of the account was stopped",
  ),
  "recovery.completed": said("security", "تمت استعادة الحساب", "The account was recovered"),
  "profile.phone-changed": said("security", "تغير رقم الهاتف", "The phone number was changed"),
  "profile.phone-restored": said(
    "security",
    "عاد رقم الهاتف السابق",
    "The earlier phone number was restored",
  ),
  "profile.email-changed": said(
    "security",
    "تغير البريد الإلكتروني",
    "The e-mail address was changed",
  ),
  "profile.email-removed": said(
    "security",
    "حذف البريد الإلكتروني",
    "The e-mail address was removed",
  ),
  "profile.language-changed": said(
    "security",
    "تغيرت لغة الرسائل",
    "The language of messages was changed",
  ),
  "key.retired": said("office", "تقاعد مفتاح توقيع", "A signing key was retired"),
};

const known = (event: string): Said | undefined =>
  Object.hasOwn(events, event) ? events[event as AuditEventName] : undefined;

/** An event in plain words; one of an older version that nobody writes any more, as it is. */
export const eventText = (event: string): Text => known(event)?.text ?? { ar: event, en: event };

export const eventNames = Object.keys(events) as AuditEventName[];

export const eventsOfKind = (kind: EventKind): AuditEventName[] =>
  eventNames.filter((name) => events[name].kind === kind);
