/**
 * What a replay comes to: counts by direction, question, body and clause, and one example of each way in which decisions come out
 * differently. Its size does not depend on how many decisions there were.
 */
import { countChanges, verdictAt, VERDICTS, type Verdict } from "../../kernel/diagram/replay.ts"
import type { ClauseId, Day } from "../types.ts"
import type { PastDecision } from "./past-decision.ts"

export interface Example {
  readonly line: number
  readonly reference: string | null
  /** The day whose law decided it then. */
  readonly on: Day
  readonly facts: ReadonlyMap<string, string>
}

export interface Direction {
  readonly from: Verdict
  readonly to: Verdict
  readonly count: number
}

/** Of decisions that share something, how many there are and how many come out differently. */
export interface Share {
  readonly of: string
  readonly decisions: number
  readonly changed: number
}

export interface ClauseShare {
  readonly clause: ClauseId
  /** Decisions that come out differently and that it decided then, or decides now. */
  readonly before: number
  readonly after: number
}

/** One way in which decisions come out differently. */
export interface Group {
  readonly question: string
  readonly from: Verdict
  readonly to: Verdict
  /** The clauses that decided then; `null` where nobody can say: the law that decided is not at hand. */
  readonly before: readonly ClauseId[] | null
  readonly after: readonly ClauseId[]
  readonly count: number
  readonly example: Example
}

/** Decisions that the other law cannot decide, by why; with the first of them. */
export interface Apart {
  readonly kind: "question" | "fact" | "value"
  readonly question: string
  readonly fact: string | null
  readonly value: string | null
  readonly count: number
  readonly line: number
}

export interface Replayed {
  /** Decided again. */
  readonly decisions: number
  readonly changed: number
  readonly directions: readonly Direction[]
  readonly questions: readonly Share[]
  /** By the fact `body`; `of` is empty where it was not said. */
  readonly bodies: readonly Share[]
  readonly clauses: readonly ClauseShare[]
  /** What becomes prohibited first, then what becomes allowed; within that, the most frequent first. */
  readonly groups: readonly Group[]
  /** Decisions that come out differently in ways past those listed. */
  readonly more: number
  readonly apart: readonly Apart[]
  /** Decisions not decided again for reasons past those listed. */
  readonly moreApart: number
  /** Decisions recorded with another outcome than their own law gives for their day, as this pack has it. */
  readonly otherwise: { readonly count: number; readonly line: number | null }
}

/** Ways that are told apart, and reasons. */
const MOST_KEPT = 2_000

const WEIGHTIEST_FIRST: readonly Verdict[] = ["prohibited", "allowed", "required", "conflict", "silent", "advised-against", "advised-for", "open", "impossible"]

interface Writable { decisions: number; changed: number }

export class Tally {
  readonly #pairs = new Float64Array(VERDICTS.length ** 2)
  readonly #questions = new Map<string, Writable>()
  readonly #bodies = new Map<string, Writable>()
  readonly #clauses = new Map<ClauseId, { before: number; after: number }>()
  readonly #groups = new Map<string, Group & { count: number; example: Example }>()
  readonly #apart = new Map<string, Apart & { count: number; line: number }>()
  readonly #otherwise: { count: number; line: number | null } = { count: 0, line: null }
  #more = 0
  #moreApart = 0

  /** Decisions of one question, by number of verdict, then and now. */
  count(question: string, before: Uint8Array, after: Uint8Array, rows: number): void {
    countChanges(before, after, rows, this.#pairs)
    shareOf(this.#questions, question).decisions += rows
  }

  countBody(body: string, differently: boolean): void {
    const share = shareOf(this.#bodies, body)
    share.decisions += 1
    if (differently) share.changed += 1
  }

  countChange(group: Omit<Group, "count">): void {
    shareOf(this.#questions, group.question).changed += 1
    for (const clause of group.before ?? []) this.#clause(clause).before += 1
    for (const clause of group.after) this.#clause(clause).after += 1
    const key = [group.question, group.from, group.to, group.before?.join() ?? "?", group.after.join()].join(" ")
    const known = this.#groups.get(key)
    if (known !== undefined) {
      known.count += 1
      if (group.example.line < known.example.line) known.example = group.example
    } else if (this.#groups.size < MOST_KEPT) this.#groups.set(key, { ...group, count: 1 })
    else this.#more += 1
  }

  countOtherwise(line: number): void {
    this.#otherwise.count += 1
    this.#otherwise.line = Math.min(this.#otherwise.line ?? line, line)
  }

  countApart({ kind, question, fact, value, line }: Omit<Apart, "count">): void {
    const key = [kind, question, fact].join(" ")
    const known = this.#apart.get(key)
    if (known !== undefined) known.count += 1
    else if (this.#apart.size < MOST_KEPT) this.#apart.set(key, { kind, question, fact, value, count: 1, line })
    else this.#moreApart += 1
  }

  #clause(id: ClauseId): { before: number; after: number } {
    const known = this.#clauses.get(id) ?? { before: 0, after: 0 }
    this.#clauses.set(id, known)
    return known
  }

  replayed(): Replayed {
    const directions = this.#directions()
    return {
      decisions: this.#pairs.reduce((sum, count) => sum + count, 0),
      changed: directions.reduce((sum, { count }) => sum + count, 0),
      directions,
      questions: sharesOf(this.#questions),
      bodies: sharesOf(this.#bodies),
      clauses: [...this.#clauses].map(([clause, counts]) => ({ clause, ...counts })).toSorted((one, other) => other.before + other.after - one.before - one.after || (one.clause < other.clause ? -1 : 1)),
      groups: [...this.#groups.values()].map((group) => ({ ...group })).toSorted((one, other) => weight(one) - weight(other) || other.count - one.count || one.example.line - other.example.line),
      more: this.#more,
      apart: [...this.#apart.values()].map((one) => ({ ...one })).toSorted((one, other) => other.count - one.count || one.line - other.line),
      moreApart: this.#moreApart,
      otherwise: { ...this.#otherwise },
    }
  }

  #directions(): readonly Direction[] {
    const found = [...this.#pairs].flatMap((count, pair): readonly Direction[] => {
      const [from, to] = [Math.floor(pair / VERDICTS.length), pair % VERDICTS.length]
      return count === 0 || from === to ? [] : [{ from: verdictAt(from), to: verdictAt(to), count }]
    })
    return found.toSorted((one, other) => weight(one) - weight(other))
  }
}

function weight({ from, to }: { readonly from: Verdict; readonly to: Verdict }): number {
  return WEIGHTIEST_FIRST.indexOf(to) * VERDICTS.length + WEIGHTIEST_FIRST.indexOf(from)
}

function shareOf(shares: Map<string, Writable>, of: string): Writable {
  const known = shares.get(of) ?? { decisions: 0, changed: 0 }
  shares.set(of, known)
  return known
}

/** Where most comes out differently first. */
function sharesOf(shares: ReadonlyMap<string, Writable>): readonly Share[] {
  return [...shares].map(([of, counts]) => ({ of, ...counts })).toSorted((one, other) => other.changed - one.changed || other.decisions - one.decisions || (one.of < other.of ? -1 : 1))
}

/** How a decision is shown. */
export function exampleOf({ reference, on, facts }: PastDecision, line: number): Example {
  return { line, reference, on, facts }
}
