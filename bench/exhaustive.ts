/**
 * `npm run bench -- exhaustive`: how large a question may grow before its diagrams do, and what its findings and amendments cost.
 * Every number printed was measured by the run that prints it; each row by a process of its own.
 *
 *     npm run bench -- exhaustive [--quick] [--svg FILE]
 */
import { spawnSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { cpus, loadavg } from "node:os"
import { parseArgs } from "node:util"
import { MEASURED, type LargeQuestion } from "../tests/generators/large-question.ts"
import { CLOCK } from "./answers/clock.ts"
import { printTable } from "./answers/tables.ts"
import { plot } from "./exhaustive/plot.ts"
import { CHANGED, measureRow, type Measured, type Row, type Work } from "./exhaustive/rows.ts"

const { values: options } = parseArgs({ options: { quick: { type: "boolean", default: false }, svg: { type: "string" }, row: { type: "string" } } })
const SEEDS = options.quick ? [1] : [1, 2, 3]
const MIXING = options.quick ? [0, 20] : [0, 20, 30, 40, 50, 100]
const RULES = options.quick ? [50, 100, 200] : [25, 50, 100, 150, 200, 300, 400]
/** Where the outcome is past the limit. */
const BEYOND = options.quick ? [50] : [50, 100]
const ALTERNATIVES = [63, 126, 252]
/** Fifty questions of twenty rules. */
const FIFTY = Array.from({ length: 50 }, (_, index): LargeQuestion => ({ ...MEASURED, seed: index + 1, rules: 20 }))
const MEGABYTES = 1024
const COLUMNS = ["nodes", "seconds", "MB", "came to"]
/** A row that takes longer is given up. */
const PATIENCE_MS = 120_000

if (options.row !== undefined) process.stdout.write(JSON.stringify(measureRow(JSON.parse(options.row) as Row)))
else bench()

function bench(): void {
  const before = loadavg()[0] ?? 0
  const tables = [mixingTable(), workTable(), manyTable(), negatedTable(), ...growth(), beyondTable()]
  process.stdout.write(`${[about(before), ...tables].join("\n\n")}\n`)
}

/** Measures a row in a new process; `null` where it was given up. */
function measured(row: Row): Measured | null {
  const { status, signal, stdout } = spawnSync(process.execPath, ["scripts/bench.mjs", "exhaustive", "--row", JSON.stringify(row)], { encoding: "utf8", timeout: PATIENCE_MS, stdio: ["ignore", "pipe", 2] })
  if (signal !== null) return null
  if (status !== 0) throw new Error(`a row ended with ${String(status)}: ${JSON.stringify(row)}`)
  return JSON.parse(stdout) as Measured
}

function oneOf(work: Work, change: Partial<LargeQuestion>): Measured | null {
  return measured({ work, questions: [{ ...MEASURED, ...change }] })
}

function cells(found: Measured | null): readonly string[] {
  if (found === null) return ["", `over ${String(PATIENCE_MS / 1000)}`, "", "given up"]
  const within = found.megabytes <= MEGABYTES ? "" : " (over 1 GB)"
  return [found.nodes?.toLocaleString("en-US") ?? "", found.seconds.toFixed(1), `${found.megabytes.toFixed(0)}${within}`, found.said]
}

function about(before: number): string {
  return [
    `${cpus()[0]?.model ?? "unknown"}, ${String(cpus().length)} CPUs · Node ${process.version}`,
    `Load average ${before.toFixed(2)} before, ${(loadavg()[0] ?? 0).toFixed(2)} after. Seconds are ${CLOCK}; MB are the peak of a process that did the row alone.`,
    "",
    "The question is drawn from a seed: 40 facts of 2 to 4 values in 8 topics, shuffled; 200 rules of the five classes. A rule reads 2 to 4",
    "facts of one topic, each in some of its values; it has an `unless` of one more, and the exception an exception of its own. A mixing rule",
    "reads 2 facts of one other topic as well. No diagram may make more than 2,000,000 nodes, garbage included.",
  ].join("\n")
}


function mixingTable(): string {
  const rows = MIXING.flatMap((mixing) => SEEDS.map((seed) => [`${String(mixing)} %`, String(seed), ...cells(oneOf("build", { mixing, seed }))]))
  return printTable({ title: "Table 1. Building one question of 200 rules, by the share of rules that read two topics", head: ["mixing", "seed", ...COLUMNS], left: new Set([5]), rows })
}

function workTable(): string {
  const works = (["findings", "diff"] as const).flatMap((work) => [0, 20].flatMap((mixing) => SEEDS.map((seed) => [work, `${String(mixing)} %`, String(seed), ...cells(oneOf(work, { mixing, seed }))])))
  return printTable({ title: `Table 2. All findings of it; and the diff against a version with ${String(CHANGED)} changed clauses; building included`, head: ["", "mixing", "seed", ...COLUMNS], left: new Set([0, 6]), rows: works })
}

function manyTable(): string {
  const rows = (["build", "findings"] as const).map((work) => [work, ...cells(measured({ work, questions: FIFTY }))])
  return printTable({ title: "Table 3. 1,000 rules over 50 such questions", head: ["", ...COLUMNS], left: new Set([0, 4]), rows })
}

function negatedTable(): string {
  const rows = ALTERNATIVES.map((alternatives) => [String(alternatives), ...cells(measured({ work: "negated", alternatives }))])
  return printTable({ title: "Table 4. A rule that forbids unless one of so many pairs of facts holds (OPA's PR 9036: 63)", head: ["pairs", ...COLUMNS], left: new Set([4]), rows })
}

function beyondTable(): string {
  const rows = BEYOND.flatMap((mixing) => SEEDS.map((seed) => [`${String(mixing)} %`, String(seed), ...cells(oneOf("answers", { mixing, seed }))]))
  return printTable({ title: "Table 6. Past the limit, answered by rules: four situations asked until one outcome is left; building included", head: ["mixing", "seed", ...COLUMNS], left: new Set([5]), rows })
}

function growth(): readonly string[] {
  const found = RULES.flatMap((rules) => {
    const one = oneOf("build", { rules })
    return one === null || one.nodes === null ? [] : [{ rules, seconds: one.seconds, nodes: one.nodes }]
  })
  const rows = found.map(({ rules, nodes, seconds }) => [String(rules), nodes.toLocaleString("en-US"), seconds.toFixed(1)])
  const table = printTable({ title: "Table 5. By the number of rules, 20 % mixing, seed 1", head: ["rules", "nodes", "seconds"], left: new Set(), rows })
  if (options.svg === undefined) return [table]
  writeFileSync(options.svg, plot("Nodes and time against the number of rules", "rules in one question, 20 % over two topics", [
    { title: "Nodes", points: found.map(({ rules, nodes }) => ({ x: rules, y: nodes })) },
    { title: "Seconds to build", points: found.map(({ rules, seconds }) => ({ x: rules, y: Number(seconds.toFixed(2)) })) },
  ]))
  return [table]
}
