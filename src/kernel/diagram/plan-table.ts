/**
 * The best plan by a table: every residual question of a few facts, one after the other, in arrays.
 *
 * A residual question is told by what each fact is known to be, or that it is not. Written as a number, a digit a fact, the
 * digit that says "not known" being the largest, whatever is left after one more answer has a smaller number:
 *
 *     two facts of two values    00 01 02   10 11 12   20 21 22        after `22` and an answer to the second: 20 or 21
 *
 * So one pass in sequence finds the cost of each from those before it. Five million take about a second, where a search with
 * diagrams (ask.ts) takes minutes; the search is better where few residual questions can come up at all.
 *
 * A fact is decisive where another value of it alone changes the set of outcomes: it has to be asked. Where the decisive
 * facts are all that the set is a function of, they are the facts that matter (`Workbench.factsThatMatter`). That is so
 * everywhere unless somewhere no fact is decisive and the set is still open: then two facts tell each other, and there is no table.
 */
import { bug } from "../text/bug.ts"
import { at, FALSE, TERMINALS, type DiagramNode } from "./nodes.ts"
import type { Residual, Workbench } from "./workbench.ts"

export interface Plan {
  /** Index into the forest's facts. */
  readonly fact: number
  /** Further questions expected, this one included. */
  readonly expected: number
  /** Further questions at most, this one included. */
  readonly atMost: number
}

export interface TableQuestion extends Residual {
  /** The topic of each of the forest's facts; `null` where topics do not bind. */
  readonly topics: readonly number[] | null
  readonly begun: ReadonlySet<number>
}

/** Of what can occur, some has another set than the rest. */
const SEVERAL = 255
/** Facts are bits of a number of 32 bits, of which one has its sign and one is `BEFORE`. */
const MOST_FACTS = 30
/** Costs are whole numbers of 32 bits. */
const LARGEST_COST = 2 ** 32 - 1

/** The best plan for an open question; `null` where its table would have more than `limit` places, or two facts tell each other. */
export function planByTable(bench: Workbench, question: TableQuestion, limit: number): Plan | null {
  const facts = bench.factsIn(question.outcomes)
  const sizes = facts.map((fact) => (bench.levels[fact] ?? []).reduce((product, level) => product * at(bench.store.arities, level), 1))
  const places = sizes.reduce((product, size) => product * (size + 1), 1)
  if (places > limit || facts.length > MOST_FACTS) return null
  const situations = sizes.reduce((product, size) => product * size, 1)
  const support = bench.store.support(question.admissible)
  const others = bench.forest.variables.reduce((product, { fact, arity }, level) => (support.has(level) && !facts.includes(fact) ? product * arity : product), 1)
  if (situations * others * facts.length > LARGEST_COST) return null
  return new Table(bench, question, facts, sizes, others).plan()
}

/** A bit that stands for what was asked before. */
const BEFORE = 1 << 30

function alike({ topics, begun }: TableQuestion, facts: readonly number[], fact: number): number {
  const topic = topics?.[fact]
  if (topic === undefined) return 0
  return facts.reduce((bits, other, index) => (topics?.[other] === topic ? bits | (1 << index) : bits), begun.has(topic) ? BEFORE : 0)
}

class Table {
  readonly #bench: Workbench
  readonly #question: TableQuestion
  readonly #facts: readonly number[]
  /** How many values each fact has; the digit of that number says that it is not known. */
  readonly #sizes: Int32Array
  readonly #strides: Int32Array
  /** Of each fact those of its topic, as bits; one that no fact has, where the topic was begun before. Nothing where topics do not bind. */
  readonly #alike: Int32Array
  /** Combinations of what the table leaves out. */
  readonly #others: number
  /** By place: the set of outcomes, 0 where nothing can occur, or `SEVERAL`. */
  readonly #sets: Uint8Array
  /** How many situations can occur. */
  readonly #weights: Uint32Array
  /** The decisive facts, as bits. */
  readonly #decisive: Uint32Array
  /** Questions expected times situations. */
  readonly #costs: Uint32Array
  readonly #atMost: Uint8Array

  constructor(bench: Workbench, question: TableQuestion, facts: readonly number[], sizes: readonly number[], others: number) {
    this.#bench = bench
    this.#question = question
    this.#facts = facts
    this.#sizes = Int32Array.from(sizes)
    this.#others = others
    this.#alike = Int32Array.from(facts, (fact) => alike(question, facts, fact))
    let places = 1
    this.#strides = Int32Array.from(sizes, (size) => {
      const stride = places
      places *= size + 1
      return stride
    })
    this.#sets = new Uint8Array(places)
    this.#weights = new Uint32Array(places)
    this.#decisive = new Uint32Array(places)
    this.#costs = new Uint32Array(places)
    this.#atMost = new Uint8Array(places)
  }

  plan(): Plan | null {
    this.#fillSituations(0, 0, this.#question.outcomes, this.#question.admissible)
    const digits = new Int32Array(this.#facts.length)
    const last = this.#sets.length - 1
    let open = 0
    for (let place = 1; place <= last; place++) {
      open = this.#count(digits, open)
      if (open === 0) continue
      this.#join(place, open)
      if (this.#sets[place] !== SEVERAL) continue
      if (this.#decisive[place] === 0) return null
      const best = this.#best(place, open)
      if (place === last) return { fact: this.#facts[best] ?? bug("diagram/plan-table: no such fact"), expected: at(this.#costs, place) / at(this.#weights, place), atMost: at(this.#atMost, place) }
    }
    return bug("diagram/plan-table: nothing is open")
  }

  /** The places where every fact is known. */
  #fillSituations(fact: number, place: number, outcomes: DiagramNode, admissible: DiagramNode): void {
    if (admissible === FALSE) return
    const levels = this.#bench.levels[this.#facts[fact] ?? -1]
    if (levels === undefined) {
      this.#sets[place] = outcomes < TERMINALS ? outcomes : bug("diagram/plan-table: a situation without a set")
      this.#weights[place] = Math.round(this.#bench.share(admissible) * this.#others)
      return
    }
    for (let value = 0; value < at(this.#sizes, fact); value++) {
      let [within, left] = [{ outcomes, admissible }, value]
      for (const level of levels) {
        const arity = at(this.#bench.store.arities, level)
        within = { outcomes: this.#bench.restrict(within.outcomes, level, left % arity), admissible: this.#bench.restrict(within.admissible, level, left % arity) }
        left = Math.floor(left / arity)
      }
      this.#fillSituations(fact + 1, place + value * at(this.#strides, fact), within.outcomes, within.admissible)
    }
  }

  /** What is so of a place because it is so of what one answer leaves of it. `open`: the facts not known, as bits. */
  #join(place: number, open: number): void {
    const first = lowest(open)
    const stride = at(this.#strides, first)
    let [set, weight, decisive] = [0, 0, 0]
    for (let rest = place - at(this.#sizes, first) * stride; rest < place; rest += stride) {
      const one = at(this.#sets, rest)
      set = set === 0 || set === one ? one : one === 0 ? set : SEVERAL
      weight += at(this.#weights, rest)
      decisive |= at(this.#decisive, rest)
    }
    this.#sets[place] = set
    this.#weights[place] = weight
    if (set === SEVERAL) this.#decisive[place] = decisive | (this.#isDecisive(place, first, open & (open - 1)) ? 1 << first : 0)
  }

  /** Told from what an answer about another open fact leaves; where there is none, by the sets themselves. */
  #isDecisive(place: number, fact: number, others: number): boolean {
    if (others === 0) return true
    const other = lowest(others)
    const stride = at(this.#strides, other)
    for (let rest = place - at(this.#sizes, other) * stride; rest < place; rest += stride) if ((at(this.#decisive, rest) & (1 << fact)) !== 0) return true
    return false
  }

  /** The fact of least cost, of those alike the first; its cost is written down. */
  #best(place: number, open: number): number {
    let [best, least, longest] = [-1, Infinity, 0]
    for (let candidates = this.#candidates(place, open); candidates !== 0; candidates &= candidates - 1) {
      const fact = lowest(candidates)
      const stride = at(this.#strides, fact)
      let [cost, most] = [0, 0]
      for (let rest = place - at(this.#sizes, fact) * stride; rest < place; rest += stride) {
        cost += at(this.#costs, rest)
        most = Math.max(most, at(this.#atMost, rest))
      }
      if (cost < least) [best, least, longest] = [fact, cost, most]
    }
    this.#costs[place] = at(this.#weights, place) + least
    this.#atMost[place] = longest + 1
    return best
  }

  /** Decisive facts of topics begun, or else all of them. */
  #candidates(place: number, open: number): number {
    const decisive = at(this.#decisive, place)
    let finishing = 0
    for (let rest = decisive; rest !== 0; rest &= rest - 1) {
      const fact = lowest(rest)
      if ((at(this.#alike, fact) & ~open) !== 0) finishing |= 1 << fact
    }
    return finishing === 0 ? decisive : finishing
  }

  /** Goes on to the digits of the next place; the facts not known in it, as bits. */
  #count(digits: Int32Array, before: number): number {
    let open = before
    for (let fact = 0; fact < digits.length; fact++) {
      const digit = at(digits, fact) + 1
      if (digit <= at(this.#sizes, fact)) {
        digits[fact] = digit
        return digit === at(this.#sizes, fact) ? open | (1 << fact) : open
      }
      digits[fact] = 0
      open &= ~(1 << fact)
    }
    return open
  }
}

/** Of bits, the lowest that is set. */
function lowest(bits: number): number {
  return 31 - Math.clz32(bits & -bits)
}
