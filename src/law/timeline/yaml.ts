/**
 * The shape of timeline.yaml. A source that several entries share stands once under `sources`, and `source: key` names it.
 *
 *     events:      - { id, kind, lane, title, what, history: [{ status, date, date-is: about|by, says, source }], figures: [ids], clauses: [ids], was: [{ on, was, reason }] }
 *     statements:  - { id, date, date-is, speaker, role, side, place, says, quote, source, about: { events, clauses }, answer, data: [ids], was }
 *     notices:     - { id, date, title, to, demands, grounds: [clauses], delivered, answer, follow-up, source, was }
 *     figures:     - { id, title, figures: [{ id, counts, value, by, as-of, source }] }
 *     unknown:     - { id, what, as-of, about: { events, clauses } }
 *     answer:      { by, says, date, source }   or   { none-found: 2026-03-09 }
 *
 * What the ids name, read.ts looks up.
 */
import { z } from "zod"
import { eventId, figureGroupId, noticeId, statementId } from "../ids.ts"
import type { Source } from "../source.ts"
import { day, defaulting, id, idAs, mapOf, optional, source as writtenSource, sourceOrKey, text } from "../yaml/forms.ts"
import { keys, passOn } from "../yaml/shape.ts"
import { DATES_ARE, EVENT_KINDS, EVENT_STATUSES, LANES, SIDES, type AnswerSlot } from "./types.ts"

const sources = defaulting(mapOf(writtenSource), new Map<string, Source>())
export const sourcesYaml = z.looseObject({ sources })

const names = defaulting(z.array(text), [])
const about = defaulting(keys({ events: names, clauses: names }), { events: [], clauses: [] })
const dateIs = defaulting(z.enum(DATES_ARE), "known")
const was = defaulting(z.array(keys({ on: day, was: text, reason: text })), [])

export type TimelineYaml = z.output<ReturnType<typeof timelineYaml>>

/** `known`: the sources of the file; `null` where they could not be read, and then the whole is not. */
export function timelineYaml(known: ReadonlyMap<string, Source> | null) {
  const source = sourceOrKey(known, "the file").transform((found): Source => found ?? z.NEVER)
  const answer = answerOf(source)
  const status = keys({ status: z.enum(EVENT_STATUSES), date: day, "date-is": dateIs, says: optional(text), source }).transform(({ "date-is": dateIs, ...rest }) => ({ ...rest, dateIs }))
  const figure = keys({ id, counts: text, value: text, by: text, "as-of": optional(day), source }).transform(({ "as-of": asOf, ...rest }) => ({ ...rest, asOf }))
  const event = keys({ id: idAs(eventId), kind: z.enum(EVENT_KINDS), lane: z.enum(LANES), title: text, what: text, history: z.array(status), figures: names, clauses: names, was })
  const statement = keys({
    id: idAs(statementId),
    date: day,
    "date-is": dateIs,
    speaker: text,
    role: text,
    side: z.enum(SIDES),
    place: optional(text),
    says: text,
    quote: optional(text),
    source,
    about,
    answer,
    data: names,
    was,
  }).transform(({ "date-is": dateIs, ...rest }) => ({ ...rest, dateIs }))
  const notice = keys({ id: idAs(noticeId), date: day, title: text, to: text, demands: text, grounds: names, delivered: optional(text), answer, "follow-up": optional(text), source, was })
  return keys({
    sources,
    figures: defaulting(z.array(keys({ id: idAs(figureGroupId), title: text, figures: z.array(figure) })), []),
    events: defaulting(z.array(event), []),
    statements: defaulting(z.array(statement), []),
    notices: defaulting(z.array(notice.transform(({ "follow-up": followUp, ...rest }) => ({ ...rest, followUp }))), []),
    unknown: defaulting(z.array(keys({ id, what: text, "as-of": day, about }).transform(({ "as-of": asOf, ...rest }) => ({ ...rest, asOf }))), []),
  })
}

/** Read as what its keys say that it is, so that a mistake is told of that alone. */
function answerOf(source: z.ZodType<Source>): z.ZodType<AnswerSlot> {
  const noneFound = keys({ "none-found": day }).transform((written): AnswerSlot => ({ kind: "none-found", asOf: written["none-found"] }))
  const answered = keys({ by: text, says: text, date: optional(day), source }).transform((written): AnswerSlot => ({ kind: "answered", ...written }))
  return z.unknown().transform((written, context): AnswerSlot => {
    const isNone = typeof written === "object" && written !== null && "none-found" in written
    const read = (isNone ? noneFound : answered).safeParse(written)
    if (read.success) return read.data
    passOn(read.error, context)
    return z.NEVER
  })
}
