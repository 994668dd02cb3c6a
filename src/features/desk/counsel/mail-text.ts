/** What a mail to counsel says: that a call waits and where, in a language of the program; nothing of the call. */
import type { MailText } from "../../../people/counsel/mail.ts"
import { isLanguageId, type LanguageId } from "../../../ui/languages.ts"
import { Texts } from "../../../ui/texts.ts"

const texts = new Map<LanguageId, Texts>()

/** `origin` is where the desk is reached; a language that the program has not is English. */
export function callMailText(origin: string, language: string): MailText {
  const known = isLanguageId(language) ? language : "en"
  const words = texts.get(known) ?? new Texts(known)
  texts.set(known, words)
  return { subject: words.t("counsel.mail-subject"), text: `${words.t("counsel.mail-text", { address: `${origin}/${known}/desk/counsel` })}\n` }
}

