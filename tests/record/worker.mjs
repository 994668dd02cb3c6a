/**
 * A Writ process of its own, for tests that kill it: keeps acts as fast as it can, sequences them, and tells, a JSON line each, what it
 * has promised.
 *
 *     node tests/record/worker.mjs DATA      {"kind":"kept","pending":7,"entry":"0100…"}, {"kind":"receipt","bytes":"…"}
 */
import { randomBytes } from "node:crypto"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { printEntry } from "../../dist/kernel/receipt/entry.js"
import { commitmentOf } from "../../dist/kernel/receipt/opening.js"
import { dayIn } from "../../dist/law/days.js"
import { newReference } from "../../dist/record/from-decision.js"
import { nodeCrypto as crypto } from "../../dist/record/node-crypto.js"
import { openRecord } from "../../dist/record/open-record.js"
import { openStore } from "../../dist/store/database.js"

const WRITERS = 8
const [, , dataFolder = ""] = process.argv
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`)

function newAct() {
  const reference = newReference()
  const opening = new Map([["act", { key: randomBytes(32), fields: { reference } }]])
  return { reference, kind: "decision", department: "harbour", incident: null, at: new Date(), opening, entry: printEntry({ kind: "sealed", commitment: commitmentOf(crypto, opening) }) }
}

async function takeReceipt(record, act) {
  const receipt = await record.receipt(act, 2_000)
  if (receipt !== null) say({ kind: "receipt", bytes: Buffer.from(receipt).toString("base64") })
}

/** A database that goes away is waited for. */
async function write(record) {
  for (;;) {
    const kept = await record.keep(newAct(), null).catch(() => ({ kind: "failed" }))
    if (kept.kind === "read-only") say(kept)
    if (kept.kind !== "kept") {
      await sleep(20)
      continue
    }
    say({ kind: "kept", pending: kept.act.pending, entry: Buffer.from(kept.act.entry).toString("hex") })
    takeReceipt(record, kept.act).catch(() => undefined)
  }
}

try {
  const store = await openStore({ dataFolder, poolSize: WRITERS + 4, onProgress: (progress) => { if (progress.kind === "started" || progress.kind === "adopted") say(progress) } })
  const record = await openRecord({
    db: store.db, crypto, origin: "city.example/record", keyFile: join(dataFolder, "log.key"), clock: () => new Date(), today: () => dayIn("UTC", new Date()),
    cadence: { kind: "steady", everyMs: 700, leaves: 64 }, onEvent: (event) => { if (event.kind === "read-only") say(event) },
  })
  say({ kind: "open" })
  await Promise.all(Array.from({ length: WRITERS }, () => write(record)))
} catch (error) {
  say({ kind: "bug", said: String(error.stack), facts: error.facts ?? null })
  process.exit(1)
}
