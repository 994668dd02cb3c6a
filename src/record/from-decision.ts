/** A decision becomes an act: sealed for the record, whole for whoever holds its opening. The only way across. */
import { randomBytes, randomInt } from "node:crypto"
import type { Crypto } from "../kernel/log/crypto.ts"
import type { FactSpec } from "../kernel/diagram/types.ts"
import { printGiven, type Given } from "../kernel/diagram/values.ts"
import { printEntry } from "../kernel/receipt/entry.ts"
import { commitmentOf, type Fields, type Opening } from "../kernel/receipt/opening.ts"
import type { Answer } from "../law/answer-form.ts"
import { dayIn } from "../law/days.ts"
import type { BodyId, Day, FactId, QuestionId } from "../law/types.ts"

export interface Decision {
  readonly question: QuestionId
  /** The day whose law was asked. */
  readonly on: Day
  /** Of the question's facts, what was said, with its fact. */
  readonly facts: ReadonlyMap<FactId, { readonly fact: FactSpec; readonly given: Given }>
  readonly answer: Answer
  /** Who asked; never a branch or district. */
  readonly department: BodyId
  readonly incident: string | null
  readonly at: Date
  /** The pack's, for the month that may be released. */
  readonly timeZone: string
}

/** `opening`: a closed part was opened to somebody, with the reason given. */
export type ActKind = "decision" | "disposition" | "note" | "opening" | "erasure"

export interface Act {
  readonly reference: string
  readonly kind: ActKind
  readonly department: string
  readonly incident: string | null
  readonly at: Date
  readonly opening: Opening
  /** The sealed leaf, 34 bytes. */
  readonly entry: Uint8Array
}

/** Makes the act with a new reference and new keys: two of one decision have nothing in common that can be seen. */
export function actFromDecision(crypto: Crypto, decision: Decision): Act {
  const { answer, department, at } = decision
  return sealedAct(crypto, { ...decision, kind: "decision" }, {
    cell: { department, question: decision.question, outcome: answer.outcome, law: answer.law.digest, month: dayIn(decision.timeZone, at).slice(0, 7) },
    facts: factsOf(decision, (visibility) => visibility !== "private"),
    private: factsOf(decision, (visibility) => visibility === "private"),
    answer: { reachable: answer.reachable, rules: answer.rules.map(({ id, certain }) => ({ id, certain })) },
  })
}

export interface ActHead {
  readonly kind: ActKind
  readonly department: string
  readonly incident: string | null
  readonly at: Date
  /** Of a decision the day whose law was asked, else the day itself. */
  readonly on: Day
}

/** An act of any kind: its groups beside the one that every act has, sealed under keys of their own. */
export function sealedAct(crypto: Crypto, { kind, department, incident, at, on }: ActHead, groups: Readonly<Record<string, Fields>>): Act {
  const reference = newReference()
  const opening = sealable({ act: { kind, reference, at: at.toISOString(), on, incident }, ...groups })
  return { reference, kind, department, incident, at, opening, entry: printEntry({ kind: "sealed", commitment: commitmentOf(crypto, opening) }) }
}

const KEY_BYTES = 32

/** Each group under a key of its own; all of them drawn at once, which costs what one does. */
function sealable(groups: Readonly<Record<string, Fields>>): Opening {
  const named = Object.entries(groups)
  const keys = randomBytes(named.length * KEY_BYTES)
  return new Map(named.map(([name, fields], at) => [name, { key: keys.subarray(at * KEY_BYTES, (at + 1) * KEY_BYTES), fields }]))
}

function factsOf({ facts }: Decision, belongs: (visibility: FactSpec["visibility"]) => boolean): Fields {
  return Object.fromEntries([...facts.values()].filter(({ fact }) => belongs(fact.visibility)).map(({ fact, given }) => [fact.id, printGiven(fact, given)]))
}

/** Without I, L, O and U: read aloud or off paper, no two are taken for one another (Crockford's base 32). */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

/** `7K4Q-92XM-3T5B`: 60 random bits, and no more than a name. */
export function newReference(): string {
  const letters = Array.from({ length: 12 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join("")
  return letters.replace(/(.{4})(?=.)/g, "$1-")
}

const REFERENCE = new RegExp(`^[${LETTERS}]{4}(-[${LETTERS}]{4}){2}$`)

/** Whether it has the form of a reference; what has not is nobody's, and the database need not be asked. */
export function isReference(text: string): boolean {
  return REFERENCE.test(text)
}

/** An entry that nobody can tell from an act's. */
export function blankEntry(): Uint8Array {
  return printEntry({ kind: "sealed", commitment: randomBytes(32) })
}
