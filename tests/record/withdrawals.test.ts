/** Counsel withdraws a clause: at once nobody answers by it, and what was decided before and after is decided again to the same. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { decisionForm } from "../../src/features/desk/api-forms.ts"
import { deskApi } from "../../src/features/desk/api.ts"
import { decisionOf, type DecisionFields } from "../../src/kernel/receipt/act.ts"
import { decideAgain } from "../../src/kernel/receipt/decide-again.ts"
import { parseEntry } from "../../src/kernel/receipt/entry.ts"
import { parseOpening } from "../../src/kernel/receipt/opening.ts"
import type { JsonValue } from "../../src/kernel/text/canonical-json.ts"
import { bug } from "../../src/kernel/text/bug.ts"
import { openBook, type LawBook } from "../../src/law/book.ts"
import { dayIn } from "../../src/law/days.ts"
import { withWithdrawals } from "../../src/law/withdraw.ts"
import { openPack } from "../../src/pipeline.ts"
import { findApiKey, makeApiKey } from "../../src/record/api-keys.ts"
import { keptWithdrawals, LawNow, WITHDRAWALS_FILE } from "../../src/record/law-now.ts"
import { nodeCrypto } from "../../src/record/node-crypto.ts"
import { readWithdrawals, withdrawClause } from "../../src/record/withdrawals.ts"
import { makeApp } from "../../src/web/app.tsx"
import { runWrit } from "../setup/run-writ.ts"
import { testRecord, type TestRecord } from "../setup/record.ts"

const book = openPack("packs/example").book ?? bug("packs/example cannot be read")
const question = book.question("joint-duty") ?? bug("no question")
const CLAUSE = "order-1#cl_joint-duty"
const ASKS = { question: "joint-duty", facts: { who: "federal-agents", purpose: "immigration", existing_agreement: false } }
const clock = (): Date => new Date()
const today = (): ReturnType<typeof dayIn> => dayIn(book.pack.settings.timeZone, clock())

let setup: TestRecord
let folder: string
let key: string
const ends: (() => void)[] = []

beforeAll(async () => {
  setup = await testRecord()
  folder = mkdtempSync(join(tmpdir(), "writ-withdrawals-"))
  key = (await makeApiKey(setup.store.db, nodeCrypto, "police")).secret
})
afterAll(async () => {
  for (const end of ends) end()
  await setup.close()
  rmSync(folder, { recursive: true })
})

interface TestServer {
  readonly law: LawNow
  readonly decide: () => Promise<DecisionFields>
}

/** One of several servers on the same database. */
function server(file: string | null): TestServer {
  const { db } = setup.store
  const law = new LawNow(book, file)
  ends.push(law.follow(() => readWithdrawals(db, book.pack.digest)))
  const api = deskApi(() => Promise.resolve({ book, today, clock, lawAt: (now) => law.surelyAt(now), crypto: nodeCrypto, record: setup.record, findKey: (secret) => findApiKey(db, nodeCrypto, secret, clock()) }))
  let sent = 0
  const decide = async (): Promise<DecisionFields> => {
    sent += 1
    const response = await api.request("/v1/decisions", { method: "POST", body: JSON.stringify(ASKS), headers: { "content-type": "application/json", authorization: `Bearer ${key}`, "idempotency-key": `${file ?? "none"}-${String(sent)}` } })
    const decision = decisionForm.parse(await response.json())
    const fields = decisionOf(parseOpening(decision.opening as JsonValue) ?? bug("no opening")) ?? bug("no decision")
    expect(decision.answer?.outcome).toBe(fields.cell.outcome)
    return fields
  }
  return { law, decide }
}

describe("withdrawn while two servers decide", () => {
  const decided: DecisionFields[] = []
  let servers: readonly TestServer[]

  beforeAll(async () => {
    servers = [server(join(folder, WITHDRAWALS_FILE)), server(null)]
    const end = clock().getTime() + 1_900
    const deciding = servers.map(async ({ decide }) => { while (clock().getTime() < end) decided.push(await decide()) })
    await sleep(300)
    const all = await Promise.all(servers.map(() => withdrawClause(setup.store.db, book.pack.digest, CLAUSE, clock)))
    expect(all.map(({ kind }) => kind).sort()).toEqual(["known", "withdrawn"])
    await Promise.all(deciding)
  })

  test("each decision is what the law of its instant gives, to the millisecond", async () => {
    const withdrawn = await readWithdrawals(setup.store.db, book.pack.digest)
    expect(withdrawn).toMatchObject([{ clause: CLAUSE, role: "counsel" }])
    const lawThen = (at: string): LawBook => openBook(withWithdrawals(book.pack, withdrawn.filter(({ from }) => Date.parse(from) <= Date.parse(at))))
    for (const one of decided) expect([one.act.at, decideAgain(lawThen(one.act.at).open(question, today()).forest, one)]).toEqual([one.act.at, { kind: "same" }])
    expect(new Set(decided.map(({ cell }) => cell.outcome))).toEqual(new Set(["prohibited", "silent"]))
  })

  test("the public answers say so too, page and API, and name the clause", async () => {
    const { law } = servers[1] ?? bug("no server")
    const app = makeApp({ book, law: () => law.at(clock()), today, tell: (failure) => bug(failure) })
    const api = await app.request("/v1/answers", { method: "POST", body: JSON.stringify(ASKS), headers: { "content-type": "application/json" } })
    expect(await api.json()).toMatchObject({ outcome: "silent", withdrawn: [{ instrument: "order-1", clause: "cl_joint-duty", by: "counsel" }] })
    for (const [language, words] of [["en", "Withdrawn by counsel"], ["es", "Retirado por los abogados"]] as const) {
      const page = await app.request(`/${language}/ask/joint-duty`, { method: "POST", body: "danger=no&body=police&who=federal-agents&purpose=immigration&existing_agreement=no", headers: { "content-type": "application/x-www-form-urlencoded" } })
      expect(await page.text()).toContain(words)
    }
  })

  test("the law of a day before stays as it was", () => {
    const { law } = servers[0] ?? bug("no server")
    const answer = (now: Date, on: string): string => law.at(now).answer({ question: question.id, on: on as ReturnType<typeof today>, facts: new Map([["body", "police"], ["who", "federal-agents"], ["purpose", "immigration"], ["existing_agreement", "no"]].flatMap(([id, value]) => question.facts.filter((fact) => fact.id === id).map((fact) => [fact.id, { kind: "value", value: value ?? "" }] as const))), language: "en" }).outcome
    expect([answer(clock(), "2026-02-01"), answer(clock(), today())]).toEqual(["prohibited", "silent"])
    expect(answer(new Date(0), today())).toBe("prohibited")
  })

  test("it stands in the record, clear, and cannot be changed", async () => {
    const { db } = setup.store
    await expect.poll(async () => (await db.selectFrom("log_entry").select("entry").execute()).map(({ entry }) => parseEntry(entry)).filter(({ kind }) => kind === "withdrawal")).toMatchObject([{ law: book.pack.digest, clause: CLAUSE, role: "counsel" }])
    await expect(db.updateTable("withdrawal").set({ role: "mayor" }).execute()).rejects.toThrow(/permission denied/)
  })

  test("a server that starts without its database answers as the last one did, and so does the command line", async () => {
    const file = join(folder, WITHDRAWALS_FILE)
    await expect.poll(() => keptWithdrawals(file, book.pack.digest).length).toBe(1)
    expect(new LawNow(book, file).at(clock())).not.toBe(book)
    const ran = await runWrit(["ask", "joint-duty", "--pack", "packs/example", "--data", folder, "--body", "police", "who=federal-agents", "purpose=immigration", "existing_agreement=no", "--json"])
    expect(JSON.parse(ran.out)).toMatchObject({ outcome: "silent", withdrawn: [{ clause: "cl_joint-duty" }] })
  })
})

test.each([
  ["another law's", JSON.stringify({ law: "0".repeat(64), withdrawn: [{ clause: CLAUSE, from: "2026-01-01T00:00:00.000Z", role: "counsel" }] })],
  ["one that is cut off", '{"law":'],
  ["one in another form", JSON.stringify({ law: book.pack.digest, withdrawn: [{ clause: CLAUSE, from: "yesterday", role: "counsel" }] })],
])("a file of withdrawals withdraws nothing where it is %s", (_, text) => {
  const file = join(folder, "other.json")
  writeFileSync(file, text)
  expect(new LawNow(book, file).at(clock())).toBe(book)
})

test("a clause that the law does not have withdraws nothing of it", () => {
  const pack = withWithdrawals(book.pack, [{ clause: "order-1#cl_gone", from: "2026-01-01T00:00:00.000Z", role: "counsel" }])
  expect(pack.instruments).toEqual(book.pack.instruments)
})
