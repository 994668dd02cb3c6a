/** `writ serve`: the pack's pages, the API and the record, on one address. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import type { LawBook } from "../law/book.ts"
import { readPackFiles } from "../law/pack-files.ts"
import { addressOfLink, hasAdministrator, makeLink } from "../people/links.ts"
import type { People } from "../people/people.ts"
import { readSignInFile, SIGN_IN_FILE, SignInFileWrong } from "../people/sign-in-file.ts"
import { LawNow, WITHDRAWALS_FILE } from "../record/law-now.ts"
import type { MailSettings } from "../people/counsel/mail.ts"
import { WitnessFileWrong } from "../record/policy-file.ts"
import { OtherLog } from "../record/postgres-storage.ts"
import { KeyFileWrong } from "../record/signing-key.ts"
import { StoreTrouble } from "../store/trouble.ts"
import { policyFileWords } from "../ui/proof-words.ts"
import { Texts } from "../ui/texts.ts"
import { serve as listenTo, todayIn } from "../web/serve.ts"
import { openRecordDoors, type RecordDoors } from "../web/with-record.ts"
import { deskOrigin } from "./desk-origin.ts"
import { databaseUrl, tellCallTrouble, tellEvent, tellProgress, tellTrouble, troubleText } from "./open-data.ts"
import { mailSettings } from "./mail-settings.ts"
import { mustOpen } from "./open.ts"
import { dataFolder, mustBePort, packFolder, version, type Options } from "./options.ts"
import { UsageError } from "./usage.ts"

const texts = new Texts("en")

/** Serves until the process is told to stop; prints the address once it answers. */
export async function serve(options: Options): Promise<number> {
  if (options.positionals.length > 0) throw new UsageError("writ serve takes no words beside its options; the pack is given with --pack")
  const folder = packFolder(options.pack)
  const book = mustOpen(folder)
  const host = options.host ?? (process.env["HOST"] || "127.0.0.1")
  const port = options.port ?? mustBePort(process.env["PORT"] || "8080", "PORT")
  const mail = mailSettings(process.env)
  const law = new LawNow(book, join(dataFolder(options), WITHDRAWALS_FILE))
  const doors = new Later<RecordDoors | null>()
  const server = await listenTo({ book, law, doors: () => doors.value, host, port }).catch((error: unknown) => { throw cannotListen(error, host, port) })
  process.stdout.write(`${book.pack.settings.name} (${book.pack.settings.status}) is served at ${server.address}\nStop with Ctrl+C.\n`)
  // Pages are served while the database starts; what needs the record waits for it.
  const opened = openDoors(options, folder, book, law, deskOrigin(Number(new URL(server.address).port)), mail)
  try {
    const one = await opened
    if (one !== null && one.people !== null) await offerAdministrator(one.people)
    doors.settle(one)
    await server.stopped
  } catch (error) {
    doors.settle(null)
    await server.stop()
    throw error
  } finally {
    await opened.then((one) => one?.close(), () => undefined)
  }
  return 0
}

/** Until somebody administers, each start makes a link with which somebody can; it is printed, and kept nowhere. */
async function offerAdministrator(people: People): Promise<void> {
  if (await hasAdministrator(people)) return
  process.stdout.write(`${texts.t("people.first-link", { address: addressOfLink(people, "en", await makeLink(people, null, null)) })}\n`)
}

/** A value that is there later. */
class Later<Value> {
  readonly value: Promise<Value>
  #settle: (value: Value) => void = () => undefined

  constructor() {
    this.value = new Promise((resolve) => { this.#settle = resolve })
  }

  settle(value: Value): void {
    this.#settle(value)
  }
}

/**
 * The record; where the embedded database cannot be had on this machine, `null`: pages and answers are served all the same, and it is said
 * that nothing is recorded. A database that was asked for by name must be there.
 */
async function openDoors(options: Options, folder: string, book: LawBook, law: LawNow, origin: string, mail: MailSettings | null): Promise<RecordDoors | null> {
  const url = databaseUrl()
  const today = todayIn(book.pack.settings.timeZone)
  const files = (): ReadonlyMap<string, Uint8Array> => readPackFiles(folder).value ?? new Map<string, Uint8Array>()
  try {
    return await openRecordDoors({ book, law, files, dataFolder: dataFolder(options), databaseUrl: url, compiler: `writ ${version()}`, today, origin, provider: readSignInFile(join(dataFolder(options), SIGN_IN_FILE)), onProgress: tellProgress, onEvent: tellEvent, mail, onCallTrouble: tellCallTrouble })
  } catch (error) {
    if (error instanceof OtherLog) throw new UsageError(texts.t("record.other-log", { found: error.found, origin: book.pack.settings.record.origin }))
    if (error instanceof KeyFileWrong) throw new UsageError(texts.t(`record.key-file-${error.why}`, { file: error.file }))
    if (error instanceof SignInFileWrong) throw new UsageError(texts.t(`people.file-${error.why}`, { file: error.file, found: error.found }))
    if (error instanceof WitnessFileWrong) throw new UsageError(policyFileWords(texts, "file", error))
    if (!(error instanceof StoreTrouble) || url !== null || existsSync(dataFolder(options))) return tellTrouble(error)
    process.stderr.write(`${troubleText(error)}\n${texts.t("record.none")}\n`)
    return null
  }
}

/** A port that is taken, or an address that is not this machine's, is for the person to mend. */
export function cannotListen(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined
  if (code === "EADDRINUSE") return new UsageError(`port ${String(port)} is taken; stop what listens there, or choose another with --port or PORT`)
  if (code === "EACCES") return new UsageError(`this user may not listen on port ${String(port)}; choose one above 1023 with --port or PORT`)
  if (code === "ENOTFOUND" || code === "EAI_AGAIN" || code === "EADDRNOTAVAIL" || code === "EINVAL") return new UsageError(`\`${host}\` is no address of this machine; choose one with --host or HOST, such as 127.0.0.1`)
  return error
}
