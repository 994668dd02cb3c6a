/**
 * `npm run bench -- answers`: how fast one question of the Chicago pack is answered, by whom, and how many questions are
 * asked until the law is decided. Every number printed was measured by the run that prints it.
 *
 *     npm run bench -- answers [--json] [--quick] [--pack DIR] [--no-http]
 */
import { spawnSync } from "node:child_process"
import { cpus, loadavg } from "node:os"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { hasError } from "../src/kernel/text/diagnostic.ts"
import { printDiagnostics } from "../src/kernel/text/print-diagnostics.ts"
import type { LawBook } from "../src/law/book.ts"
import { dayIn } from "../src/law/days.ts"
import { questionSpec } from "../src/law/to-diagram.ts"
import { countAdmissible } from "../src/kernel/diagram/count.ts"
import { OUTCOMES } from "../src/kernel/diagram/types.ts"
import { openPack } from "../src/pipeline.ts"
import { casbin } from "./answers/casbin.ts"
import { cedar } from "./answers/cedar.ts"
import { CLOCK } from "./answers/clock.ts"
import { handWritten, QUESTION } from "./answers/hand-written.ts"
import { overHttp, type Served } from "./answers/http.ts"
import { jsonRulesEngine } from "./answers/json-rules-engine.ts"
import { countEqual, measure, ratio, type Contestant, type Measured } from "./answers/measure.ts"
import { publicodes } from "./answers/publicodes.ts"
import { questionsAsked, STRATEGIES, type Asked, type StrategyName } from "./answers/questions-asked.ts"
import { subjectOf, type Subject } from "./answers/situations.ts"
import { printRate, printTable } from "./answers/tables.ts"
import { limits, writ } from "./answers/writ.ts"

const { values: options } = parseArgs({
  options: { json: { type: "boolean", default: false }, quick: { type: "boolean", default: false }, "no-http": { type: "boolean", default: false }, pack: { type: "string", default: "packs/chicago" } },
})
// npm runs scripts in the package's folder; the bundle this file becomes lies elsewhere.
const root = process.cwd()
const ROUNDS = options.quick ? { rounds: 3, warmUpSeconds: 0.2, roundSeconds: 0.1 } : { rounds: 9, warmUpSeconds: 1, roundSeconds: 0.3 }

const book = mustOpen(options.pack)
const today = dayIn(book.pack.settings.timeZone, new Date())
const subject = subjectOf(book, QUESTION, today)
const machine = { cpu: cpus()[0]?.model ?? "unknown", cpus: cpus().length, node: process.version, v8: process.versions.v8, versions: versions() }

const contestants = [...writ(subject), ...handWritten(subject), ...cedar(subject), jsonRulesEngine(subject), await casbin(subject), publicodes(subject), ...limits(subject)]
const equal = new Map<Contestant, number>()
for (const contestant of contestants) equal.set(contestant, await countEqual(subject, contestant))
const unequal = contestants.filter((contestant) => equal.get(contestant) !== subject.situations.length)
if (unequal.length > 0) throw new Error(unequal.map(({ name }) => `${name} answers otherwise than the diagram`).join("; "))

const loadBefore = loadavg()[0] ?? 0
const measured = await measure(subject, contestants, ROUNDS)
const served = options["no-http"] ? [] : await http(subject)
const loadAfter = loadavg()[0] ?? 0
const asked = book.pack.questions.map((question) => {
  const open = book.open(question, today)
  return { ...questionsAsked(open, questionSpec(book.pack, question, open.rules)), situations: Number(countAdmissible(open.forest)) }
})

if (options.json) process.stdout.write(`${JSON.stringify(asJson(), null, 2)}\n`)
else process.stdout.write(`${[about(), speedTable(), ratios(), httpTable(served), askedTable(asked)].join("\n\n")}\n`)

function mustOpen(folder: string): LawBook {
  const { book: opened, diagnostics, texts } = openPack(folder)
  if (opened === null || hasError(diagnostics)) {
    process.stderr.write(printDiagnostics(diagnostics.filter((one) => one.severity === "error"), texts))
    process.exit(1)
  }
  return opened
}

/** The program is measured as built; building does nothing where nothing has changed. */
async function http(of: Subject): Promise<readonly Served[]> {
  const built = spawnSync(process.execPath, ["scripts/build.mjs"], { cwd: root, stdio: ["ignore", 2, 2] })
  if (built.status !== 0) throw new Error("the program does not build")
  return overHttp(of, root, options.pack)
}

function versions(): Record<string, string> {
  const installed = (folder: string, name: string): [string, string] => {
    const { version } = JSON.parse(readFileSync(join(root, folder, "node_modules", name, "package.json"), "utf8")) as { readonly version: string }
    return [name, version]
  }
  return Object.fromEntries([
    ...["@cedar-policy/cedar-wasm", "hono", "@hono/node-server"].map((name) => installed(".", name)),
    ...["json-rules-engine", "casbin", "publicodes"].map((name) => installed("bench", name)),
  ])
}

function about(): string {
  const { open, situations } = subject
  const counts = OUTCOMES.map((outcome, terminal) => [outcome, situations.filter((situation) => situation.outcome === terminal).length] as const)
  const shares = counts.flatMap(([outcome, count]) => (count === 0 ? [] : [`${outcome} ${String(count)}`])).join(", ")
  return [
    `${machine.cpu}, ${String(machine.cpus)} CPUs · Node ${machine.node}, V8 ${machine.v8}`,
    Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`).join(" · "),
    `Load average ${loadBefore.toFixed(2)} before, ${loadAfter.toFixed(2)} after: whatever else runs widens the spread.`,
    "",
    `Question ${open.question.id} of ${options.pack}, law of ${today}`,
    `Facts: ${open.question.facts.map((fact) => fact.id).join(", ")}`,
    `Rules: ${open.rules.map(({ rule }) => rule.id).join(", ")}`,
    `Situations: ${String(situations.length)} (${shares}), each asked equally often, shuffled. Bodies that no rule tells apart are one.`,
  ].join("\n")
}

function speedTable(): string {
  const label: Record<Contestant["kind"], string> = { writ: "Writ", "by-hand": "", peer: "", limit: "limit:" }
  return printTable({
    title: `Table 1. Answers a second (${CLOCK}): median of ${String(ROUNDS.rounds)} rounds, lowest and highest`,
    head: ["", "answers/s", "lowest", "highest", "ns each", "equal on", "note"],
    left: new Set([0, 6]),
    rows: measured.map(({ contestant, median, lowest, highest }) => [
      `${label[contestant.kind]} ${contestant.name}`.trim(),
      printRate(median),
      printRate(lowest),
      printRate(highest),
      printRate(1e9 / median),
      contestant.decide === null ? "" : `${String(equal.get(contestant))} of ${String(subject.situations.length)}`,
      contestant.note,
    ]),
  })
}

function find(name: string): Measured {
  const found = measured.find(({ contestant }) => contestant.name === name)
  if (found === undefined) throw new Error(`nobody is called ${name}`)
  return found
}

function allRatios(): readonly { readonly of: string; readonly by: string; readonly ratio: number; readonly expected: number | null }[] {
  const pairs: readonly (readonly [string, string, number | null])[] = [
    ["diagram, single situations", "cedar-wasm, policies preparsed", 1000],
    ["diagram, columns of 1,000,000", "cedar-wasm, policies preparsed", 1000],
    ["diagram, single situations", "by hand, over the same cells", 0.7],
    ["diagram, columns of 1,000,000", "by hand, over the same columns", 0.7],
    ["diagram, single situations", "by hand, over an object of texts", 0.7],
    ["full answer with citations", "cedar-wasm, policies preparsed", null],
    ["diagram, single situations", "one table lookup, single situations", null],
    ["diagram, columns of 1,000,000", "one table lookup, columns", null],
    ["diagram, columns of 1,000,000", "reading the columns", null],
  ]
  return pairs.map(([of, by, expected]) => ({ of, by, expected, ratio: ratio(find(of), find(by)) }))
}

function ratios(): string {
  return printTable({
    title: "Ratios: the median over the rounds, each within its round",
    head: ["", "to", "ratio", "expected", ""],
    left: new Set([0, 1, 4]),
    rows: allRatios().map(({ of, by, ratio: value, expected }) => [
      of, by, value >= 100 ? printRate(value) : value.toFixed(2), expected === null ? "" : `>= ${expected.toLocaleString("en-US")}`, expected === null ? "" : value >= expected ? "reached" : "MISSED",
    ]),
  })
}

function httpTable(rows: readonly Served[]): string {
  if (rows.length === 0) return "Over HTTP: not measured (--no-http)"
  return printTable({
    title: "Over HTTP: loopback, 4 connections kept alive, each server a process of its own; 5 rounds, wall time",
    head: ["", "requests/s", "lowest", "highest", "p50 ms", "p99 ms", "CPU ms each", "bytes", "note"],
    left: new Set([0, 8]),
    rows: rows.map((row) => [row.name, printRate(row.perSecond), printRate(row.lowest), printRate(row.highest), row.p50.toFixed(2), row.p99.toFixed(2), row.processor?.toFixed(3) ?? "", String(row.bytes), row.note]),
  })
}

function askedTable(rows: readonly (Asked & { readonly situations: number })[]): string {
  const heads: Record<StrategyName, string> = { document: "document", "document-relevant": "+ skips", mention: "mentions", "mention-relevant": "+ skips", "one-step": "one step", ours: "ours", free: "free" }
  const mean = (pick: (row: Asked) => number): string => (rows.reduce((sum, row) => sum + pick(row), 0) / rows.length).toFixed(3)
  const means = (name: string, pick: (row: Asked, strategy: StrategyName) => number): readonly string[] => [name, "", "", ...STRATEGIES.map((strategy) => mean((row) => pick(row, strategy)))]
  return [
    printTable({
      title: `Table 2. Questions asked until decided, law of ${today}: expected over all admissible situations alike (and at most)`,
      head: ["", "facts", "situations", ...STRATEGIES.map((name) => heads[name])],
      left: new Set([0]),
      rows: [
        ...rows.map((row) => [row.question, String(row.facts), row.situations.toLocaleString("en-US"), ...STRATEGIES.map((name) => `${row.costs[name].expected.toFixed(2)} (${String(row.costs[name].worst)})`)]),
        means("mean", (row, strategy) => row.costs[strategy].expected),
        means("mean of the most", (row, strategy) => row.costs[strategy].worst),
        means("mean, body known before", (row, strategy) => row.costsKnowingBody[strategy].expected),
      ],
    }),
    "",
    "document: in the sequence of the vocabulary, until decided. mentions: the fact named most often in what is left of the rules (publicodes-like).",
    "+ skips: the same, leaving out facts that cannot matter any more. one step: the fact most likely to decide at once (L4-like).",
    "ours: the optimum that finishes a topic once begun. free: the optimum without that rule. All stop as soon as one outcome is left.",
  ].join("\n")
}

function asJson(): unknown {
  return {
    machine: { ...machine, loadBefore, loadAfter },
    subject: {
      pack: options.pack, question: subject.open.question.id, on: today, facts: subject.open.question.facts.map((fact) => fact.id),
      rules: subject.open.rules.map(({ rule }) => rule.id), situations: subject.situations.length,
    },
    rounds: ROUNDS,
    speed: measured.map(({ contestant, median, lowest, highest, rates }) => ({ name: contestant.name, kind: contestant.kind, note: contestant.note, median, lowest, highest, rates, equal: contestant.decide === null ? null : equal.get(contestant) })),
    ratios: allRatios(),
    http: served,
    asked,
  }
}
