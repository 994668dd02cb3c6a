/**
 * By rules: what a question's rules tell one by one, where their outcome is no diagram.
 *
 * One situation is decided exactly. With facts missing, a rule is certain, possible or neither; the outcomes that no such combination
 * gives are ruled out. What is left holds every outcome that can follow, and perhaps more: never a better answer than is true.
 */
import type { Forest, RuleDiagram } from "./forest.ts"
import type { Knowledge } from "./knowledge.ts"
import { at, FALSE, TERMINALS, TRUE } from "./nodes.ts"
import { DECIDES, outcomeOf } from "./outcome.ts"
import { OUTCOMES, RULE_CLASSES, type Outcome, type RuleClass, type RuleId } from "./types.ts"
import { visitTogether, walk } from "./walks.ts"

export interface DecidingRule {
  readonly id: RuleId
  /** It decides in every admissible completion. */
  readonly certain: boolean
}

/** The outcome of one admissible situation, from the rules that it satisfies. */
export function outcomeByRules(forest: Forest, situation: ArrayLike<number>): Outcome {
  const satisfied = forest.rules.filter(({ root }) => walk(forest.nodes, root, situation) === TRUE)
  const outcome = outcomeOf(new Set(satisfied.map((rule) => rule.class)))
  return satisfied.some((rule) => rule.withdrawn && DECIDES[rule.class].includes(outcome)) ? "silent" : outcome
}

export interface Bounds {
  /** Every outcome that can follow, and perhaps others. None where nothing can occur. */
  readonly outcomes: readonly Outcome[]
  /** Every rule that can decide, and perhaps others; `certain` is so. */
  readonly deciding: readonly DecidingRule[]
  /** The same of those withdrawn, if they were not. */
  readonly withdrawn: readonly DecidingRule[]
}

/** What the rules leave open, looked at one by one over the admissible completions. */
export function boundsByRules(forest: Forest, knowledge: Knowledge): Bounds {
  if (!canOccur(forest, knowledge)) return { outcomes: [], deciding: [], withdrawn: [] }
  const standings = forest.rules.map((rule) => ({ rule, ...standingOf(forest, knowledge, rule) })).filter(({ possible }) => possible)
  const would = outcomesBetween(new Set(standings.flatMap(({ rule, certain }) => (certain ? [rule.class] : []))), new Set(standings.map(({ rule }) => rule.class)))
  const deciding = standings
    .filter(({ rule }) => would.some((outcome) => DECIDES[rule.class].includes(outcome)))
    .map(({ rule, certain }) => ({ rule, id: rule.id, certain: certain && would.every((outcome) => DECIDES[rule.class].includes(outcome)) }))
  const silenced = deciding.filter(({ rule }) => rule.withdrawn)
  const speaking = deciding.filter(({ rule }) => !rule.withdrawn)
  const outcomes = silenced.length === 0 ? would : silenced.some(({ certain }) => certain) ? ["silent" as const] : OUTCOMES.filter((outcome) => outcome === "silent" || would.includes(outcome))
  const told = (rules: typeof deciding, sure: boolean): readonly DecidingRule[] => rules.map(({ id, certain }) => ({ id, certain: certain && sure }))
  return { outcomes, deciding: told(speaking, silenced.length === 0), withdrawn: told(silenced, true) }
}

function canOccur(forest: Forest, knowledge: Knowledge): boolean {
  let can = false
  visitTogether(forest, [forest.admissible], knowledge, ([admissible]) => {
    can = admissible === TRUE
    return can
  })
  return can
}

interface RuleStanding {
  readonly possible: boolean
  readonly certain: boolean
}

function standingOf(forest: Forest, knowledge: Knowledge, rule: RuleDiagram): RuleStanding {
  const standing = { possible: false, certain: true }
  visitTogether(forest, [forest.admissible, rule.root], knowledge, ([admissible, satisfied]) => {
    if (admissible !== TRUE) return false
    if (satisfied === TRUE) standing.possible = true
    else standing.certain = false
    return standing.possible && !standing.certain
  }, ([admissible]) => admissible === FALSE)
  return standing
}

/** The outcomes of all sets of classes from the certain ones up to all that are possible. */
function outcomesBetween(certain: ReadonlySet<RuleClass>, possible: ReadonlySet<RuleClass>): readonly Outcome[] {
  const sets = RULE_CLASSES.filter((kind) => possible.has(kind) && !certain.has(kind)).reduce<readonly (readonly RuleClass[])[]>((all, kind) => [...all, ...all.map((set) => [...set, kind])], [[...certain]])
  const found = new Set(sets.map((set) => outcomeOf(new Set(set))))
  return OUTCOMES.filter((outcome) => found.has(outcome))
}

/** The rules that some admissible completion satisfies and some does not, and that read the fact. */
export function undecidedReading(forest: Forest, knowledge: Knowledge, fact: number): readonly RuleId[] {
  return undecided(forest, knowledge).filter(({ facts }) => facts.has(fact)).map(({ id }) => id)
}

interface Undecided {
  readonly id: RuleId
  /** Facts not spoken of that it still reads. */
  readonly facts: ReadonlySet<number>
}

function undecided(forest: Forest, knowledge: Knowledge): readonly Undecided[] {
  return forest.rules.flatMap((rule) => {
    const { possible, certain } = standingOf(forest, knowledge, rule)
    return possible && !certain ? [{ id: rule.id, facts: factsRead(forest, knowledge, rule) }] : []
  })
}

function factsRead(forest: Forest, knowledge: Knowledge, { root }: RuleDiagram): ReadonlySet<number> {
  const facts = new Set<number>()
  const seen = new Set<number>()
  const descend = (node: number): void => {
    if (node < TERMINALS || seen.has(node)) return
    seen.add(node)
    const level = at(forest.nodes, node)
    const cell = at(knowledge.cells, level)
    const { fact, arity } = forest.variables[level] ?? { fact: -1, arity: 0 }
    if (cell >= 0) {
      descend(at(forest.nodes, node + 1 + cell))
      return
    }
    if (knowledge.said[fact] !== true) facts.add(fact)
    for (let one = 0; one < arity; one++) descend(at(forest.nodes, node + 1 + one))
  }
  descend(root)
  return facts
}

export interface MostRead {
  /** Index into the forest's facts. */
  readonly fact: number
  /** Facts not spoken of that undecided rules read. */
  readonly left: number
}

/**
 * The fact that most undecided rules read, of a topic begun if there is one, or else of any; the first in the document of several.
 * `null` where no undecided rule reads a fact that can still be asked.
 */
export function mostRead(forest: Forest, knowledge: Knowledge): MostRead | null {
  const rules = undecided(forest, knowledge)
  const readers = forest.facts.map((_, fact) => rules.filter(({ facts }) => facts.has(fact)).length)
  const begun = new Set(forest.facts.flatMap(({ topic }, fact) => (knowledge.said[fact] === true ? [topic] : [])))
  const read = readers.flatMap((count, fact) => (count > 0 ? [fact] : []))
  const finishing = read.filter((fact) => begun.has(forest.facts[fact]?.topic ?? ""))
  const [first, ...others] = finishing.length > 0 ? finishing : read
  if (first === undefined) return null
  return { fact: others.reduce((most, fact) => (at(readers, fact) > at(readers, most) ? fact : most), first), left: read.length }
}
