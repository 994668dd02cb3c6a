/**
 * Past decisions as they are kept: a line of JSON each, in any of the forms in which Writ gives one.
 *
 *     {"question": "joint-duty", "on": "2025-08-29", "facts": {"body": "cpd", "purpose": "immigration"}, "outcome": "prohibited"}
 *     what `writ ask --json` and POST /v1/answers give     the same, with more beside it
 *     what POST /v1/decisions gives                        its answer, or else its opening
 *     an opening                                           {"format": "writ-opening/1", "groups": {…}}
 *
 * Without `on` a decision is of today, as in a request; without `outcome` it is decided under its own law first. Other fields are
 * nobody's business here.
 */
import { verdictIndex } from "../../kernel/diagram/replay.ts"
import { decisionOf } from "../../kernel/receipt/act.ts"
import { OPENING_FORMAT, parseOpening } from "../../kernel/receipt/opening.ts"
import { isObject } from "../../kernel/receipt/shape.ts"
import type { JsonValue } from "../../kernel/text/canonical-json.ts"
import { parseDay } from "../days.ts"
import type { Day } from "../types.ts"

export interface PastDecision {
  readonly question: string
  /** The day whose law decided. */
  readonly on: Day
  /** As `fact=value` has it. */
  readonly facts: ReadonlyMap<string, string>
  /** What it came to, as the number of a verdict; `null` where it does not say. */
  readonly outcome: number | null
  /** The rules that decided, by id; `null` where it does not say. */
  readonly rules: readonly string[] | null
  readonly reference: string | null
}

/** Why a line holds no decision; `found` is the text at fault. */
export interface PastProblem {
  readonly kind: "not-json" | "not-object" | "no-question" | "no-facts" | "fact-form" | "day" | "outcome" | "opening" | "closed" | "erased"
  readonly found: string
}

export type ReadPastDecision = { readonly kind: "decision"; readonly decision: PastDecision } | { readonly kind: "wrong"; readonly problem: PastProblem }

export function readPastDecision(line: string, today: Day): ReadPastDecision {
  const json = parsed(line)
  if (json === undefined) return wrong("not-json", "")
  if (!isObject(json)) return wrong("not-object", "")
  if (json["format"] === OPENING_FORMAT) return fromOpening(json)
  const { answer, opening, reference } = json
  if (answer === undefined || opening === undefined) return fromFields(json, reference, today)
  if (isObject(answer)) return fromFields(answer, reference, today)
  return opening === null ? wrong("erased", "") : fromOpening(opening)
}

function parsed(line: string): JsonValue | undefined {
  try {
    return JSON.parse(line) as JsonValue
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function wrong(kind: PastProblem["kind"], found: string): ReadPastDecision {
  return { kind: "wrong", problem: { kind, found } }
}

function fromFields({ question, on, facts, outcome, rules }: { readonly [name: string]: JsonValue | undefined }, reference: JsonValue | undefined, today: Day): ReadPastDecision {
  if (typeof question !== "string") return wrong("no-question", "")
  if (facts === undefined || !isObject(facts)) return wrong("no-facts", "")
  const day = on === undefined ? today : typeof on === "string" ? parseDay(on) : null
  if (day === null) return wrong("day", JSON.stringify(on))
  const verdict = outcome === undefined ? null : typeof outcome === "string" ? verdictIndex(outcome) : undefined
  if (verdict === undefined) return wrong("outcome", JSON.stringify(outcome))
  const written = new Map<string, string>()
  for (const name of Object.keys(facts)) {
    const text = factText(facts[name])
    if (text === null) return wrong("fact-form", name)
    written.set(name, text)
  }
  return { kind: "decision", decision: { question, on: day, facts: written, outcome: verdict, rules: ruleIds(rules), reference: typeof reference === "string" ? reference : null } }
}

/** Written as text, a set of one of these would be read as something else. */
const NO_MEMBERS = ["", "absent", "present", "unknown", "nothing"]

/** A fact's value as it is written elsewhere; `null` for what is no value. */
function factText(value: JsonValue | undefined): string | null {
  if (!Array.isArray(value)) return memberText(value)?.trim() ?? null
  if (value.length === 0) return "nothing"
  const members = value.map(memberText)
  const isMember = (member: string | null): boolean => member !== null && !member.includes(",") && !NO_MEMBERS.includes(member)
  return members.every(isMember) ? members.join(",") : null
}

function memberText(value: unknown): string | null {
  if (typeof value === "boolean") return value ? "yes" : "no"
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : null
}

function ruleIds(rules: JsonValue | undefined): readonly string[] | null {
  if (!Array.isArray(rules)) return null
  const ids = rules.map((rule: JsonValue) => (isObject(rule) ? rule["id"] : undefined))
  return ids.every((id) => typeof id === "string") ? ids : null
}

function fromOpening(json: JsonValue): ReadPastDecision {
  const opening = parseOpening(json)
  if (opening === null) return wrong("opening", "")
  const fields = decisionOf(opening)
  const outcome = fields === null ? undefined : verdictIndex(fields.cell.outcome)
  const on = fields === null ? null : parseDay(fields.act.on)
  if (fields === null || outcome === undefined || on === null) return wrong("closed", "")
  return { kind: "decision", decision: { question: fields.cell.question, on, facts: fields.facts, outcome, rules: fields.answer.rules.map(({ id }) => id), reference: fields.act.reference } }
}
