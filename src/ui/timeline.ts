/** The addresses of the time line's pages, and what of it a page says at its head. */
import type { EventId, NoticeId, StatementId } from "../law/timeline/types.ts"
import type { ClauseId, Day, Pack } from "../law/types.ts"
import type { Site } from "./site.ts"

export function hasTimeline({ timeline }: Pack): boolean {
  return timeline.events.length + timeline.statements.length + timeline.notices.length > 0
}

/** The newest day through which anything here was confirmed; `null` where the time line is empty. */
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
