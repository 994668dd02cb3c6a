/** Follows calls while a server runs: every second whoever is next is told, and what mail is due goes out. */
import { setTimeout as sleep } from "node:timers/promises"
import type { People } from "../people.ts"
import { stepCalls } from "./calls.ts"
import { sendNotices, type Mailer, type MailText } from "./mail.ts"

const EVERY_MS = 1_000

export interface CallRounds {
  readonly people: Pick<People, "db" | "clock">
  /** `null`: no mail server was named; then the desk alone tells. */
  readonly mailer: Mailer | null
  readonly textIn: (language: string) => MailText
  readonly onTrouble: (trouble: CallTrouble) => void
}

export type CallTrouble =
  /** The database could not be asked; it is asked again every second, and told once. */
  | { readonly kind: "calls-not-stepped" }
  /** A mail did not go out; it is tried again. `code` is the way's or the server's. */
  | { readonly kind: "mail-failed"; readonly code: string }

/** One look at all calls. */
export async function callRound({ people: { db, clock }, mailer, textIn, onTrouble }: CallRounds): Promise<void> {
  await stepCalls(db, clock())
  if (mailer === null) return
  const { failed } = await sendNotices(db, mailer, textIn, clock)
  for (const code of failed) onTrouble({ kind: "mail-failed", code })
}

/** Looks every second, until what is returned is called; that waits for the look under way. */
export function followCalls(rounds: CallRounds): () => Promise<void> {
  const stopping = new AbortController()
  let failing = false
  const failed = (): void => {
    if (!failing) rounds.onTrouble({ kind: "calls-not-stepped" })
    failing = true
  }
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await callRound(rounds).then(() => { failing = false }, failed)
      await sleep(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const running = run()
  return async () => {
    stopping.abort()
    await running
    rounds.mailer?.close()
  }
}
