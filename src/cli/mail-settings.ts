/** The mail server that counsel is told by, from the environment: WRIT_SMTP and WRIT_MAIL_FROM, both or neither. */
import { quote } from "../kernel/text/did-you-mean.ts"
import { isMailbox, type MailSettings } from "../people/counsel/mail.ts"
import { UsageError } from "./usage.ts"

/** `null` where none is named: the desk alone tells. Throws `UsageError`, without the password. */
export function mailSettings(environment: Readonly<Record<string, string | undefined>>): MailSettings | null {
  const [server = "", from = ""] = [environment["WRIT_SMTP"], environment["WRIT_MAIL_FROM"]]
  if (server === "" && from === "") return null
  if (!URL.canParse(server) || !/^smtps?:$/.test(new URL(server).protocol) || new URL(server).hostname === "") throw new UsageError("WRIT_SMTP is the mail server that tells counsel of calls, such as smtps://user:password@mail.city.example; what stands there is no such address")
  if (!isMailbox(from)) throw new UsageError(`WRIT_MAIL_FROM is the sender of mail to counsel, such as desk@city.example; found ${quote(from)}`)
  return { server, from }
}
