/** Writing in an incident: an answer, a note, a tick, what was done. Each form is kept once; what it makes is an act where it says something. */
import type { Transaction } from "kysely"
import type { Given } from "../../../kernel/diagram/values.ts"
import type { Fields } from "../../../kernel/receipt/opening.ts"
import type { JsonValue } from "../../../kernel/text/canonical-json.ts"
import { dayIn } from "../../../law/days.ts"
import type { Body, Fact, FactId } from "../../../law/types.ts"
import { startCall } from "../../../people/counsel/calls.ts"
import { actFromDecision, sealedAct, type Act } from "../../../record/from-decision.ts"
import { writeItem, type ItemKind, type WrittenItem } from "../../../record/incident-items.ts"
import { closeIncident, nameIncident, type Incident } from "../../../record/incidents.ts"
import type { ReadOnlyBecause } from "../../../record/open-record.ts"
import type { Tables } from "../../../store/tables.ts"
import { answerIn } from "../../../ui/answer-in.ts"
import { openSite, type Site } from "../../../ui/site.ts"
import type { Situation } from "../../../ui/situation.ts"
import type { Office } from "./model.ts"

/** Who writes, in which incident, with which form. */
export interface Hand {
  readonly incident: Incident
  readonly body: Body
  /** A person's id, or `key:` and an API key's. */
  readonly by: string
  readonly form: string
  /** When it was written on a device without a connection. */
  readonly deviceAt: Date | null
}

export type Recorded =
  | { readonly kind: "written" | "known"; readonly reference: string | null }
  /** The form was used before for something else. */
  | { readonly kind: "form-used" }
  | { readonly kind: "too-busy" }
  | { readonly kind: "read-only"; readonly because: ReadOnlyBecause }

/** Decides by the law of this instant, and enters the decision. */
export async function recordAnswer(office: Office, site: Site, hand: Hand, situation: Situation): Promise<Recorded> {
  const at = office.clock()
  const book = await office.lawAt(at)
  const { timeZone } = book.pack.settings
  const on = dayIn(timeZone, at)
  const answer = answerIn(openSite(book, site.language, on, site.sheet), { question: situation.question, on, facts: situation.facts })
  const facts = new Map<FactId, { readonly fact: Fact; readonly given: Given }>()
  for (const fact of situation.question.facts) {
    const given = situation.facts.get(fact.id)
    if (given !== undefined) facts.set(fact.id, { fact, given })
  }
  const act = actFromDecision(office.crypto, { question: situation.question.id, on, facts, answer, department: hand.body.id, incident: hand.incident.id, at, timeZone })
  const sent = { question: situation.question.id, facts: answer.facts }
  return keep(office, hand, { kind: "answer", at, sent, act }, async (transaction) => {
    await nameIncident(transaction, hand.incident.id, situation.question.id)
    // What no rule settles is a lawyer's to answer: called in the same transaction, so that no such answer is without its call.
    if (answer.outcome === "silent" || answer.outcome === "conflict") await startCall(transaction, { incident: hand.incident.id, body: hand.body.id, because: answer.outcome, at, by: hand.by })
  })
}

/** Enters what somebody saw and heard. */
export function recordNote(office: Office, hand: Hand, kind: "note" | "paper" | "came" | "left" | "footage", note: Fields): Promise<Recorded> {
  const at = office.clock()
  return keep(office, hand, { kind, at, sent: { kind, note }, act: actOf(office, hand, "note", at, { note }) })
}

/** Enters what was done, and closes the incident where it was open. */
export function recordDisposition(office: Office, hand: Hand, disposition: Fields): Promise<Recorded> {
  const at = office.clock()
  return keep(office, hand, { kind: "done", at, sent: { disposition }, act: actOf(office, hand, "disposition", at, { disposition }) }, async (transaction) => {
    await closeIncident(transaction, hand.incident.id, at)
  })
}

/** Ticks a step of an answer; who comes second finds it ticked. */
export function tickStep(office: Office, hand: Omit<Hand, "form">, answer: string, step: string): Promise<Recorded> {
  const data = { answer, step }
  return keep(office, { ...hand, form: `step ${answer} ${step}` }, { kind: "step", at: office.clock(), sent: data, data })
}

function actOf({ crypto, book }: Office, { incident, body }: Hand, kind: "note" | "disposition", at: Date, groups: Readonly<Record<string, Fields>>): Act {
  return sealedAct(crypto, { kind, department: body.id, incident: incident.id, at, on: dayIn(book.pack.settings.timeZone, at) }, groups)
}

type Entry = { readonly kind: ItemKind; readonly at: Date; readonly sent: JsonValue } & ({ readonly act: Act } | { readonly data: JsonValue })

async function keep({ record, crypto }: Office, { incident, by, form, deviceAt }: Hand, entry: Entry, besides: (transaction: Transaction<Tables>) => Promise<void> = () => Promise.resolve()): Promise<Recorded> {
  const content = "act" in entry ? ({ kind: "act", act: entry.act } as const) : ({ kind: "data", data: entry.data } as const)
  const kept = await record.keepWith(async (transaction) => {
    const written = await writeItem(transaction, crypto, { incident: incident.id, form, sent: entry.sent, kind: entry.kind, at: entry.at, deviceAt, by, content })
    if (written.kind === "written") await besides(transaction)
    return written
  })
  return kept.kind === "written" ? recordedAs(kept.result) : kept
}

function recordedAs(written: WrittenItem): Recorded {
  switch (written.kind) {
    case "written":
    case "known":
      return { kind: written.kind, reference: written.reference }
    case "form-used":
      return { kind: "form-used" }
    case "no-incident":
      throw new Error("an incident was there and is gone")
  }
}
