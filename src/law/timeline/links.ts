/**
 * From law to the time line and back: what touches a clause, what is said about an event, which entries rest on which figures.
 *
 *     clause     ->  events, statements and notices that name it, what is not known of it
 *     event      ->  statements about it, notices on the same clauses, what is not known of it
 */
import type { ClauseId } from "../source.ts"
import type { EventId, FigureGroup, FigureGroupId, Notice, Statement, StatusEntry, Timeline, TimelineEvent, Unknown } from "./types.ts"

/** What the time line has on something; each list in the pack's sequence. */
export interface Touching {
  readonly events: readonly TimelineEvent[]
  readonly statements: readonly Statement[]
  readonly notices: readonly Notice[]
  readonly unknown: readonly Unknown[]
}

/** Of any of these clauses: one, or all of an instrument. */
export function touchingClauses(timeline: Timeline, clauses: readonly ClauseId[]): Touching {
  const named = (ids: readonly ClauseId[]): boolean => ids.some((id) => clauses.includes(id))
  return {
    events: timeline.events.filter((event) => named(event.clauses)),
    statements: timeline.statements.filter(({ about }) => named(about.clauses)),
    notices: timeline.notices.filter(({ grounds }) => named(grounds)),
    unknown: timeline.unknown.filter(({ about }) => named(about.clauses)),
  }
}

/** What is said about an event, and what is not known of it. Other events touch it where they name a clause that it names. */
export function touchingEvent(timeline: Timeline, event: TimelineEvent): Touching {
  const shares = (ids: readonly ClauseId[]): boolean => ids.some((id) => event.clauses.includes(id))
  const isAbout = ({ about }: { readonly about: { readonly events: readonly EventId[] } }): boolean => about.events.includes(event.id)
  return {
    events: timeline.events.filter((one) => one.id !== event.id && shares(one.clauses)),
    statements: timeline.statements.filter(isAbout),
    notices: timeline.notices.filter(({ grounds }) => shares(grounds)),
    unknown: timeline.unknown.filter(isAbout),
  }
}

/** In the sequence of `ids`. */
export function figureGroups(timeline: Timeline, ids: readonly FigureGroupId[]): readonly FigureGroup[] {
  return ids.flatMap((id) => timeline.figures.find((group) => group.id === id) ?? [])
}

/** What an event is by now, as far as is known. */
export function newestStatus({ history }: TimelineEvent): StatusEntry {
  return history.at(-1) ?? history[0]
}
