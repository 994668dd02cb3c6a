/**
 * The time line: what happened, who said what, what the city demanded, and what nobody here knows.
 *
 *     event       the National Guard in Chicago: threatened 22 August, ordered in October, blocked 9 October, ended in January
 *     statement   who said what, on which side, what was answered, and the official figures that bear on it
 *     notice      what the city demanded of whom, on which clauses it rests, what came of it
 *
 * Every side has the same form. Two sides' figures for one thing stand side by side; none is chosen, none averaged.
 */
import type { Brand, NonEmpty } from "../../kernel/text/brand.ts"
import type { Span } from "../../kernel/text/diagnostic.ts"
import type { ClauseId, Day, Source } from "../source.ts"

export type EventId = Brand<string, "EventId">
export type StatementId = Brand<string, "StatementId">
export type NoticeId = Brand<string, "NoticeId">
export type FigureGroupId = Brand<string, "FigureGroupId">

export const EVENT_KINDS = ["deployment", "operation", "order", "ruling", "law", "agreement"] as const
export type EventKind = (typeof EVENT_KINDS)[number]
/** The picture's lanes, from the top. */
export const LANES = ["troops", "agents", "city", "state", "courts"] as const
export type Lane = (typeof LANES)[number]
export const SIDES = ["city", "state", "white-house", "dhs", "police-union", "prosecutors", "courts", "organisations"] as const
export type Side = (typeof SIDES)[number]
export const EVENT_STATUSES = ["threatened", "reported", "announced", "ordered", "under-way", "blocked", "suspended", "ended", "unknown-since"] as const
export type EventStatus = (typeof EVENT_STATUSES)[number]

/**
 * Whether a day is the one that the source names; one near it, chosen because the source names none; or the last on which it can have
 * been, where the source does not even say near which.
 */
export const DATES_ARE = ["known", "about", "by"] as const
export type DateIs = (typeof DATES_ARE)[number]

/** What an event became on a day. */
export interface StatusEntry {
  readonly status: EventStatus
  readonly date: Day
  readonly dateIs: DateIs
  readonly says: string | null
  readonly source: Source
}

export interface Figure {
  readonly id: string
  /** What is counted, and over which time. */
  readonly counts: string
  readonly value: string
  /** Whose figure it is. */
  readonly by: string
  /** `null`: the source names no day. */
  readonly asOf: Day | null
  readonly source: Source
}

/** Figures for one thing, of all who gave any, in the sequence of the pack. */
export interface FigureGroup {
  readonly id: FigureGroupId
  readonly title: string
  readonly figures: NonEmpty<Figure>
  readonly span: Span
}

/** What an entry said before it was changed. */
export interface Correction {
  readonly on: Day
  readonly was: string
  readonly reason: string
}

export interface TimelineEvent {
  readonly id: EventId
  readonly kind: EventKind
  readonly lane: Lane
  readonly title: string
  readonly what: string
  /** The oldest first. */
  readonly history: NonEmpty<StatusEntry>
  readonly figures: readonly FigureGroupId[]
  readonly clauses: readonly ClauseId[]
  /** The newest first. */
  readonly corrections: readonly Correction[]
  readonly span: Span
}

/** Who answered what was said or demanded, or the day through which no answer was found. */
export type AnswerSlot =
  | { readonly kind: "answered"; readonly by: string; readonly says: string; readonly date: Day | null; readonly source: Source }
  | { readonly kind: "none-found"; readonly asOf: Day }

export interface Statement {
  readonly id: StatementId
  readonly date: Day
  readonly dateIs: DateIs
  readonly speaker: string
  readonly role: string
  readonly side: Side
  readonly place: string | null
  /** In our words. */
  readonly says: string
  /** In the speaker's own words, without quotation marks. */
  readonly quote: string | null
  readonly source: Source
  readonly about: { readonly events: readonly EventId[]; readonly clauses: readonly ClauseId[] }
  readonly answer: AnswerSlot
  /** Official figures that bear on it; no verdict. */
  readonly data: readonly FigureGroupId[]
  readonly corrections: readonly Correction[]
  readonly span: Span
}

/** A formal demand of the city. */
export interface Notice {
  readonly id: NoticeId
  readonly date: Day
  readonly title: string
  readonly to: string
  readonly demands: string
  readonly grounds: readonly ClauseId[]
  /** How it was delivered; `null`: not found. */
  readonly delivered: string | null
  readonly answer: AnswerSlot
  /** What followed in court. */
  readonly followUp: string | null
  readonly source: Source
  readonly corrections: readonly Correction[]
  readonly span: Span
}

/** What we do not know; it is said first. */
export interface Unknown {
  readonly id: string
  readonly what: string
  readonly asOf: Day
  readonly about: { readonly events: readonly EventId[]; readonly clauses: readonly ClauseId[] }
}

/** Each list in the sequence of the pack. */
export interface Timeline {
  readonly events: readonly TimelineEvent[]
  readonly statements: readonly Statement[]
  readonly notices: readonly Notice[]
  readonly figures: readonly FigureGroup[]
  readonly unknown: readonly Unknown[]
}

export const NO_TIMELINE: Timeline = { events: [], statements: [], notices: [], figures: [], unknown: [] }
