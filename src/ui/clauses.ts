/** Finds a pack's clauses and instruments by id, and the addresses of their pages. */
import type { Clause, ClauseId, Instrument, InstrumentId, Pack } from "../law/types.ts"
import type { Site } from "./site.ts"

export interface ClauseAt {
  readonly clause: Clause
  readonly instrument: Instrument
}

const indexes = new WeakMap<Pack, ReadonlyMap<string, ClauseAt>>()

function indexOf(pack: Pack): ReadonlyMap<string, ClauseAt> {
  const known = indexes.get(pack)
  if (known !== undefined) return known
  const made = new Map<string, ClauseAt>(pack.instruments.flatMap((instrument) => instrument.clauses.map((clause) => [clause.id, { clause, instrument }] as const)))
  indexes.set(pack, made)
  return made
}

export function clauseOf(pack: Pack, id: ClauseId): ClauseAt | undefined {
  return indexOf(pack).get(id)
}

/** A clause as an answer cites it: instrument and eId. */
export function citedClause(pack: Pack, instrument: string, eId: string): ClauseAt | undefined {
  return indexOf(pack).get(`${instrument}#${eId}`)
}

export function instrumentOf(pack: Pack, id: string): Instrument | undefined {
  return pack.instruments.find((instrument) => instrument.id === id)
}

export function instrumentHref(site: Site, id: InstrumentId): string {
  return site.href(`/law/${id}`)
}

export function clauseHref(site: Site, clause: Clause): string {
  return `${instrumentHref(site, clause.instrument)}#${clause.eId}`
}

/** Whether two days lie more than this many days apart decides what is stale; the same number as in an answer. */
export const CONFIRMED_FOR_DAYS = 90
