/**
 * Whether every side is put in one form: how many statements each has, how long they are, how many are answered, and
 * whose reports all of it rests on. Counted, so that it can be argued about.
 */
import type { Source } from "../source.ts"
import { timelineSources } from "./texts.ts"
import { SIDES, type Side, type Statement, type Timeline } from "./types.ts"

export interface SideBalance {
  readonly side: Side
  readonly statements: number
  /** Words per statement, quoted ones included; `null` where the side has none. */
  readonly words: { readonly median: number; readonly least: number; readonly most: number } | null
  readonly answered: number
}

export interface Balance {
  /** In the sequence of `SIDES`. */
  readonly sides: readonly SideBalance[]
  /** Who was read, and in how many places; the most read first. */
  readonly outlets: readonly { readonly outlet: string; readonly sources: number }[]
}

export function balanceOf(timeline: Timeline): Balance {
  return { sides: SIDES.map((side) => sideBalance(side, timeline.statements.filter((one) => one.side === side))), outlets: outletsOf(timelineSources(timeline)) }
}

function sideBalance(side: Side, statements: readonly Statement[]): SideBalance {
  const words = statements.map(wordsOf).toSorted((a, b) => a - b)
  const [least, most] = [words[0], words.at(-1)]
  return {
    side,
    statements: statements.length,
    words: least === undefined || most === undefined ? null : { median: medianOf(words), least, most },
    answered: statements.filter(({ answer }) => answer.kind === "answered").length,
  }
}

/** What readers read of a statement: the paraphrase and the exact words. */
export function wordsOf({ says, quote }: Pick<Statement, "says" | "quote">): number {
  return `${says} ${quote ?? ""}`.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}

/** Of numbers in rising sequence; between two, their middle. */
function medianOf(rising: readonly number[]): number {
  const half = rising.length / 2
  return ((rising[Math.ceil(half) - 1] ?? 0) + (rising[Math.floor(half)] ?? 0)) / 2
}

/** Several outlets in one source are parted by `; `. */
function outletsOf(sources: readonly Source[]): Balance["outlets"] {
  const counts = new Map<string, number>()
  for (const outlet of sources.flatMap(({ by }) => by.split("; "))) counts.set(outlet, (counts.get(outlet) ?? 0) + 1)
  return [...counts].map(([outlet, count]) => ({ outlet, sources: count })).toSorted((a, b) => b.sources - a.sources || (a.outlet < b.outlet ? -1 : 1))
}
