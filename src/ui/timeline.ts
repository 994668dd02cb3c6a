/** Finds what of a pack's time line touches a clause or an event, and the addresses of its pages. */
import type { EventId, Notice, NoticeId, Statement, StatementId, StatusEntry, TimelineEvent, Unknown } from "../law/timeline/types.ts"
import type { ClauseId, Day, Pack } from "../law/types.ts"
import type { Site } from "./site.ts"

export interface Touching {
  readonly events: readonly TimelineEvent[]
  /** About the clause, or about an event that touches it. */
  readonly statements: readonly Statement[]
  readonly notices: readonly Notice[]
}

export function touching({ timeline }: Pack, clause: ClauseId): Touching {
  const events = timeline.events.filter((event) => event.clauses.includes(clause))
  const ids = new Set(events.map(({ id }) => id))
  return {
    events,
    statements: timeline.statements.filter(({ about }) => about.clauses.includes(clause) || about.events.some((id) => ids.has(id))),
    notices: timeline.notices.filter(({ grounds }) => grounds.includes(clause)),
  }
}

export function hasTimeline({ timeline }: Pack): boolean {
  return timeline.events.length + timeline.statements.length + timeline.notices.length > 0
}

export function newestStatus({ history }: TimelineEvent): StatusEntry {
  return history.at(-1) ?? history[0]
}

export function unknownOfEvent({ timeline }: Pack, event: EventId): readonly Unknown[] {
  return timeline.unknown.filter(({ about }) => about.events.includes(event))
}

export function unknownOfClauses({ timeline }: Pack, clauses: readonly ClauseId[]): readonly Unknown[] {
  return timeline.unknown.filter(({ about }) => about.clauses.some((clause) => clauses.includes(clause)))
}

/** The newest day of which anything here was read; `null` where the time line is empty. */
export function newestDay({ timeline }: Pack): Day | null {
  const { events, statements, notices } = timeline
  const days = [...events.flatMap(({ history }) => history), ...statements, ...notices].map(({ source }) => source.confirmedThrough)
  return days.reduce<Day | null>((newest, day) => (newest === null || day > newest ? day : newest), null)
}

export function eventHref(site: Site, id: EventId): string {
  return site.href(`/timeline/${id}`)
}

export function noticeHref(site: Site, id: NoticeId): string {
  return site.href(`/notices/${id}`)
}

/** Where a statement stands among all others. */
export function statementHref(site: Site, id: StatementId): string {
  return site.href(`/timeline#said-${id}`)
}

/** What the time line has on a clause. */
export function clauseTimelineHref(site: Site, clause: ClauseId): string {
  return site.href(`/timeline?clause=${encodeURIComponent(clause)}`)
}
