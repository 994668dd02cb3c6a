/** What the time line's pages show, put together from a pack. */
import type { EventKind, FigureGroup, Notice, Side, Statement, StatusEntry, TimelineEvent, Unknown } from "../../law/timeline/types.ts"
import type { ClauseId, Day } from "../../law/types.ts"
import type { ClauseAt } from "../../ui/clauses.ts"

/** One thing with a day: an event came to stand as it did, somebody said something, or the city demanded something. */
export type Entry =
  | { readonly kind: "status"; readonly date: Day; readonly event: TimelineEvent; readonly status: StatusEntry; readonly isFirst: boolean }
  | { readonly kind: "statement"; readonly date: Day; readonly statement: Statement }
  | { readonly kind: "notice"; readonly date: Day; readonly notice: Notice }

/** By what an entry is chosen: an event's kind, or that it is a statement or a notice. */
export type EntryKind = EventKind | "statement" | "notice"

export interface Filter {
  readonly first: "newest" | "oldest"
  readonly kind: EntryKind | null
  /** Who speaks. A notice is the city's; an event is nobody's. */
  readonly side: Side | null
  readonly clause: ClauseId | null
}

/** Something to choose by, and how many entries it leaves under what else is chosen. */
export interface Choice<T> {
  readonly value: T
  readonly count: number
}

export interface TimelineView {
  readonly filter: Filter
  readonly entries: readonly Entry[]
  /** Entries without any choice. */
  readonly of: number
  readonly kinds: readonly Choice<EntryKind>[]
  readonly sides: readonly Choice<Side>[]
  readonly clauses: readonly Choice<ClauseAt>[]
  readonly newest: Day | null
}

export interface EventView {
  readonly event: TimelineEvent
  readonly unknown: readonly Unknown[]
  readonly figures: readonly FigureGroup[]
  /** What was said of it, the oldest first. */
  readonly statements: readonly Statement[]
  readonly clauses: readonly ClauseAt[]
  /** Demands that rest on a clause which the event touches. */
  readonly notices: readonly Notice[]
}

export interface NoticeView {
  readonly notice: Notice
  readonly unknown: readonly Unknown[]
  readonly grounds: readonly ClauseAt[]
  /** Events that touch a clause which the demand rests on. */
  readonly events: readonly TimelineEvent[]
}
