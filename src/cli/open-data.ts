/** The data that a command works on: the database, embedded in the data folder or given by DATABASE_URL. */
import type { CallTrouble } from "../people/counsel/follow-calls.ts"
import { openStore, type Store } from "../store/database.ts"
import type { StoreProgress } from "../store/progress.ts"
import { StoreTrouble } from "../store/trouble.ts"
import { recordEventWords } from "../ui/record-words.ts"
import { progressWords, troubleWords } from "../ui/store-words.ts"
import { Texts } from "../ui/texts.ts"
import type { RecordEvent } from "../record/open-record.ts"
import { dataFolder, type Options } from "./options.ts"

/** What opening says is for operators, in the language of the command line. */
const texts = new Texts("en")

/** A database that could not be opened, already told: exit code 1. */
export class DataError extends Error {
  override readonly name = "DataError"
}

export function databaseUrl(): string | null {
  return process.env["DATABASE_URL"] || null
}

/** Throws `DataError` after saying what is wrong and what to do. */
export async function withStore(options: Options, work: (store: Store) => Promise<number>): Promise<number> {
  const url = databaseUrl()
  const store = await openStore({ ...(url === null ? { dataFolder: dataFolder(options) } : { databaseUrl: url }), onProgress: tellProgress }).catch(tellTrouble)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

export function tellTrouble(error: unknown): never {
  if (!(error instanceof StoreTrouble)) throw error
  process.stderr.write(`writ: ${troubleText(error)}\n`)
  throw new DataError(error.message)
}

export function troubleText({ facts }: StoreTrouble): string {
  const { found, remedy } = troubleWords(texts, facts)
  return `${found}. ${remedy}`
}

/** What was made, and what went wrong and was mended; that the server runs is said by the command itself. */
export function tellProgress(progress: StoreProgress): void {
  if (progress.kind === "started" || progress.kind === "adopted") return
  process.stderr.write(`${progressWords(texts, progress)}.\n`)
}

export function tellCallTrouble(trouble: CallTrouble): void {
  process.stderr.write(`${trouble.kind === "mail-failed" ? texts.t("counsel.mail-failed", { code: trouble.code }) : texts.t("counsel.calls-not-stepped")}\n`)
}

export function tellEvent(event: RecordEvent): void {
  const words = recordEventWords(texts, event)
  if (words !== null) process.stderr.write(`${words}\n`)
}
