/**
 * A server's record: the database and the log behind the pages, opened and put together for the features that use them.
 *
 *     data/postgres   the embedded server's folder (store/), where no DATABASE_URL is given
 *     data/log.key    the log's signing key
 *     data/sealed.key under which names are sealed
 *     data/witnesses  who cosigns, in a policy's lines; without it nobody
 *     data/withdrawals.json   what counsel has withdrawn, as last read
 */
import { join } from "node:path"
import { callMailText } from "../features/desk/counsel/mail-text.ts"
import type { Office } from "../features/desk/incident/model.ts"
import type { PublicRecord } from "../features/verify/record-routes.ts"
import type { LawBook } from "../law/book.ts"
import type { PackFiles } from "../law/pack-files.ts"
import { keptLaw } from "../law/to-forests.ts"
import type { Day } from "../law/types.ts"
import { findApiKeys, type ApiKey } from "../record/api-keys.ts"
import { openSealingKey } from "../record/sealed-names.ts"
import { readKept } from "../record/law-in-force.ts"
import type { LawNow } from "../record/law-now.ts"
import { nodeCrypto } from "../record/node-crypto.ts"
import { openRecord, type RecordEvent } from "../record/open-record.ts"
import { publicCheckpoint } from "../record/public-checkpoint.ts"
import { publicLaws } from "../record/public-laws.ts"
import { readWithdrawals } from "../record/withdrawals.ts"
import { Together } from "../record/together.ts"
import { followCalls, type CallTrouble } from "../people/counsel/follow-calls.ts"
import { openMailer, type MailSettings } from "../people/counsel/mail.ts"
import type { People } from "../people/people.ts"
import { Provider, type ProviderSettings } from "../people/provider.ts"
import { newThrottles } from "../people/throttle.ts"
import { openStore } from "../store/database.ts"
import type { OnProgress } from "../store/progress.ts"

export interface RecordOptions {
  readonly book: LawBook
  /** The same as it answers now: told of what counsel withdraws. */
  readonly law: LawNow
  /** The pack's files as they are now; read where the law is not the one in force. */
  readonly files: () => PackFiles
  readonly dataFolder: string
  /** Another PostgreSQL than the embedded one. */
  readonly databaseUrl: string | null
  /** Name and version of this program. */
  readonly compiler: string
  readonly today: () => Day
  /** Where people reach the desk. */
  readonly origin: string
  /** The city's own sign-in. */
  readonly provider: ProviderSettings | null
  readonly onProgress: OnProgress
  readonly onEvent: (event: RecordEvent) => void
  /** By which counsel is told of calls; `null`: on the desk alone. */
  readonly mail: MailSettings | null
  readonly onCallTrouble: (trouble: CallTrouble) => void
}

/** What the site uses of a record; a server may show one and take no decisions. */
export interface SiteDoors {
  readonly desk: Office | null
  readonly publicRecord: PublicRecord | null
  readonly people: People | null
}

export interface RecordDoors extends SiteDoors {
  readonly publicRecord: PublicRecord
  close(): Promise<void>
}

export const LOG_KEY_FILE = "log.key"
const SEALING_KEY_FILE = "sealed.key"
export const WITNESS_FILE = "witnesses"

/** Throws `StoreTrouble`, `OtherLog`, `KeyFileWrong` and `WitnessFileWrong`. */
export async function openRecordDoors({ book, law, files, dataFolder, databaseUrl, compiler, today, origin, provider, onProgress, onEvent, mail, onCallTrouble }: RecordOptions): Promise<RecordDoors> {
  const store = await openStore({ ...(databaseUrl === null ? { dataFolder } : { databaseUrl }), onProgress })
  try {
    const { id, record: settings } = book.pack.settings
    const record = await openRecord({
      db: store.db,
      crypto: nodeCrypto,
      origin: settings.origin,
      keyFile: join(dataFolder, LOG_KEY_FILE),
      witnessFile: join(dataFolder, WITNESS_FILE),
      cadence: { kind: "steady", everyMs: settings.everyMinutes * 60_000, leaves: settings.leaves },
      clock: () => new Date(),
      today,
      law: { pack: id, digest: book.pack.digest, compiler, from: today(), law: () => keptLaw(book, files()) },
      onEvent,
    })
    const unfollow = law.follow(() => readWithdrawals(store.db, book.pack.digest))
    // Each request asks who sent it: one by one they would hold up what they are about to have kept.
    const keys = new Together<string, ApiKey | null>(async (secrets) => (await findApiKeys(store.db, nodeCrypto, secrets, new Date())).map((value) => ({ status: "fulfilled", value })), { most: 256, atOnce: 2 })
    const people = { db: store.db, clock: () => new Date(), origin, provider: provider === null ? null : new Provider(provider, origin), throttle: newThrottles() }
    const endCalls = followCalls({ people, mailer: mail === null ? null : openMailer(mail), textIn: (language) => callMailText(origin, language), onTrouble: onCallTrouble })
    return {
      desk: { book, db: store.db, sealingKey: openSealingKey(join(dataFolder, SEALING_KEY_FILE)), today, clock: () => new Date(), lawAt: (now) => law.surelyAt(now), crypto: nodeCrypto, record, findKey: (secret) => keys.do(secret) },
      people,
      publicRecord: {
        storage: record.storage,
        checkpoint: (size) => publicCheckpoint(store.db, size),
        policy: () => record.policy?.text ?? null,
        kept: (digest) => readKept(store.db, digest),
        laws: () => publicLaws(store.db, record.storage),
        receipt: (index) => record.clearReceipt(index),
      },
      close: async () => {
        unfollow()
        await endCalls()
        await record.close()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}
