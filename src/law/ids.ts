/**
 * Makes the ids that a pack's YAML and Markdown declare; those that Cedar texts declare are made in cedar/ids.ts.
 *
 *     joint-duty   8-usc-1373   order-1#cl_joint-duty   order-1#sec_3__para_a
 */
import { RESERVED_WORDS } from "../kernel/diagram/values.ts"
import type { GuideId, GuideStatementId, SectionId } from "./guides/types.ts"
import type { EventId, FigureGroupId, NoticeId, StatementId } from "./timeline/types.ts"
import type { BodyId, ClauseId, GroupId, InstrumentId, LawDigest } from "./types.ts"

/** What an id looks like, for hints. */
export const ID_FORM = "an id is lower-case letters and digits, in words joined by hyphens, such as `joint-duty`"

export function isId(text: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text)
}

export const RESERVED_HINT = `reserved are ${RESERVED_WORDS.join(", ")}`

export function isReserved(text: string): boolean {
  return RESERVED_WORDS.some((word) => word === text)
}

export function instrumentId(text: string): InstrumentId | null {
  return isId(text) ? (text as InstrumentId) : null
}

/** Stands in for the id of an instrument whose front matter could not be read, so that the rest of it still is. */
export const UNNAMED_INSTRUMENT = "unnamed" as InstrumentId

export function bodyId(text: string): BodyId | null {
  return isId(text) && !isReserved(text) ? (text as BodyId) : null
}

export function groupId(text: string): GroupId | null {
  return isId(text) && !isReserved(text) ? (text as GroupId) : null
}

export function eventId(text: string): EventId | null {
  return isId(text) && !isReserved(text) ? (text as EventId) : null
}

export function statementId(text: string): StatementId | null {
  return isId(text) && !isReserved(text) ? (text as StatementId) : null
}

export function noticeId(text: string): NoticeId | null {
  return isId(text) && !isReserved(text) ? (text as NoticeId) : null
}

export function figureGroupId(text: string): FigureGroupId | null {
  return isId(text) && !isReserved(text) ? (text as FigureGroupId) : null
}

/** Of a text that `isId` has let pass, as the two below. */
export function guideId(text: string): GuideId {
  return text as GuideId
}

export function sectionId(text: string): SectionId {
  return text as SectionId
}

export function guideStatementId(text: string): GuideStatementId {
  return text as GuideStatementId
}

/** What stands in the place of a guide's id in the addresses of other pages. */
export const RESERVED_ADDRESSES: readonly string[] = ["law", "ask", "bodies", "federal", "timeline", "notices", "verify", "desk", "card", "plan", "v1", "record", "healthz"]

/** Of an eId that `checkEId` has let pass. */
export function clauseId(instrument: InstrumentId, eId: string): ClauseId {
  return `${instrument}#${eId}` as ClauseId
}

/** The inverse of `clauseId`. */
export function partsOf(clause: ClauseId): { readonly instrument: string; readonly eId: string } {
  const at = clause.indexOf("#")
  return { instrument: clause.slice(0, at), eId: clause.slice(at + 1) }
}

export function lawDigest(hex: string): LawDigest {
  return hex as LawDigest
}
