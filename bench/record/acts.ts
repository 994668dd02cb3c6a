/** Acts kept, numbered, signed and proved; beside the same database's limits and the naive way. */
import { hash, randomBytes } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "kysely"
import { bug } from "../../src/kernel/text/bug.ts"
import { parseDay } from "../../src/law/days.ts"
import type { KeptAct } from "../../src/record/acts.ts"
import { sealedAct, type Act } from "../../src/record/from-decision.ts"
import { nodeCrypto as crypto } from "../../src/record/node-crypto.ts"
import type { OpenRecord } from "../../src/record/open-record.ts"
import type { Store } from "../../src/store/database.ts"
import { DONE, perSecond, run, type Run } from "./run.ts"

const ON = parseDay("2026-11-25") ?? bug("bench/record/acts: no day")

export function newAct(): Act {
  return sealedAct(crypto, { kind: "decision", department: "cpd", incident: null, at: new Date(), on: ON }, {
    cell: { department: "cpd", question: "joint-duty", outcome: "prohibited", law: "0".repeat(64), month: "2026-11" },
    facts: { purpose: "immigration" },
    private: {},
    answer: { reachable: ["prohibited"], rules: [{ id: "joint-duty-1", certain: true }] },
  })
}

async function receiptOf(record: OpenRecord, act: KeptAct): Promise<void> {
  if ((await record.receipt(act, 60_000)) === null) throw new Error("an act without a receipt")
}

export interface ActsRun extends Run {
  /** Microseconds of this process's processor time for an act, the writers' included. */
  readonly processor: number
}

/** A writer sends its next act when its last is durable; the time runs to the receipt. */
export async function acts(record: OpenRecord, seconds: number): Promise<ActsRun> {
  let [away, kept] = [0, 0]
  const before = process.cpuUsage()
  const measured = await run(seconds, async () => {
    const result = await record.keep(newAct(), null)
    if (result.kind === "kept") {
      kept += 1
      return { answered: receiptOf(record, result.act) }
    }
    away += 1
    await sleep(100)
    return DONE
  })
  const { user, system } = process.cpuUsage(before)
  if (away > 0) process.stderr.write(`${String(away)} times too busy\n`)
  return { ...measured, processor: (user + system) / kept }
}

export function inserts({ db }: Store, seconds: number): Promise<Run> {
  return run(seconds, async () => {
    await sql`insert into kept (digest, bytes) values (${randomBytes(32).toString("hex")}, ${randomBytes(34)})`.execute(db)
    return DONE
  })
}

/** The naive way: each act takes the next number itself, under the head's lock. */
export function counters({ db }: Store, seconds: number): Promise<Run> {
  return run(seconds, async () => {
    await db.transaction().execute(async (transaction) => {
      await sql`insert into kept (digest, bytes) values (${randomBytes(32).toString("hex")}, ${randomBytes(34)})`.execute(transaction)
      await sql`update log_head set size = size + 1`.execute(transaction)
    })
    return DONE
  })
}

export function sha256(): number {
  const node = randomBytes(65)
  return perSecond(1_000_000, () => { for (let at = 0; at < 1_000_000; at++) hash("sha256", node, "binary") })
}
