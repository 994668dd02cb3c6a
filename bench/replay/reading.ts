/** Reading decisions as `writ replay` does, from memory: lines cut, then JSON read, then decided again. Each stage does the ones before it too. */
import { Lines } from "../../src/cli/lines.ts"
import { printGiven } from "../../src/kernel/diagram/values.ts"
import type { LawBook } from "../../src/law/book.ts"
import { readPastDecision } from "../../src/law/replay/past-decision.ts"
import { Replay } from "../../src/law/replay/replay.ts"
import type { Day } from "../../src/law/types.ts"
import { clockSeconds } from "../answers/clock.ts"
import type { Subject } from "../answers/situations.ts"

const CHUNK_BYTES = 256 * 1024

export interface Stage {
  readonly name: string
  readonly seconds: number
}

/** Lines like those that people keep, each situation equally often, without outcomes: so each is decided under both laws. */
export function textOf({ situations, draws, open }: Subject, on: Day, lines: number): Buffer {
  const facts = situations.map(({ given }) => Object.fromEntries(open.question.facts.flatMap((fact) => { const said = given.get(fact.id); return said === undefined ? [] : [[fact.id, printGiven(fact, said)]] })))
  const text: string[] = []
  for (let line = 0; line < lines; line++) text.push(JSON.stringify({ question: open.question.id, on, facts: facts[draws[line] ?? 0], reference: `R${String(line)}` }))
  return Buffer.from(`${text.join("\n")}\n`)
}

export function stages(book: LawBook, text: Buffer, lines: number, on: Day): readonly Stage[] {
  const timed = (name: string, take: (line: string, number: number) => void, end: () => number): Stage => {
    const start = clockSeconds()
    const reader = new Lines()
    for (let at = 0; at < text.length; at += CHUNK_BYTES) reader.push(text.subarray(at, at + CHUNK_BYTES), (line) => { if (line.kind === "text") take(line.text, line.number) })
    const seen = end()
    const seconds = clockSeconds() - start
    if (seen !== lines) throw new Error(`${name}: ${String(seen)} of ${String(lines)} lines`)
    return { name, seconds }
  }
  let seen = 0
  const counted = (): number => { const all = seen; seen = 0; return all }
  const replay = new Replay(book, book, on)
  return [
    timed("lines cut, UTF-8 checked", () => { seen += 1 }, counted),
    timed("JSON read", (line) => { if (readPastDecision(line, on).kind === "decision") seen += 1 }, counted),
    timed("decided then and now, counted and told", (line, number) => {
      const read = readPastDecision(line, on)
      if (read.kind === "decision") replay.add(read.decision, number)
    }, () => replay.replayed().decisions),
  ]
}
