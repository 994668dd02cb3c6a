/** Looks a pack over for the law pages. */
import { reachable } from "../../kernel/diagram/decide.ts"
import { knowledgeOf } from "../../kernel/diagram/knowledge.ts"
import { parseGiven, type Given } from "../../kernel/diagram/values.ts"
import { walkedBy } from "../../kernel/diagram/walked.ts"
import type { LawBook } from "../../law/book.ts"
import { rulesOn } from "../../law/to-diagram.ts"
import { RANKS, type Addressee, type Body, type Case, type Clause, type Day, type FactId, type Force, type Instrument, type Pack, type Question, type QuestionId, type StepId } from "../../law/types.ts"
import { lawPath } from "../../ui/situation.ts"
import { clauseOf } from "../../ui/clauses.ts"
import { drawnOf } from "../../ui/diagram/graph.ts"
import type { BodyView, ClauseAt, ForceGroup, QuestionRules, QuestionView, RankGroup, RuleAt } from "./model.ts"

/** What binds first, then what advises, then what is only said. */
export const FORCES: readonly Force[] = ["binds", "advises", "demands", "urges", "states"]

export function instrumentsByRank(pack: Pack): readonly RankGroup[] {
  return RANKS.map((rank) => ({ rank, instruments: pack.instruments.filter((instrument) => instrument.rank === rank) })).filter(({ instruments }) => instruments.length > 0)
}

/** A clause that says something, and not only gathers those under it. */
export function hasSubstance(clause: Clause): boolean {
  return clause.prose.trim() !== "" || clause.rules.length + clause.cases.length + clause.duties.length > 0
}

/** By force, and in each force by rank, else in the sequence of the pack. */
export function clausesByForce(clauses: readonly ClauseAt[]): readonly ForceGroup[] {
  const ranked = clauses.toSorted((a, b) => RANKS.indexOf(a.instrument.rank) - RANKS.indexOf(b.instrument.rank))
  return FORCES.map((force) => ({ force, clauses: ranked.filter(({ clause }) => clause.force === force) })).filter((group) => group.clauses.length > 0)
}

export function clausesIn(instrument: Instrument): readonly ClauseAt[] {
  return instrument.clauses.filter(hasSubstance).map((clause) => ({ clause, instrument }))
}

function allClauses(pack: Pack): readonly ClauseAt[] {
  return pack.instruments.flatMap(clausesIn)
}

/** Examples, by question, in the sequence in which the questions first come. */
export function casesByQuestion(cases: readonly Case[]): ReadonlyMap<QuestionId, readonly Case[]> {
  const questions = new Set(cases.map((one) => one.question))
  return new Map([...questions].map((question) => [question, cases.filter((one) => one.question === question)]))
}

/** `said`: what a query says of facts. */
export function questionView(book: LawBook, question: Question, today: Day, said: Readonly<Record<string, string>>): QuestionView {
  const { pack } = book
  const { forest } = book.open(question, today)
  const drawn = drawnOf(forest)
  const facts = publicFacts(question, said)
  const clauses = pack.instruments.flatMap((instrument) => instrument.clauses.map((clause) => ({ clause, instrument })))
  return {
    question,
    facts: question.facts,
    clauses: clauses
      .map((at) => ({ at, rules: at.clause.rules.filter((rule) => rule.conditions.has(question.id)) }))
      .filter(({ rules }) => rules.length > 0),
    cases: clauses.flatMap(({ clause }) => clause.cases.filter((one) => one.question === question.id)),
    gaps: clauses.flatMap(({ clause }) => clause.acceptedGaps.filter((gap) => gap.question === question.id)),
    path: lawPath({ question, on: null, facts }),
    drawn,
    walked: drawn === null || facts.size === 0 ? undefined : walkedBy(drawn, knowledgeOf(forest, facts)).edges,
  }
}

/** What may stand in an address and can be read; the rest is as if it were not said. */
function publicFacts(question: Question, said: Readonly<Record<string, string>>): ReadonlyMap<FactId, Given> {
  return new Map(
    question.facts.flatMap((fact) => {
      const written = fact.visibility === "private" || !Object.hasOwn(said, fact.id) ? undefined : said[fact.id]
      const read = written === undefined ? null : parseGiven(fact, written)
      return read?.kind === "given" ? [[fact.id, read.given] as const] : []
    }),
  )
}

export function bodyView(book: LawBook, body: Body, today: Day): BodyView {
  const { pack } = book
  const clauses = allClauses(pack)
  return {
    body,
    byForce: clausesByForce(clauses.filter(({ clause }) => isAddressed(body, clause.to))),
    duties: clauses.flatMap((at) => at.clause.duties.filter((duty) => isAddressed(body, duty.who)).map((duty) => ({ at, duty }))),
    toldApart: pack.questions.filter((question) => isToldApart(book, question, body, today)).map(({ id }) => id),
  }
}

function isAddressed(body: Body, to: Addressee): boolean {
  switch (to.kind) {
    case "all":
      return true
    case "outside":
      return false
    case "bodies":
      return to.bodies.includes(body.id) || to.groups.some((group) => body.in.includes(group))
  }
}

/** Whether the question's rules of today speak to the body, and put it into another class than some other body. */
function isToldApart(book: LawBook, question: Question, body: Body, today: Day): boolean {
  const { forest } = book.open(question, today)
  const asker = question.facts.find((fact) => fact.visibility === "asker")
  if (asker === undefined) return false
  const cells = forest.facts.find(({ id }) => id === asker.id)?.cells ?? []
  const isApart = cells.some((cell) => cell.kind === "values" && cell.values.includes(body.id) && cell.values.length < book.pack.bodies.length)
  const known = knowledgeOf(forest, new Map([[asker.id, { kind: "value", value: body.id }]]))
  return isApart && reachable(forest, known).some((outcome) => outcome !== "silent")
}

export function clausesToOutside(pack: Pack): readonly ForceGroup[] {
  return clausesByForce(allClauses(pack).filter(({ clause }) => clause.to.kind === "outside" || clause.force === "demands" || clause.force === "urges"))
}

/** For each question the rules that stand on a day. */
export function standingRules(pack: Pack, day: Day): readonly QuestionRules[] {
  return pack.questions.map((question) => ({
    question: question.id,
    rules: rulesOn(pack, question.id, day).flatMap(({ rule, withdrawn }): readonly RuleAt[] => {
      const at = clauseOf(pack, rule.clause)
      return at === undefined || withdrawn ? [] : [{ ...at, rule }]
    }),
  }))
}

/** The steps of one kind that some rule of the day, or silence, gives, each once. */
export function stepsGiven(pack: Pack, day: Day, who: "if-they-go-in" | "do-not"): readonly StepId[] {
  const given = new Set([...pack.settings.silentSteps, ...standingRules(pack, day).flatMap(({ rules }) => rules.flatMap(({ rule }) => rule.steps))])
  return pack.steps.filter((step) => step.for === who && given.has(step.id)).map(({ id }) => id)
}
