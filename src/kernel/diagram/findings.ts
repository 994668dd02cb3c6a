/**
 * Findings: what the rules of a question do not settle, settle against each other, or say in vain. Exact, by counting on the diagrams;
 * each with a situation in which it happens.
 *
 * All counts are of situations that can occur.
 */
import { bug } from "../text/bug.ts"
import { boxDiagram, boxesOf, OUTSIDE, type Box } from "./boxes.ts"
import { Counter } from "./count.ts"
import type { RuleDiagram } from "./forest.ts"
import { DESCEND, FALSE, TRUE, type DiagramNode, withinLimit } from "./nodes.ts"
import { redundantRules } from "./redundancy.ts"
import { sayingsOf, type Saying } from "./saying.ts"
import { Study, without, type Situation, type StudiedVersion } from "./study.ts"
import type { Condition, QuestionSpec, RuleId } from "./types.ts"

/** Situations, and one of them. */
export interface Found {
  readonly count: bigint
  readonly witness: Situation
}

/** Silent situations that one box holds, and no other. */
export interface Gap extends Found {
  readonly where: readonly Saying[]
}

export interface Silence {
  /** Silent situations that no accepted gap explains. */
  readonly count: bigint
  /** Of them, the largest first. */
  readonly gaps: readonly Gap[]
  /** Of them, those in no box. */
  readonly rest: bigint
  /** For each accepted gap the silent situations that it explains; others may explain them too. */
  readonly accepted: readonly bigint[]
}

export interface Findings {
  /** Situations that can occur: what every count is out of. */
  readonly situations: bigint
  readonly silence: Silence
  /** Binding permits that a binding forbid defeats where both are satisfied, `of` the situations that satisfy the permit. */
  readonly overridden: readonly (Found & { readonly permit: RuleId; readonly forbid: RuleId; readonly of: bigint })[]
  readonly conflicts: readonly (Found & { readonly must: RuleId; readonly forbid: RuleId })[]
  /** Rules that no situation satisfies. */
  readonly dead: readonly RuleId[]
  /** Rules that are satisfied and never decide, and the rules that do in their place. */
  readonly idle: readonly (Found & { readonly rule: RuleId; readonly instead: readonly RuleId[] })[]
  /** Rules without which every outcome is the same, and rules that together cover them: as few as were found. */
  readonly redundant: readonly (Found & { readonly rule: RuleId; readonly covers: readonly RuleId[] })[]
}

/** Facts of a box at most. */
const MOST_FACTS = 4
/** Gaps told one by one. */
const MOST_GAPS = 20
/** Of the silence, in hundredths: what the gaps told are enough for. */
const ENOUGH = 95n
/** Terminals of what is cut into boxes. */
const SPOKEN = 1
const SILENT = 2
/** Parts that the silence is cut into at most. */
const MOST_PARTS = 2_000

/** All findings of a question; `accepted` are the conditions of its accepted gaps. `null` where its diagrams grow too large, or what is counted on them does. */
export function findingsOf(spec: QuestionSpec, accepted: readonly Condition[] = [], nodeLimit?: number): Findings | null {
  const study = Study.of([spec], accepted, nodeLimit)
  return study === null ? null : withinLimit(() => new Finder(study).all())
}

class Finder {
  readonly #study: Study
  readonly #law: StudiedVersion
  readonly #counter: Counter
  /** Rules that speak: counsel has withdrawn the others. */
  readonly #rules: readonly RuleDiagram[]

  constructor(study: Study) {
    this.#study = study
    this.#law = study.version(0)
    this.#counter = new Counter(study.store)
    this.#rules = this.#law.rules.filter(({ withdrawn }) => !withdrawn)
  }

  all(): Findings {
    const dead = this.#law.rules.filter(({ root }) => this.#within(root) === FALSE)
    const living = this.#rules.filter((rule) => !dead.includes(rule))
    const idle = living.filter((rule) => this.#study.deciding(this.#law, rule) === FALSE)
    const deciding = living.filter((rule) => !idle.includes(rule))
    return {
      situations: this.#counter.count(this.#law.admissible),
      silence: this.#silence(),
      overridden: this.#pairs("binding-permit").map(({ one: permit, forbid, found, of }) => ({ permit, forbid, ...found, of })).toSorted(mostFirst),
      conflicts: this.#pairs("binding-must").map(({ one: must, forbid, found }) => ({ must, forbid, ...found })).toSorted(mostFirst),
      dead: dead.map(({ id }) => id),
      idle: idle.flatMap((rule) => this.#idle(rule)),
      redundant: this.#redundant(deciding),
    }
  }

  #within(root: DiagramNode): DiagramNode {
    return this.#study.store.and(this.#law.admissible, root)
  }

  #found(root: DiagramNode): Found | null {
    const witness = this.#study.witness(root)
    return witness === null ? null : { count: this.#counter.count(root), witness }
  }

  #silence(): Silence {
    const { store, conditions, variables } = this.#study
    const silent = this.#within(this.#study.where(this.#law.outcome, ["silent"]))
    const explained = conditions.reduce((any, condition) => store.or(any, condition), FALSE)
    const open = without(store, silent, explained)
    const count = this.#counter.count(open)
    const kinds = store.apply(this.#law.admissible, open, (a, o) => (a === FALSE ? OUTSIDE : a === TRUE && o === TRUE ? SILENT : a === TRUE && o === FALSE ? SPOKEN : DESCEND))
    const boxes = count === 0n ? [] : boxesOf(store, kinds, {
      mayName: () => true, factOf: (level) => variables[level]?.fact ?? 0, mostFacts: MOST_FACTS,
      isWanted: (terminal) => terminal === SILENT, keep: "whole", most: MOST_PARTS,
    })
    const gaps = enoughOf(boxes, count).map((box) => this.#gap(box, open))
    return {
      count, gaps, rest: gaps.reduce((rest, gap) => rest - gap.count, count),
      accepted: conditions.map((condition) => this.#counter.count(store.and(silent, condition))),
    }
  }

  #gap(box: Box, open: DiagramNode): Gap {
    const { store } = this.#study
    const inside = this.#found(store.and(open, boxDiagram(store, box.literals))) ?? bug("diagram/findings: an empty box")
    return { ...inside, where: sayingsOf(this.#study, box.literals) }
  }

  /** Situations in which a rule of a class and a binding forbid are both satisfied, for each pair that has any. */
  #pairs(kind: "binding-permit" | "binding-must"): readonly { readonly one: RuleId; readonly forbid: RuleId; readonly found: Found; readonly of: bigint }[] {
    const forbids = this.#rules.filter((rule) => rule.class === "binding-forbid")
    return this.#rules.filter((rule) => rule.class === kind).flatMap((rule) => {
      const satisfied = this.#within(rule.root)
      return forbids.flatMap((forbid) => {
        const found = this.#found(this.#study.store.and(satisfied, forbid.root))
        return found === null ? [] : [{ one: rule.id, forbid: forbid.id, found, of: this.#counter.count(satisfied) }]
      })
    })
  }

  #idle(rule: RuleDiagram): Findings["idle"] {
    const satisfied = this.#within(rule.root)
    const found = this.#found(satisfied)
    const instead = this.#rules.filter((other) => this.#study.store.meet(satisfied, this.#study.deciding(this.#law, other)))
    return found === null ? [] : [{ rule: rule.id, ...found, instead: instead.map(({ id }) => id) }]
  }

  #redundant(deciding: readonly RuleDiagram[]): Findings["redundant"] {
    return redundantRules(this.#study, this.#law, deciding).flatMap(({ rule, decides, covers }) => {
      const found = this.#found(decides)
      return found === null ? [] : [{ rule: rule.id, ...found, covers: covers.map(({ id }) => id) }]
    })
  }
}

/** The first boxes, as many as it takes to have told enough. */
function enoughOf(boxes: readonly Box[], whole: bigint): readonly Box[] {
  let told = 0n
  return boxes.filter((box, index) => {
    if (index >= MOST_GAPS || told * 100n >= whole * ENOUGH) return false
    told += box.counts.get(SILENT) ?? 0n
    return true
  })
}

function mostFirst(a: Found, b: Found): number {
  return a.count > b.count ? -1 : a.count < b.count ? 1 : 0
}
