/**
 * Changes: what two versions of a question answer differently, in every situation that can occur in both; proved, not sampled.
 *
 * Rules are one where they are of one class and satisfied in the same situations, whatever they are called: a renumbered clause is no
 * change. All changes are told as regions: boxes over the facts that the changed rules read. They share no situation, and their counts
 * add up to the total.
 */
import { boxDiagram, boxesOf, OUTSIDE, type Box } from "./boxes.ts"
import { Counter } from "./count.ts"
import type { RuleDiagram, WholeForest } from "./forest.ts"
import { DESCEND, FALSE, TERMINALS, TRUE, withinLimit, type Combine, type DiagramNode } from "./nodes.ts"
import { outcomeAt, terminalOf } from "./outcome.ts"
import { sayingsOf, type Saying } from "./saying.ts"
import { Study, without, type Situation, type StudiedVersion } from "./study.ts"
import { OUTCOMES, type Outcome, type QuestionSpec, type RuleId } from "./types.ts"
import { walkedAtAll, type Edge, type Walkable } from "./walked.ts"

/** Situations whose outcome was `from` and is `to`, and one of them. */
export interface Direction {
  readonly from: Outcome
  readonly to: Outcome
  readonly count: bigint
  readonly witness: Situation
}

export interface Region {
  readonly where: readonly Saying[]
  /** Situations in it. */
  readonly of: bigint
  /** Those that change; one direction or more. */
  readonly changes: readonly Direction[]
  /** Rules that decided the changing situations before, and that do after. */
  readonly before: readonly RuleId[]
  readonly after: readonly RuleId[]
  /** Rules, in both versions, that decide where the region does not change. None where all of it changes. */
  readonly unless: readonly RuleId[]
}

/** A rule that decides in one version alone, in situations whose outcome is the same in both. */
export interface SameAnswer {
  readonly rule: RuleId
  readonly count: bigint
  /** Rules that decide these situations in the other version. */
  readonly like: readonly RuleId[]
}

export interface Changes {
  /** Situations that can occur in both versions: what every count is out of. */
  readonly situations: bigint
  /** Situations that can occur in one version alone. */
  readonly onlyBefore: bigint
  readonly onlyAfter: bigint
  /** Situations with another outcome. */
  readonly changed: bigint
  /** What becomes prohibited first, then what becomes allowed. */
  readonly directions: readonly Direction[]
  readonly regions: readonly Region[]
  /** Rules of one version that the other has not, under any name. */
  readonly removed: readonly RuleId[]
  readonly added: readonly RuleId[]
  /** Of `added`, those that give an answer that was given before; of `removed`, those whose answer is still given. */
  readonly restating: readonly SameAnswer[]
  readonly restated: readonly SameAnswer[]
}

/** Regions at most: past that they stay coarse. */
const MOST_REGIONS = 400
const SAME = 1
/** Terminals from here on are directions. */
const FIRST_DIRECTION = 2
/** Of the comparison's terminals: where the outcome changes, and where it stays. Each one function, so that the store remembers what came of it. */
const CHANGES = (terminal: number): DiagramNode => (terminal >= FIRST_DIRECTION ? TRUE : FALSE)
const STAYS = (terminal: number): DiagramNode => (terminal === SAME ? TRUE : FALSE)
const WITHIN: Combine = (inside, compared) => (inside === FALSE ? OUTSIDE : inside === TRUE ? compared : DESCEND)
/** What a reader of a change wants to know first. */
const WEIGHTIEST_FIRST: readonly Outcome[] = ["prohibited", "allowed", "required", "conflict", "silent", "advised-against", "advised-for"]

/** `null` where the diagrams grow too large, or what is counted on them does. */
export function changesOf(before: QuestionSpec, after: QuestionSpec, nodeLimit?: number): Changes | null {
  const study = Study.of([before, after], [], nodeLimit)
  return study === null ? null : withinLimit(() => new Comparison(study).all())
}

/** The later version's outcome diagram over what can occur in both, and in it the edges that changing situations walk. */
export interface ChangesDrawn {
  readonly diagrams: Walkable & Pick<WholeForest, "facts">
  readonly changed: ReadonlySet<Edge>
}

/** `null` where the diagrams grow too large. */
export function drawChanges(before: QuestionSpec, after: QuestionSpec, nodeLimit?: number): ChangesDrawn | null {
  const study = Study.of([before, after], [], nodeLimit)
  return study === null ? null : withinLimit(() => new Comparison(study).drawn())
}

class Comparison {
  readonly #study: Study
  readonly #counter: Counter
  readonly #before: StudiedVersion
  readonly #after: StudiedVersion
  /** True where a situation can occur in both. */
  readonly #both: DiagramNode
  readonly #removed: readonly RuleDiagram[]
  readonly #added: readonly RuleDiagram[]
  /** Terminals: `OUTSIDE`, `SAME`, directions. */
  readonly #compared: DiagramNode

  constructor(study: Study) {
    const { store } = study
    this.#study = study
    this.#counter = new Counter(store)
    this.#before = study.version(0)
    this.#after = study.version(1)
    this.#both = store.and(this.#before.admissible, this.#after.admissible)
    this.#removed = this.#unmatched(this.#before, this.#after)
    this.#added = this.#unmatched(this.#after, this.#before)
    const outcomes = store.apply(this.#before.outcome, this.#after.outcome, (b, a) => (b === a && b < TERMINALS ? SAME : b < TERMINALS && a < TERMINALS ? FIRST_DIRECTION + b * OUTCOMES.length + a : DESCEND))
    this.#compared = store.apply(this.#both, outcomes, WITHIN)
  }

  all(): Changes {
    const directions = this.#directionsIn(TRUE)
    return {
      situations: this.#counter.count(this.#both),
      onlyBefore: this.#counter.count(without(this.#study.store, this.#before.admissible, this.#after.admissible)),
      onlyAfter: this.#counter.count(without(this.#study.store, this.#after.admissible, this.#before.admissible)),
      changed: directions.reduce((sum, { count }) => sum + count, 0n),
      directions,
      regions: directions.length === 0 ? [] : this.#regions(),
      removed: this.#removed.map(({ id }) => id),
      added: this.#added.map(({ id }) => id),
      restating: this.#sameAnswers(this.#added, this.#after, this.#before),
      restated: this.#sameAnswers(this.#removed, this.#before, this.#after),
    }
  }

  drawn(): ChangesDrawn {
    const { facts, variables, store } = this.#study
    const changing = this.#where(TRUE, CHANGES)
    const diagrams = { facts, variables, nodes: store.data, outcome: this.#after.outcome, admissible: this.#both }
    return { diagrams, changed: changing === FALSE ? new Set() : walkedAtAll({ ...diagrams, admissible: changing }).edges }
  }

  /** Rules of a version that no rule of the other equals, each of which equals one at most: one of its own name, if there is one. */
  #unmatched(version: StudiedVersion, other: StudiedVersion): readonly RuleDiagram[] {
    const says = (rule: RuleDiagram): string => `${rule.class} ${String(rule.withdrawn)} ${String(this.#study.store.and(this.#both, rule.root))}`
    const names = new Map(other.rules.map((rule) => [rule.id, says(rule)]))
    const renamed = version.rules.filter((rule) => names.get(rule.id) !== says(rule))
    const same = new Set(version.rules.filter((rule) => !renamed.includes(rule)).map(({ id }) => id))
    const left = new Map<string, number>()
    for (const rule of other.rules) if (!same.has(rule.id)) left.set(says(rule), (left.get(says(rule)) ?? 0) + 1)
    return renamed.filter((rule) => {
      const partners = left.get(says(rule)) ?? 0
      left.set(says(rule), partners - 1)
      return partners <= 0 && this.#study.store.and(this.#both, rule.root) !== FALSE
    })
  }

  #regions(): readonly Region[] {
    const { store, variables } = this.#study
    const factOf = (level: number): number => variables[level]?.fact ?? 0
    const read = new Set([...this.#removed, ...this.#added].flatMap(({ root }) => [...store.support(root)].map(factOf)))
    const boxes = boxesOf(store, this.#compared, {
      mayName: (level) => read.has(factOf(level)), factOf, mostFacts: read.size,
      isWanted: (terminal) => terminal >= FIRST_DIRECTION, keep: "any", most: MOST_REGIONS,
    })
    return boxes.map((box) => this.#region(box))
  }

  #region(box: Box): Region {
    const inside = boxDiagram(this.#study.store, box.literals)
    const changing = this.#where(inside, CHANGES)
    const staying = this.#where(inside, STAYS)
    return {
      where: sayingsOf(this.#study, box.literals),
      of: [...box.counts.values()].reduce((sum, count) => sum + count, 0n),
      changes: this.#directionsIn(inside),
      before: this.#decidingIn(this.#before, changing),
      after: this.#decidingIn(this.#after, changing),
      unless: staying === FALSE ? [] : this.#decidingIn(this.#after, staying).filter((id) => !this.#added.some((rule) => rule.id === id)),
    }
  }

  /** Where the comparison, inside a diagram, is of such terminals. */
  #where(inside: DiagramNode, is: (terminal: number) => DiagramNode): DiagramNode {
    return this.#study.store.and(inside, this.#study.store.map(this.#compared, is))
  }

  #directionsIn(inside: DiagramNode): readonly Direction[] {
    const { store } = this.#study
    const compared = store.apply(inside, this.#compared, WITHIN)
    const found = [...this.#counter.counts(compared)].flatMap(([terminal, count]): readonly Direction[] => {
      const witness = terminal < FIRST_DIRECTION ? null : this.#study.witness(store.map(compared, (one) => (one === terminal ? TRUE : FALSE)))
      const pair = terminal - FIRST_DIRECTION
      return witness === null ? [] : [{ from: outcomeAt(Math.floor(pair / OUTCOMES.length)), to: outcomeAt(pair % OUTCOMES.length), count, witness }]
    })
    const weight = ({ from, to }: Direction): number => WEIGHTIEST_FIRST.indexOf(to) * OUTCOMES.length + terminalOf(from)
    return found.toSorted((one, other) => weight(one) - weight(other))
  }

  #decidingIn(version: StudiedVersion, where: DiagramNode): readonly RuleId[] {
    return version.rules.filter((rule) => this.#study.store.meet(where, this.#study.deciding(version, rule))).map(({ id }) => id)
  }

  #sameAnswers(rules: readonly RuleDiagram[], version: StudiedVersion, other: StudiedVersion): readonly SameAnswer[] {
    const { store } = this.#study
    const same = this.#where(TRUE, STAYS)
    return rules.flatMap((rule) => {
      const where = store.and(same, this.#study.deciding(version, rule))
      return where === FALSE ? [] : [{ rule: rule.id, count: this.#counter.count(where), like: this.#decidingIn(other, where) }]
    })
  }
}
