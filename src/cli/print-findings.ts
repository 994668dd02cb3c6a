/** Findings for a pack's author: what the law of a day leaves open, settles twice or says in vain, each with a situation to try. */
import type { Found, Findings } from "../kernel/diagram/findings.ts"
import type { Cell } from "../kernel/diagram/domains.ts"
import type { Saying } from "../kernel/diagram/saying.ts"
import type { LawFindings, QuestionFindings, WithoutForce } from "../law/findings.ts"
import { rangeLabel } from "../law/range-label.ts"
import { plainText } from "../law/plain-text.ts"
import type { FactId, Law, Question, RuleId } from "../law/types.ts"
import { bug } from "../kernel/text/bug.ts"
import { askSituation, type AskUnder } from "./ask-call.ts"
import { wrap, type Paint } from "./terminal.ts"

/** One line a kind, found or not; under it what was found. */
export function printFindings(law: Law, { questions, withoutForce }: LawFindings, under: AskUnder, paint: Paint): readonly string[] {
  const lines = (title: string, of: (one: Counted) => readonly string[]): readonly string[] => {
    const found = questions.flatMap((one) => (one.found === null ? [] : of({ ...one, found: one.found })))
    return [found.length === 0 ? `${title}: none` : paint("bold", title), ...found]
  }
  const cite = (rule: RuleId): string => citation(law, rule)
  return [
    ...lines("Gaps: situations in which no rule speaks and no `silent` block says why", (one) => gaps(one, under)),
    ...lines("Accepted gaps", accepted),
    ...lines("Conflicts: what one rule requires another forbids", ({ question, found }) =>
      found.conflicts.flatMap((one) => entry(question, `${one.must} and ${one.forbid}, in ${share(one.count, found.situations)}`, [cite(one.must), cite(one.forbid)], one, under))),
    ...lines("Overridden permissions: what one rule permits another forbids", ({ question, found }) =>
      found.overridden.flatMap((one) => entry(question, `${one.permit}, by ${one.forbid}, in ${share(one.count, one.of)} that it permits`, [cite(one.permit), cite(one.forbid)], one, under))),
    ...lines("Dead rules: no situation that can occur satisfies them", ({ question, found }) => found.dead.flatMap((rule) => [`  ${question.id}: ${rule}`, cite(rule)])),
    ...lines("Idle rules: satisfied, and never among those that decide", ({ question, found }) =>
      found.idle.flatMap((one) => entry(question, `${one.rule}; in its place: ${one.instead.join(", ")}`, [cite(one.rule)], one, under))),
    ...lines("Redundant rules: without them every outcome is the same", ({ question, found }) =>
      found.redundant.flatMap((one) => entry(question, `${one.rule}; all that it decides ${one.covers.join(" and ")} ${one.covers.length === 1 ? "decides" : "decide together"} too`, [cite(one.rule), ...one.covers.map(cite)], one, under))),
    ...(withoutForce.length === 0 ? ["Duties and steps that stand on a clause not in force: none"] : [paint("bold", "Duties and steps that stand on a clause not in force"), ...withoutForce.map(withoutForceLine)]),
    ...questions.filter(({ found }) => found === null).map(({ question }) => `${question.id}: its diagrams grow too large for findings`),
  ]
}

type Counted = QuestionFindings & { readonly found: Findings }

function entry(question: Question, what: string, cites: readonly string[], { witness }: Found, under: AskUnder): readonly string[] {
  return [wrap(`${question.id}: ${what}`, "  "), ...cites, `    ${askSituation(question, witness, under)}`]
}

function gaps({ question, found: { silence, situations } }: Counted, under: AskUnder): readonly string[] {
  const told = silence.gaps.flatMap((gap) => [wrap(`${question.id}: ${share(gap.count, situations)}: ${where(question, gap.where)}`, "  "), `    ${askSituation(question, gap.witness, under)}`])
  return silence.rest === 0n ? told : [...told, `  ${question.id}: ${share(silence.rest, situations)}: in other places`]
}

function accepted({ question, accepted: all, found: { silence, situations } }: Counted): readonly string[] {
  return all.map((gap, index) => `  ${cutShort(`${question.id}: ${share(silence.accepted[index] ?? 0n, situations)}: ${gap.why}`, 92)}`)
}

function withoutForceLine(one: WithoutForce): string {
  switch (one.kind) {
    case "duty":
      return `  duty ${one.duty}: ${one.clause} is ${{ "not-yet": "not in force yet", ended: "ended", suspended: "suspended", withdrawn: "withdrawn" }[one.standing]}`
    case "step":
      return `  step ${one.step}: given by rules of ${one.clauses.join(", ")} alone`
  }
}

function share(count: bigint, of: bigint): string {
  return `${count.toLocaleString("en-US")} of ${of.toLocaleString("en-US")} situations`
}

/** A clause in its prose, under the rule that it holds. */
function citation(law: Law, id: RuleId): string {
  for (const { short, clauses } of law.instruments) {
    const clause = clauses.find((one) => one.rules.some((rule) => rule.id === id))
    if (clause !== undefined) return wrap(`${id} = ${short}, ${clause.title}: ${cutShort(plainText(clause.prose), ENOUGH_LETTERS)}`, "    ")
  }
  return `    ${id}`
}

/** As much of a clause's text as tells it from others. */
const ENOUGH_LETTERS = 180

/** The text's first words. */
function cutShort(text: string, letters: number): string {
  const line = text.replace(/\s+/g, " ").trim()
  if (line.length <= letters) return line
  const cut = line.slice(0, letters - 1)
  return `${cut.slice(0, cut.lastIndexOf(" "))} …`
}

/** A box in facts and values as they are written: `purpose=immigration|not-said, agreement=no`. */
export function where(question: Question, sayings: readonly Saying[]): string {
  return sayings.length === 0 ? "always" : sayings.map((saying) => said(question, saying)).join(", ")
}

function said(question: Question, saying: Saying): string {
  switch (saying.kind) {
    case "is":
      return saying.others.length < saying.cells.length ? `${saying.fact} not ${cells(question, saying.fact, saying.others)}` : `${saying.fact}=${cells(question, saying.fact, saying.cells)}`
    case "present":
      return `${saying.fact}=${saying.holds ? "present" : "absent"}`
    case "member":
      return `${saying.fact} with${saying.holds ? "" : "out"} ${saying.member}`
    case "other-member":
      return `${saying.fact} with${saying.holds ? "" : "out"} others`
  }
}

function cells(question: Question, fact: FactId, some: readonly Cell[]): string {
  const spec = question.facts.find(({ id }) => id === fact) ?? bug("cli/print-findings: a box of a fact that is not there")
  return some.map((cell) => {
    switch (cell.kind) {
      case "values":
        return cell.values.join("|")
      case "other":
        return "any other"
      case "range":
        return rangeLabel(spec, cell)
      case "absent":
        return "absent"
    }
  }).join("|")
}
