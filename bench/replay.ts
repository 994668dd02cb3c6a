/**
 * `npm run bench -- replay`: how fast past decisions are decided again. The walk over ten million rows of typed columns on one core,
 * beside reading the same columns and beside cedar-wasm; reading JSON lines apart. Every number printed was measured by the run that
 * prints it.
 *
 *     npm run bench -- replay [--json] [--quick] [--pack DIR]
 */
import { cpus, loadavg } from "node:os"
import { parseArgs } from "node:util"
import { reachable } from "../src/kernel/diagram/decide.ts"
import { countChanges, Redecider, VERDICTS, verdictAt, type Column } from "../src/kernel/diagram/replay.ts"
import { openPack } from "../src/pipeline.ts"
import type { Day } from "../src/law/types.ts"
import { cedar } from "./answers/cedar.ts"
import { CLOCK, clockSeconds } from "./answers/clock.ts"
import { medianOf } from "./answers/measure.ts"
import { printRate, printTable } from "./answers/tables.ts"
import { stages, textOf } from "./replay/reading.ts"
import { drawn, forgetful, ofPack, type Replayed, type Side } from "./replay/subjects.ts"

const { values: options } = parseArgs({ options: { json: { type: "boolean", default: false }, quick: { type: "boolean", default: false }, pack: { type: "string", default: "packs/chicago" } } })
const ROWS = options.quick ? 1_000_000 : 10_000_000
const LINES = options.quick ? 100_000 : 1_000_000
const ROUNDS = options.quick ? 3 : 5
const SAMPLE = options.quick ? 2_000 : 20_000
/** What ten million rows may take. */
const MOST_SECONDS = 3
const DAYS: readonly [Day, Day] = ["2025-08-01" as Day, "2025-11-01" as Day]
const QUESTION = "joint-duty"

interface Timed {
  readonly of: string
  readonly what: string
  readonly seconds: readonly number[]
  readonly median: number
  readonly isWalk: boolean
}

const book = openPack(options.pack).book
if (book === null) throw new Error(`${options.pack} cannot be read; npx writ check says why`)
const loadBefore = loadavg()[0] ?? 0
const pack = ofPack(book, QUESTION, DAYS, ROWS)
const timings = [...timingsOf(pack), ...timingsOf(drawn(20250830, ROWS))]
const peer = cedarSeconds(pack)
const reading = readingOf(pack)
const loadAfter = loadavg()[0] ?? 0

if (options.json) process.stdout.write(`${JSON.stringify({ cpu: cpus()[0]?.model, node: process.version, loadBefore, loadAfter, rows: ROWS, rounds: ROUNDS, timings, cedar: peer, reading }, null, 2)}\n`)
else process.stdout.write(`${[about(), walkTable(), cedarTable(), readingTable()].join("\n\n")}\n`)

function timingsOf({ name, rows, before, after }: Replayed): readonly Timed[] {
  const [was, is] = [new Uint8Array(rows), new Uint8Array(rows)]
  const [own, other] = [new Redecider(before.forest), new Redecider(after.forest)]
  own.decide(before.columns, rows, was)
  const unsure = forgetful(after, 7)
  const again = (side: Side) => () => {
    other.decide(side.columns, rows, is)
    countChanges(was, is, rows, new Float64Array(VERDICTS.length ** 2))
  }
  const timed = (what: string, run: () => void, isWalk = true): Timed => {
    run()
    const seconds = Array.from({ length: ROUNDS }, () => secondsOf(run))
    return { of: name, what, seconds, median: medianOf(seconds), isWalk }
  }
  const found = [
    timed("decided again, changes counted", again(after)),
    timed("decided then and now, changes counted", () => { own.decide(before.columns, rows, was); again(after)() }),
    timed("decided again, 1 fact in 10 not known", again(unsure)),
    timed("limit: every cell of the columns added up", () => { sumOf(after.columns) }, false),
  ]
  again(unsure)()
  mustBeExact(unsure, is)
  return found
}

/** Rows with facts missing, compared with single decisions. */
function mustBeExact({ forest, columns }: Side, verdicts: Uint8Array): void {
  const said = forest.facts.map(() => false)
  for (let row = 0; row < 1_000; row++) {
    const cells = Int16Array.from(columns, (column) => ((column[row] ?? 0) === 0xff ? -1 : (column[row] ?? 0)))
    const [only, ...others] = reachable(forest, { cells, said })
    const expected = only === undefined ? "impossible" : others.length > 0 ? "open" : only
    if (verdictAt(verdicts[row] ?? 0) !== expected) throw new Error(`row ${String(row)} comes to another outcome than by itself`)
  }
}

function secondsOf(run: () => void): number {
  const start = clockSeconds()
  run()
  return clockSeconds() - start
}

function sumOf(columns: readonly Column[]): number {
  let sum = 0
  for (const column of columns) {
    for (let row = 0; row < column.length; row++) sum += column[row] as number
  }
  return sum
}

/** Seconds for the sample's rows: cedar-wasm with policies parsed beforehand, and the walk over as many. */
function cedarSeconds({ subject, after }: Replayed): { readonly rows: number; readonly cedar: number; readonly walk: number } {
  if (subject === null) throw new Error("a peer needs a question of a pack")
  const contestant = cedar(subject).find(({ name }) => name.includes("preparsed"))
  if (contestant === undefined) throw new Error("nobody is called so")
  for (const [index, { outcome }] of subject.situations.entries()) if (contestant.decide?.(index) !== outcome) throw new Error("cedar-wasm answers otherwise than the diagram")
  const redecider = new Redecider(after.forest)
  const verdicts = new Uint8Array(ROWS)
  const perRow = medianOf(Array.from({ length: ROUNDS }, () => secondsOf(() => { redecider.decide(after.columns, ROWS, verdicts) }))) / ROWS
  return { rows: SAMPLE, cedar: secondsOf(() => { void contestant.run(SAMPLE) }), walk: perRow * SAMPLE }
}

function readingOf({ subject }: Replayed): ReturnType<typeof stages> {
  if (subject === null || book === null) throw new Error("what is read is of a pack")
  const text = textOf(subject, DAYS[0], LINES)
  // Once so that the compilers settle.
  stages(book, text, LINES, DAYS[1])
  return stages(book, text, LINES, DAYS[1])
}

function about(): string {
  return [
    `${cpus()[0]?.model ?? "unknown"}, ${String(cpus().length)} CPUs · Node ${process.version} · ${CLOCK}`,
    `Load average ${loadBefore.toFixed(2)} before, ${loadAfter.toFixed(2)} after: whatever else runs widens the spread.`,
  ].join("\n")
}

function walkTable(): string {
  const verdictOf = ({ median, isWalk }: Timed): string => (!isWalk ? "" : median * (10_000_000 / ROWS) <= MOST_SECONDS ? "reached" : "MISSED")
  return printTable({
    title: `Table 1. ${ROWS.toLocaleString("en-US")} rows of typed columns, one core: median seconds of ${String(ROUNDS)} rounds; at most ${String(MOST_SECONDS)} s for ten million`,
    head: ["", "seconds", "lowest", "highest", "rows/s", "ns a row", ""],
    left: new Set([0, 6]),
    rows: timings.flatMap((row, index) => [
      ...(timings[index - 1]?.of === row.of ? [] : [[row.of]]),
      [`  ${row.what}`, row.median.toFixed(3), Math.min(...row.seconds).toFixed(3), Math.max(...row.seconds).toFixed(3), printRate(ROWS / row.median), printRate((row.median / ROWS) * 1e9), verdictOf(row)],
    ]),
  })
}

function cedarTable(): string {
  return printTable({
    title: `Table 2. ${peer.rows.toLocaleString("en-US")} decisions of ${QUESTION}, law of ${DAYS[1]}; outcomes equal on every situation`,
    head: ["", "seconds", "decisions/s", "ns each"],
    left: new Set([0]),
    rows: ([["the walk over columns", peer.walk], ["cedar-wasm, policies preparsed, one call a class of rules", peer.cedar]] as const).map(([name, seconds]) => [name, seconds.toPrecision(3), printRate(peer.rows / seconds), printRate((seconds / peer.rows) * 1e9)]),
  })
}

function readingTable(): string {
  return printTable({
    title: `Table 3. Reading ${LINES.toLocaleString("en-US")} decisions as JSON lines, as writ replay does, from memory; each row does those above it too`,
    head: ["", "seconds", "lines/s"],
    left: new Set([0]),
    rows: reading.map(({ name, seconds }) => [name, seconds.toFixed(3), printRate(LINES / seconds)]),
  })
}
