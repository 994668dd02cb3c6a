/**
 * Deciding an opened decision again, from the diagram that the log keeps for its law.
 *
 *     receipt of the law's entry  ->  list of forests, by digest  ->  forest, by digest  ->  the decision, made again
 *
 * Nothing on this way is taken on trust but the log's own word that this law compiles to these forests, and that is said. Clauses that
 * counsel withdrew after the law was entered are in no forest: where one may be the reason for a difference, nothing is decided.
 */
import { readForest } from "../kernel/diagram/forest.ts"
import { decisionOf, type DecisionFields } from "../kernel/receipt/act.ts"
import { decideAgain, type DecidedAgain } from "../kernel/receipt/decide-again.ts"
import { canonicalFrom } from "../kernel/receipt/entry.ts"
import { forestOn, readForestList, type ForestList } from "../kernel/receipt/forest-list.ts"
import type { Opening } from "../kernel/receipt/opening.ts"
import type { PackEntry } from "../kernel/receipt/pack-entry.ts"
import { againSaid } from "../kernel/receipt/said.ts"
import { textFromUtf8 } from "../kernel/text/bytes.ts"
import type { GivenFile } from "./recognise.ts"
import { neededFile, type Missing, type Sentence, type Standing, type Step } from "./report.ts"

/** A law's entry, by a receipt that holds. */
export interface LoggedLaw {
  readonly file: string
  readonly log: string
  readonly index: number
  readonly entry: PackEntry
}

export interface Shelf {
  /** A file's SHA-256. */
  readonly digest: (file: GivenFile) => string
  readonly laws: readonly LoggedLaw[]
  readonly lists: readonly GivenFile[]
  readonly forests: readonly GivenFile[]
}

export interface Redecided {
  /** The files that it took. */
  readonly files: readonly string[]
  readonly steps: readonly Step[]
  readonly missing: readonly Missing[]
}

/** `log` is the one whose receipt the opening belongs to. */
export function decideFromLogged(shelf: Shelf, opening: Opening, log: string): Redecided {
  const decision = decisionOf(opening)
  if (decision === null) return { files: [], steps: [{ standing: "open", says: { says: "proof.opening-closed", given: {} } }], missing: [] }
  const { law } = decision.cell
  const entered = shelf.laws.filter((one) => one.log === log && one.entry.law === law).toSorted((one, other) => other.index - one.index)
  // A law may be entered twice, compiled by two versions of the program: the one whose list is at hand, else the later.
  const logged = entered.find(({ entry }) => fileOf(shelf, shelf.lists, entry.forests) !== null) ?? entered[0]
  const given = { law: shortOf(law) }
  if (logged === undefined) return waiting([], { says: "check.again-no-law", given }, { says: { says: "check.need-law", given }, path: null })
  return fromList(shelf, decision, logged)
}

function fromList(shelf: Shelf, decision: DecisionFields, { file: receipt, index, entry }: LoggedLaw): Redecided {
  const step: Step = { standing: "note", says: { says: "check.law-logged", given: { law: shortOf(entry.law), index: String(index) } } }
  const found = fileOf(shelf, shelf.lists, entry.forests)
  if (found === null) return withFirst(step, lacking("forests", entry.forests, [receipt], shelf.lists.filter((file) => !shelf.laws.some((law) => shelf.digest(file) === law.entry.forests))))
  const list = listIn(found)
  if (list === null) return withFirst(step, ended([receipt, found.name], "bad", { says: "proof.finding-kept-form", given: { path: found.name } }))
  return withFirst(step, fromForest(shelf, decision, list, [receipt, found.name]))
}

function fromForest(shelf: Shelf, decision: DecisionFields, list: ForestList, files: readonly string[]): Redecided {
  const { question } = decision.cell
  const name = forestOn(list, question, decision.act.on)
  if (name === null) return ended(files, "bad", { says: "proof.again-no-question", given: { question } })
  const found = fileOf(shelf, shelf.forests, name)
  if (found === null) {
    const listed = new Set([...list.values()].flat().map(({ forest }) => forest))
    return lacking("forest", name, files, shelf.forests.filter((file) => !listed.has(shelf.digest(file))))
  }
  const again = tryAgain(found, decision)
  if (again === null) return ended([...files, found.name], "bad", { says: "proof.finding-kept-form", given: { path: found.name } })
  return { files: [...files, found.name], steps: againSteps(again, decision), missing: [] }
}

/** `null` for bytes that are no forest, or one whose facts make no sense; the log gave them their digest, and a log may lie. */
function tryAgain({ bytes }: GivenFile, decision: DecisionFields): DecidedAgain | null {
  const forest = readForest(textFromUtf8(bytes) ?? "")
  try {
    return forest === null ? null : decideAgain(forest, decision)
  } catch {
    return null
  }
}

function againSteps(again: DecidedAgain, decision: DecisionFields): readonly Step[] {
  const { cell, act, answer } = decision
  const limits: Step = { standing: "note", says: { says: "check.again-limits", given: {} } }
  const { question, outcome } = cell
  if (again.kind === "same") return [{ standing: "good", says: { says: "proof.again-same-logged", given: { question, on: act.on, outcome } } }, limits]
  const says = againSaid(again, { question, on: act.on, outcome })
  // Where a withdrawn rule would decide, the outcome is silent (DESIGN.md, "The pack").
  const mayBeWithdrawn = (again.kind === "outcome-differs" || again.kind === "answer-differs") && answer.reachable.includes("silent")
  return mayBeWithdrawn ? [{ standing: "open", says }, { standing: "open", says: { says: "check.again-withdrawn", given: {} } }] : [{ standing: "bad", says }, limits]
}

/** A file that is needed is not there. One of its kind that nothing names has been changed, and is told. */
function lacking(what: "forests" | "forest", name: string, files: readonly string[], strangers: readonly GivenFile[]): Redecided {
  const bad = strangers.map((file): Step => ({ standing: "bad", says: { says: "proof.finding-kept-differs", given: { path: file.name } } }))
  const rest = waiting(files, { says: "check.again-no-file", given: {} }, neededFile(what, `kept/${name}`))
  return { ...rest, files: [...files, ...strangers.map((file) => file.name)], steps: [...bad, ...rest.steps] }
}

function waiting(files: readonly string[], says: Sentence, missing: Missing): Redecided {
  return { files, steps: [{ standing: "open", says }], missing: [missing] }
}

function ended(files: readonly string[], standing: Standing, says: Sentence): Redecided {
  return { files, steps: [{ standing, says }], missing: [] }
}

function withFirst(step: Step, rest: Redecided): Redecided {
  return { ...rest, steps: [step, ...rest.steps] }
}

/** Enough of a law's digest to know it by, as pages show it. */
function shortOf(law: string): string {
  return law.slice(0, 16)
}

function listIn({ bytes }: GivenFile): ForestList | null {
  const json = canonicalFrom(bytes)
  return json === undefined ? null : readForestList(json)
}

function fileOf(shelf: Shelf, files: readonly GivenFile[], digest: string): GivenFile | null {
  return files.find((file) => shelf.digest(file) === digest) ?? null
}
