/**
 * Replay: what past decisions would come to under the law of another day, or of another pack.
 *
 * A decision counts as recorded; where it does not say what it came to, it is decided under its own law of its day first. Decisions
 * wait in lanes, one for each question under each law of its own, and are decided a lane at a time.
 */
import { at } from "../../kernel/diagram/nodes.ts"
import { verdictAt } from "../../kernel/diagram/replay.ts"
import type { LawBook } from "../book.ts"
import { BODY_FACT } from "../cedar/ids.ts"
import { dayOf, stretchesOf, type Stretch } from "../calendar.ts"
import type { OpenQuestion } from "../open-question.ts"
import type { ClauseId, Day, Question } from "../types.ts"
import type { PastDecision } from "./past-decision.ts"
import { Rows, type UnknownFact } from "./rows.ts"
import { exampleOf, Tally, type Replayed } from "./tally.ts"

/** Decisions that wait in a lane. */
const LANE_ROWS = 256

/** Why a decision cannot be decided under its own law, which it would have to be since it does not say what it came to. */
export type OwnProblem = UnknownFact | { readonly kind: "question" }

interface Waiting {
  readonly decision: PastDecision
  readonly line: number
}

interface Lane {
  readonly question: string
  /** `null` where its own law does not know what the decisions say. */
  readonly own: Rows | null
  readonly other: Rows
  readonly waiting: Waiting[]
}

export class Replay {
  readonly #own: LawBook
  readonly #other: LawBook
  readonly #on: Day
  readonly #stretches: readonly Stretch[]
  readonly #tally = new Tally()
  /** By the question as its own law has it. */
  readonly #lanes = new Map<OpenQuestion, Lane>()
  /** By question, for decisions that its own law does not know. */
  readonly #strangers = new Map<string, Lane>()
  readonly #before = new Uint8Array(LANE_ROWS)
  readonly #after = new Uint8Array(LANE_ROWS)
  readonly #clauseOfRule: ReadonlyMap<string, ClauseId>

  /** `own` is the pack that decisions were made under, `other` decides again, by its law of the day `on`. */
  constructor(own: LawBook, other: LawBook, on: Day) {
    this.#own = own
    this.#other = other
    this.#on = on
    this.#stretches = stretchesOf(own.pack)
    this.#clauseOfRule = new Map(own.pack.instruments.flatMap(({ clauses }) => clauses.flatMap(({ id, rules }) => rules.map((rule) => [rule.id, id] as const))))
  }

  /** Takes the decision of a line; or says why it cannot, and counts nothing. */
  add(decision: PastDecision, line: number): OwnProblem | null {
    const { question, facts, outcome } = decision
    const asked = this.#own.question(question)
    if (asked === undefined && outcome === null) return { kind: "question" }
    const other = this.#other.question(question)
    if (other === undefined) {
      this.#tally.countApart({ kind: "question", question, fact: null, value: null, line })
      return null
    }
    const known = asked === undefined ? null : this.#lane(asked, other, decision.on)
    const unknown = known?.own?.put(known.waiting.length, facts) ?? null
    if (unknown !== null && outcome === null) return unknown
    this.#wait(known === null || unknown !== null ? this.#strangersLane(other) : known, { decision, line })
    return null
  }

  /** All that was decided so far. */
  replayed(): Replayed {
    for (const lane of [...this.#lanes.values(), ...this.#strangers.values()]) this.#flush(lane)
    return this.#tally.replayed()
  }

  #lane(asked: Question, other: Question, on: Day): Lane {
    // Any day of a stretch stands for it: a file may hold more days than a book keeps.
    const stretch = this.#stretches.findLast(({ from }) => from === null || from <= on)
    const open = this.#own.open(asked, stretch === undefined ? on : dayOf(stretch))
    const known = this.#lanes.get(open)
    if (known !== undefined) return known
    const made = { question: asked.id, own: new Rows(open, LANE_ROWS), other: this.#otherRows(other), waiting: [] }
    this.#lanes.set(open, made)
    return made
  }

  #strangersLane(other: Question): Lane {
    const known = this.#strangers.get(other.id)
    if (known !== undefined) return known
    const made = { question: other.id, own: null, other: this.#otherRows(other), waiting: [] }
    this.#strangers.set(other.id, made)
    return made
  }

  #otherRows(question: Question): Rows {
    return new Rows(this.#other.open(question, this.#on), LANE_ROWS)
  }

  /** The decision's facts stand in the lane's own rows already. */
  #wait(lane: Lane, waiting: Waiting): void {
    const row = lane.waiting.length
    const unknown = lane.other.put(row, waiting.decision.facts)
    if (unknown !== null) {
      lane.own?.forget(row)
      const value = unknown.kind === "value" ? unknown.value : null
      this.#tally.countApart({ kind: unknown.kind, question: lane.question, fact: unknown.fact, value, line: waiting.line })
    } else if (lane.waiting.push(waiting) === LANE_ROWS) this.#flush(lane)
  }

  #flush(lane: Lane): void {
    const rows = lane.waiting.length
    lane.own?.decide(rows, this.#before)
    const found = lane.own === null ? null : this.#before.slice(0, rows)
    lane.waiting.forEach(({ decision: { outcome }, line }, row) => {
      if (outcome === null) return
      if (found !== null && found[row] !== outcome) this.#tally.countOtherwise(line)
      this.#before[row] = outcome
    })
    lane.other.decide(rows, this.#after)
    this.#tally.count(lane.question, this.#before, this.#after, rows)
    lane.waiting.forEach((waiting, row) => { this.#tell(lane, waiting, row, found === null ? null : at(found, row)) })
    lane.waiting.length = 0
    lane.own?.clear()
    lane.other.clear()
  }

  /** `found` is what the decision's own law gives. */
  #tell(lane: Lane, { decision, line }: Waiting, row: number, found: number | null): void {
    const [before, after] = [at(this.#before, row), at(this.#after, row)]
    this.#tally.countBody(decision.facts.get(BODY_FACT) ?? "", before !== after)
    if (before === after) return
    this.#tally.countChange({
      question: lane.question,
      from: verdictAt(before),
      to: verdictAt(after),
      before: found === before ? (lane.own?.clauses(row, before) ?? null) : this.#recordedClauses(decision),
      after: lane.other.clauses(row, after),
      example: exampleOf(decision, line),
    })
  }

  /** The clauses of the rules that a decision says decided it; `null` where it does not say, or this pack has not all of them. */
  #recordedClauses({ rules }: PastDecision): readonly ClauseId[] | null {
    const clauses = rules?.map((rule) => this.#clauseOfRule.get(rule))
    return clauses?.every((clause) => clause !== undefined) === true ? [...new Set(clauses)] : null
  }
}
