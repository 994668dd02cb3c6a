/**
 * Law: what a pack says, read and checked. Everything carries its place in the pack's files.
 *
 * `Pack` is the whole folder; `Law` is its legal part. Which rules speak on a day is calendar.ts's business, what follows
 * from them the kernel's.
 */
import type { Brand } from "../kernel/text/brand.ts"
import type { Span } from "../kernel/text/diagnostic.ts"
import type { Condition, FactId, FactSpec, Outcome, QuestionId, RuleId } from "../kernel/diagram/types.ts"
import type { Guide } from "./guides/types.ts"
import type { HelpLine } from "./help-line.ts"
import type { ClauseId, Confidence, Day, InstrumentId, Review, Source, TranslationState } from "./source.ts"
import type { Timeline } from "./timeline/types.ts"

export type { ClauseId, Confidence, Day, FactId, HelpLine, InstrumentId, Outcome, QuestionId, Review, RuleId, Source, TranslationState }
export type BodyId = Brand<string, "BodyId">
export type GroupId = Brand<string, "GroupId">
export type StepId = Brand<string, "StepId">
/** Lower-case hex SHA-256 of the RFC 8785 map {path: sha256(file)} of the pack. */
export type LawDigest = Brand<string, "LawDigest">

export type Force = "binds" | "advises" | "urges" | "demands" | "states"
/** Highest first. */
export const RANKS = ["constitution", "federal-statute", "state-statute", "ordinance", "executive-order", "directive", "guideline"] as const
export type Rank = (typeof RANKS)[number]
export const INSTRUMENT_KINDS = ["constitution", "statute", "public-act", "ordinance", "executive-order", "directive", "guideline", "court-order"] as const
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number]

export interface Instrument {
  readonly id: InstrumentId
  readonly kind: InstrumentKind
  readonly number: string | null
  readonly title: string
  readonly short: string
  readonly rank: Rank
  readonly signed: Day | null
  /** `null`: the day is not known; then it counts as long in force. */
  readonly inForce: Day | null
  readonly ends: Day | null
  readonly text: "summary" | "official"
  readonly source: Source
  readonly unread: readonly string[]
  readonly reviewed: Review | null
  /** In text order: every heading, with and without an id. */
  readonly headings: readonly Heading[]
  readonly clauses: readonly Clause[]
  /** What stands before the first heading, as Markdown. */
  readonly preamble: string
  readonly path: string
}

export interface Heading {
  readonly depth: number
  readonly text: string
  readonly clause: ClauseId | null
  readonly span: Span
}

export type Addressee =
  | { readonly kind: "all" }
  | { readonly kind: "outside" }
  | { readonly kind: "bodies"; readonly bodies: readonly BodyId[]; readonly groups: readonly GroupId[] }

export interface Clause {
  readonly id: ClauseId
  readonly instrument: InstrumentId
  /** Akoma Ntoso eId, unique in the instrument. */
  readonly eId: string
  readonly title: string
  readonly depth: number
  /** The clause's own prose, as Markdown, without its blocks. */
  readonly prose: string
  readonly force: Force
  readonly to: Addressee
  readonly confidence: Confidence
  readonly source: Source
  readonly inForce: Day | null
  readonly ends: Day | null
  readonly restates: readonly ClauseId[]
  readonly rules: readonly Rule[]
  readonly cases: readonly Case[]
  readonly duties: readonly Duty[]
  readonly acceptedGaps: readonly AcceptedGap[]
  readonly suspensions: readonly Suspension[]
  readonly disputes: readonly Dispute[]
  readonly withdrawals: readonly Withdrawal[]
  readonly span: Span
}

export interface Rule {
  readonly id: RuleId
  readonly clause: ClauseId
  readonly effect: "permit" | "forbid" | "must"
  readonly force: "binds" | "advises"
  readonly questions: readonly QuestionId[]
  /** Its condition for each of its questions; constant false parts are kept. */
  readonly conditions: ReadonlyMap<QuestionId, Condition>
  readonly steps: readonly StepId[]
  readonly note: string | null
  readonly stricter: string | null
  /** The rule as written in the pack. */
  readonly cedar: string
  readonly span: Span
}

export interface Case {
  readonly question: QuestionId
  readonly clause: ClauseId
  /** As written: only the cells that are not empty. `body` included. */
  readonly facts: ReadonlyMap<FactId, string>
  readonly outcome: Outcome
  readonly by: readonly RuleId[]
  readonly on: { readonly from: Day; readonly to: Day } | null
  readonly note: string | null
  readonly span: Span
  /** For each cell of the row, its place. */
  readonly cellSpans: ReadonlyMap<string, Span>
}

export interface Duty {
  readonly id: string
  readonly clause: ClauseId
  readonly who: Addressee
  readonly what: string
  readonly due: { readonly kind: "day"; readonly day: Day } | { readonly kind: "after"; readonly duration: string } | { readonly kind: "every"; readonly rrule: string } | null
  readonly evidence: string | null
  readonly span: Span
}

export interface AcceptedGap {
  readonly question: QuestionId
  readonly clause: ClauseId
  readonly when: Condition
  readonly cedar: string
  readonly why: string
  readonly span: Span
}

export interface Suspension {
  readonly from: Day
  readonly to: Day | null
  readonly by: string
  readonly source: Source
}

export interface Dispute {
  readonly by: string
  readonly says: string
  readonly reply: { readonly by: string; readonly says: string } | null
  readonly stage: string
  readonly source: Source
  readonly date: Day
}

export interface Withdrawal {
  /** ISO 8601 instant. */
  readonly from: string
  /** The day of `from` in the pack's time zone; the rules are silent from that day's start. */
  readonly fromDay: Day
  readonly by: string
}

export interface Question {
  readonly id: QuestionId
  /** In the sequence the schema declares them; `body` first. */
  readonly facts: readonly Fact[]
  readonly span: Span
}

export interface Fact extends FactSpec {
  /** The name under `values` in the words files: an enum's type name, or the fact's own id. */
  readonly valuesKey: string
  readonly span: Span
}

export interface Assumption {
  readonly why: string
  readonly impossible: ReadonlyMap<QuestionId, Condition>
  readonly span: Span
}

export interface Group {
  readonly id: GroupId
  readonly name: string
}

export interface Body {
  readonly id: BodyId
  readonly name: string
  readonly kind: "department" | "office" | "sister-agency"
  readonly in: readonly GroupId[]
  readonly attributes: ReadonlyMap<string, unknown>
  readonly supervisorLine: string | null
  readonly counselLine: string | null
  readonly next: string | null
  readonly span: Span
}

export const STEP_FOR = ["worker", "supervisor", "if-they-go-in", "do-not"] as const
export interface Step {
  readonly id: StepId
  readonly for: (typeof STEP_FOR)[number]
  readonly span: Span
}

export interface Settings {
  readonly id: string
  readonly name: string
  readonly status: "demonstration" | "official"
  readonly publisher: string
  readonly timeZone: string
  readonly languages: readonly [string, ...string[]]
  readonly accent: { readonly light: string; readonly dark: string } | null
  readonly emblem: { readonly viewBox: string; readonly path: string; readonly light: string; readonly dark: string } | null
  /** What to do where no rule speaks. */
  readonly silentSteps: readonly StepId[]
  /** The same for single questions, in place of `silentSteps`: where help must come first. */
  readonly silentStepsOf: ReadonlyMap<string, readonly StepId[]>
  /** By body: what stands first on every answer for it, whatever was asked. */
  readonly firstSteps: ReadonlyMap<string, readonly StepId[]>
  readonly record: RecordSettings
  /** Disposal schedules by id; without one nothing expires. */
  readonly disposal: ReadonlyMap<string, Disposal>
}

export interface RecordSettings {
  /** The log's name: an address without its scheme. */
  readonly origin: string
  /** The public size grows by `leaves` once in so many minutes. */
  readonly everyMinutes: number
  readonly leaves: number
  /** Seven or more. */
  readonly releaseAfterDays: number
  /** Acts that a released cell holds at least; ten or more. */
  readonly smallestCell: number
}

export interface Disposal {
  readonly covers: string
  readonly keepDays: number
}

/** One language's texts: MessageFormat 2 sources, by id. */
export interface Words {
  readonly language: string
  readonly state: TranslationState
  readonly questions: ReadonlyMap<QuestionId, { readonly label: string; readonly short: string | null; readonly says: ReadonlyMap<Outcome, string> }>
  readonly topics: ReadonlyMap<string, string>
  readonly facts: ReadonlyMap<FactId, { readonly label: string; readonly short: string | null; readonly hint: string | null; readonly why: string | null }>
  /** By type name (or fact id), then value. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, { readonly label: string; readonly hint: string | null }>>
  readonly bodies: ReadonlyMap<BodyId, string>
  readonly groups: ReadonlyMap<GroupId, string>
  readonly steps: ReadonlyMap<StepId, { readonly text: string; readonly say: string | null }>
  readonly rules: ReadonlyMap<RuleId, { readonly reason: string }>
  readonly instruments: ReadonlyMap<InstrumentId, { readonly title: string; readonly short: string; readonly text: string | null }>
  readonly clauses: ReadonlyMap<ClauseId, { readonly title: string; readonly text: string }>
  /** Of what the pack says outside the words files, by the text itself (files/pack-texts.ts). */
  readonly texts: ReadonlyMap<string, string>
}

export interface ScreeningWord {
  readonly pattern: string
  readonly kind: "immigration-status" | "birthplace" | "a-number" | "other-number"
  readonly hint: string
}

export interface Law {
  readonly instruments: readonly Instrument[]
  readonly questions: readonly Question[]
  readonly assumptions: readonly Assumption[]
  readonly groups: readonly Group[]
  readonly bodies: readonly Body[]
  readonly steps: readonly Step[]
}

export interface Pack extends Law {
  readonly settings: Settings
  readonly digest: LawDigest
  /** In the sequence of `settings.languages`. */
  readonly words: ReadonlyMap<string, Words>
  readonly help: readonly HelpLine[]
  readonly timeline: Timeline
  /** In the sequence of their ids. */
  readonly guides: readonly Guide[]
  readonly screening: ReadonlyMap<string, readonly ScreeningWord[]>
  /** Paths of files, with their text, for diagnostics. */
  readonly texts: ReadonlyMap<string, string>
}
