/** A small log with everything in it, made by the real sequencer in PostgreSQL: key, packs, acts, blanks, a release, many checkpoints. */
import { rmSync } from "node:fs"
import { nodeCrypto as crypto, newSeed, signingKeyFromSeed } from "../../src/record/node-crypto.ts"
import { keyOf, printKey, type VerifierKey } from "../../src/kernel/log/key.ts"
import { emptyRoot } from "../../src/kernel/log/hashes.ts"
import type { Sign } from "../../src/kernel/log/note.ts"
import { mustRead } from "./must-read.ts"
import { openBook, type LawBook } from "../../src/law/book.ts"
import { readPackFiles, type PackFiles } from "../../src/law/pack-files.ts"
import { packFromFiles } from "../../src/law/from-pack.ts"
import { keptLaw } from "../../src/law/to-forests.ts"
import type { Day } from "../../src/law/types.ts"
import { parseGiven } from "../../src/kernel/diagram/values.ts"
import { keepAct, type KeptAct } from "../../src/record/acts.ts"
import { actFromDecision, blankEntry } from "../../src/record/from-decision.ts"
import { enqueueClear, enterLaw } from "../../src/record/law-in-force.ts"
import { postgresStorage } from "../../src/record/postgres-storage.ts"
import { release } from "../../src/record/release.ts"
import { Sequencer } from "../../src/record/sequencer.ts"
import { freshStore, type FreshStore } from "../setup/postgres.ts"

export const ORIGIN = "city.example/record"
const ON = "2026-02-01" as Day

export interface TestLog {
  readonly store: FreshStore
  readonly key: VerifierKey
  readonly sign: Sign
  readonly book: LawBook
  readonly policy: string
  /** Decisions for the police of the example pack; each is queued. */
  decide(count: number): Promise<readonly KeptAct[]>
  /** A turn in the next hour: 64 leaves become public. */
  hour(): Promise<void>
  release(): Promise<void>
  close(): Promise<void>
}

export async function testLog(): Promise<TestLog> {
  const store = await freshStore()
  const { publicKey, sign } = signingKeyFromSeed(newSeed())
  const key = keyOf(crypto, ORIGIN, "ed25519", publicKey)
  const storage = postgresStorage(store.db)
  await storage.create(ORIGIN, emptyRoot(crypto))
  await enqueueClear(store.db, { kind: "key", key: printKey(key), use: "log", state: "begins", on: ON })
  const files = mustRead(readPackFiles("packs/example")) satisfies PackFiles
  const book = openBook(mustRead(packFromFiles(files)))
  await enterLaw(store.db, { pack: "example", digest: book.pack.digest, compiler: "writ test", from: ON, law: () => keptLaw(book, files) })
  let now = Date.parse("2026-02-01T12:30:00Z")
  const sequencer = new Sequencer({ storage, crypto, key, sign, cadence: { kind: "steady", everyMs: 3_600_000, leaves: 64 }, clock: () => new Date(now), blank: blankEntry })
  return {
    store, key, sign, book,
    policy: `log ${printKey(key)}\nquorum none\n`,
    decide: async (count) => {
      const acts: KeptAct[] = []
      for (let made = 0; made < count; made++) {
        const kept = await keepAct(store.db, decision(book, new Date(now)), null)
        if (kept.kind !== "kept") throw new Error(kept.kind)
        acts.push(kept.act)
      }
      return acts
    },
    hour: async () => {
      now += 3_600_000
      await sequencer.step()
    },
    release: async () => {
      now += 30 * 86_400_000
      await release(store.db, crypto, { releaseAfterDays: 7, smallestCell: 10 }, new Date(now))
    },
    close: () => store.close(),
  }
}

function decision(book: LawBook, at: Date): ReturnType<typeof actFromDecision> {
  const question = book.question("joint-duty") ?? book.pack.questions[0]
  if (question === undefined) throw new Error("the example pack has no question")
  const said = { body: "police", who: "federal-agents", purpose: "immigration", existing_agreement: "no" }
  const facts = new Map(question.facts.flatMap((fact) => {
    const written = Object.entries(said).find(([id]) => id === fact.id)?.[1]
    const parsed = written === undefined ? null : parseGiven(fact, written)
    return parsed?.kind === "given" ? [[fact.id, { fact, given: parsed.given }] as const] : []
  }))
  const body = [...book.pack.bodies.values()].find(({ id }) => id === "police")
  if (body === undefined) throw new Error("the example pack has no police")
  const answer = book.answer({ question: question.id, on: ON, facts: new Map([...facts].map(([id, { given }]) => [id, given])), language: "en" })
  return actFromDecision(crypto, { question: question.id, on: ON, facts, answer, department: body.id, incident: null, at, timeZone: book.pack.settings.timeZone })
}

export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}
