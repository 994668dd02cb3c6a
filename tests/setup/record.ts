/** A record of its own for a test file, on a fresh database: sequenced as in earnest, its cadence and clock the test's. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Day } from "../../src/law/types.ts"
import type { Cadence } from "../../src/record/cadence.ts"
import { nodeCrypto } from "../../src/record/node-crypto.ts"
import { openRecord, type OpenRecord, type RecordEvent } from "../../src/record/open-record.ts"
import { freshStore, type FreshStore } from "./postgres.ts"

export interface TestRecord {
  readonly store: FreshStore
  readonly record: OpenRecord
  readonly events: readonly RecordEvent[]
  readonly keyFile: string
  close(): Promise<void>
}

export const TEST_ORIGIN = "test.invalid/record"

export async function testRecord(cadence: Cadence = { kind: "at-once" }, clock: () => Date = () => new Date()): Promise<TestRecord> {
  const store = await freshStore()
  const folder = mkdtempSync(join(tmpdir(), "writ-record-"))
  const keyFile = join(folder, "log.key")
  const events: RecordEvent[] = []
  const record = await openRecord({ db: store.db, crypto: nodeCrypto, origin: TEST_ORIGIN, keyFile, cadence, clock, today: () => "2026-11-25" as Day, onEvent: (event) => events.push(event) })
  return {
    store,
    record,
    events,
    keyFile,
    close: async () => {
      await record.close()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
