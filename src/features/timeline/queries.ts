/** Looks a pack's time line over for its pages. */
import { figureGroups, touchingClauses, touchingEvent } from "../../law/timeline/links.ts"
import { SIDES, type Notice, type Statement, type TimelineEvent } from "../../law/timeline/types.ts"
import { firstOfMonth } from "../../law/days.ts"
import type { ClauseId, Day, Pack } from "../../law/types.ts"
import { clauseOf, type ClauseAt } from "../../ui/clauses.ts"
import { newestDay } from "../../ui/timeline.ts"
import { ENTRY_KINDS, EVERYTHING } from "./filter.ts"
import type { Choice, Entry, EntryKind, EventView, Filter, NoticeView, TimelineView } from "./model.ts"

/** Everything with a day, the oldest first; on one day what happened, then what was demanded, then what was said. */
export function entriesOf({ timeline }: Pack): readonly Entry[] {
  const { events, statements, notices } = timeline
  const entries: readonly Entry[] = [
    ...events.flatMap((event) => event.history.map((status, index): Entry => ({ kind: "status", date: status.date, event, status, isFirst: index === 0 }))),
    ...notices.map((notice): Entry => ({ kind: "notice", date: notice.date, notice })),
    ...statements.map((statement): Entry => ({ kind: "statement", date: statement.date, statement })),
  ]
  return byDate(entries)
}

function byDate<T extends { readonly date: string }>(dated: readonly T[]): readonly T[] {
  return dated.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

export function kindOf(entry: Entry): EntryKind {
  switch (entry.kind) {
    case "status":
      return entry.event.kind
    case "statement":
    case "notice":
      return entry.kind
  }
}

export function timelineView(pack: Pack, filter: Filter): TimelineView {
  const all = entriesOf(pack)
  const chosen = (changed: Partial<Filter>): readonly Entry[] => fitting(pack, all, { ...filter, ...changed })
  const count = <T>(values: readonly T[], of: (value: T) => Partial<Filter>): readonly Choice<T>[] =>
    values.map((value) => ({ value, count: chosen(of(value)).length })).filter((choice) => choice.count > 0)
  const entries = chosen({})
  return {
    filter,
    entries: filter.first === "oldest" ? entries : entries.toReversed(),
    of: fitting(pack, all, EVERYTHING).length,
    kinds: count(ENTRY_KINDS, (kind) => ({ kind })),
    sides: count(SIDES, (side) => ({ side })),
    clauses: count(clausesNamed(pack), ({ clause }) => ({ clause: clause.id })),
    newest: newestDay(pack),
  }
}

function fitting(pack: Pack, entries: readonly Entry[], { kind, side, clause }: Filter): readonly Entry[] {
  const isOnClause = clause === null ? () => true : onClause(pack, clause)
  return entries.filter((entry) => (kind === null || kindOf(entry) === kind) && (side === null || isBy(entry, side)) && isOnClause(entry))
}

function isBy(entry: Entry, side: Filter["side"]): boolean {
  switch (entry.kind) {
    case "status":
      return false
    case "statement":
      return entry.statement.side === side
    case "notice":
      return side === "city"
  }
}

function onClause(pack: Pack, clause: ClauseId): (entry: Entry) => boolean {
  const { events, statements, notices } = touchingClauses(pack.timeline, [clause])
  return (entry) => {
    switch (entry.kind) {
      case "status":
        return events.includes(entry.event)
      case "statement":
        return statements.includes(entry.statement)
      case "notice":
        return notices.includes(entry.notice)
    }
  }
}

/** Clauses that something on the time line names, in the sequence of the pack. */
function clausesNamed(pack: Pack): readonly ClauseAt[] {
  const { events, statements, notices } = pack.timeline
  const named = new Set([...events.flatMap(({ clauses }) => clauses), ...statements.flatMap(({ about }) => about.clauses), ...notices.flatMap(({ grounds }) => grounds)])
  return pack.instruments.flatMap((instrument) => instrument.clauses.filter(({ id }) => named.has(id)).map((clause) => ({ clause, instrument })))
}

/** Entries month by month, in their sequence; each month by its first day. */
export function monthsOf(entries: readonly Entry[]): readonly { readonly month: Day; readonly entries: readonly Entry[] }[] {
  const months: { readonly month: Day; readonly entries: Entry[] }[] = []
  for (const entry of entries) {
    const month = firstOfMonth(entry.date)
    const last = months.at(-1)
    if (last?.month === month) last.entries.push(entry)
    else months.push({ month, entries: [entry] })
  }
  return months
}

export function clausesAt(pack: Pack, ids: readonly ClauseId[]): readonly ClauseAt[] {
  return ids.flatMap((id) => clauseOf(pack, id) ?? [])
}

export function eventView(pack: Pack, event: TimelineEvent): EventView {
  const { unknown, statements, notices } = touchingEvent(pack.timeline, event)
  return { event, unknown, figures: figureGroups(pack.timeline, event.figures), statements: byDate(statements), clauses: clausesAt(pack, event.clauses), notices }
}

export function noticeView(pack: Pack, notice: Notice): NoticeView {
  const { unknown, events } = touchingClauses(pack.timeline, notice.grounds)
  return { notice, unknown, grounds: clausesAt(pack, notice.grounds), events }
}

/** Whether the city urges it; what rests on a clause that does more is a demand. */
export function isUrged({ instruments }: Pack, { grounds }: Notice): boolean {
  const forces = instruments.flatMap(({ clauses }) => clauses.filter(({ id }) => grounds.includes(id)).map(({ force }) => force))
  return forces.length > 0 && forces.every((force) => force === "urges")
}

/** The events that a statement is about. */
export function eventsOf({ timeline }: Pack, { about }: Statement): readonly TimelineEvent[] {
  return timeline.events.filter(({ id }) => about.events.includes(id))
}
