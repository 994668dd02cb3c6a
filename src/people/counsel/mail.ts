/**
 * Mail to counsel: that a call waits and where, and nothing else. No incident, body, question or name stands in it, because mail is
 * read on the way and kept for years.
 *
 *     WRIT_SMTP=smtps://user:password@mail.city.example     the server to send by
 *     WRIT_MAIL_FROM=desk@city.example                      the sender
 *
 * Each mail is claimed before it is sent, so that of several servers one sends it; where it fails it is tried again, up to five times.
 */
import { sql, type Kysely } from "kysely"
import { createTransport } from "nodemailer"
import type { Tables } from "../../store/tables.ts"

export interface MailSettings {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  readonly server: string
  readonly from: string
}

export interface MailText {
  readonly subject: string
  readonly text: string
}

export interface Mailer {
  /** Throws where the server does not take it. */
  send(to: string, text: MailText): Promise<void>
  close(): void
}

const PATIENCE_MS = 10_000

export function openMailer({ server, from }: MailSettings): Mailer {
  const transport = createTransport({ url: server, connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS, disableFileAccess: true, disableUrlAccess: true })
  return {
    send: async (to, { subject, text }) => {
      // RFC 3834 §5: no machine answers to it.
      await transport.sendMail({ from, to, subject, text, headers: { "auto-submitted": "auto-generated" } })
    },
    close: () => { transport.close() },
  }
}

const MOST_TRIES = 5
const TRIED_EVERY_MS = 30_000

export interface MailRound {
  readonly sent: number
  /** What the mail server, or the way to it, said; without a word of the mail. */
  readonly failed: readonly string[]
}

/** Sends what is due: to each person told of a call that still waits, once. `textIn` words it in the language that the person chose. */
export async function sendNotices(db: Kysely<Tables>, mailer: Mailer, textIn: (language: string) => MailText, clock: () => Date): Promise<MailRound> {
  const due = await claim(db, clock())
  const sent = await Promise.allSettled(due.map(async ({ call, person, mail, language }) => {
    await mailer.send(mail, textIn(language))
    await db.updateTable("counsel_notice").set({ mailed_at: clock() }).where("call", "=", call).where("person", "=", person).execute()
  }))
  return { sent: sent.filter(({ status }) => status === "fulfilled").length, failed: sent.flatMap((one) => (one.status === "rejected" ? [reasonOf(one.reason)] : [])) }
}

interface Due {
  readonly call: string
  readonly person: string
  readonly mail: string
  readonly language: string
}

async function claim(db: Kysely<Tables>, now: Date): Promise<readonly Due[]> {
  const { rows } = await sql<Due>`
    update counsel_notice n set tries = n.tries + 1, tried_at = ${now}
    from counsel_address a
    where a.person = n.person and n.mailed_at is null and n.tries < ${MOST_TRIES} and (n.tried_at is null or n.tried_at <= ${new Date(now.getTime() - TRIED_EVERY_MS)})
      and exists (select from counsel_call c where c.id = n.call and c.answered_at is null)
    returning n.call, n.person, a.mail, a.language`.execute(db)
  return rows
}

/** A code alone: what a server answers may repeat an address. */
function reasonOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown"
}

/** Where a person is told; `null` takes it away. */
export async function setAddress(db: Kysely<Tables>, person: string, address: { readonly mail: string; readonly language: string } | null, at: Date): Promise<void> {
  if (address === null) {
    await db.deleteFrom("counsel_address").where("person", "=", person).execute()
    return
  }
  const { mail, language } = address
  await db.insertInto("counsel_address").values({ person, mail, language, set_at: at }).onConflict((conflict) => conflict.column("person").doUpdateSet({ mail, language, set_at: at })).execute()
}

export async function addressOf(db: Kysely<Tables>, person: string): Promise<string | null> {
  return (await db.selectFrom("counsel_address").select("mail").where("person", "=", person).executeTakeFirst())?.mail ?? null
}

/** One mailbox, as a person types it: no list, no display name, nothing that ends a header. */
export function isMailbox(text: string): boolean {
  return /^[^\s@<>,;:"()[\]\\]{1,64}@[^\s@<>,;:"()[\]\\]{1,190}$/.test(text) && text.includes(".", text.indexOf("@"))
}
