/** Keeping a direction: in the incident's line of time, and sealed on the record like any act. */
import { insertAct } from "../../../record/acts.ts"
import { sealedAct } from "../../../record/from-decision.ts"
import { writeItem } from "../../../record/incident-items.ts"
import { dayIn } from "../../../law/days.ts"
import { answerCall } from "../../../people/counsel/calls.ts"
import { differsFrom, type Direction } from "../../../people/counsel/directions.ts"
import type { PersonId } from "../../../people/types.ts"
import type { Kept } from "../../../record/open-record.ts"
import type { Desk } from "../model.ts"
import type { CallView } from "./model.ts"

export interface DirectionToGive {
  readonly one: CallView
  readonly direction: Direction
  readonly by: PersonId
  /** Of the form that it comes with: sent twice it is kept once. */
  readonly form: string
}

export type DirectionKept = { readonly kind: "kept" } | Exclude<Kept, { readonly kind: "kept" | "known" | "key-used" }>

/** Whoever directs has the call, if nobody had it yet. A direction that differs from the answer is marked; why, nobody writes down. */
export async function giveDirection({ record, crypto, clock, book }: Desk, { one: { call, outcome }, direction, by, form }: DirectionToGive): Promise<DirectionKept> {
  const at = clock()
  const differs = outcome !== null && differsFrom(direction, outcome)
  const said = { call: call.id, direction, differs }
  const act = sealedAct(crypto, { kind: "note", department: call.body, incident: call.incident, at, on: dayIn(book.pack.settings.timeZone, at) }, { direction: { direction, differs } })
  const kept = await record.keepWith(async (transaction) => {
    const content = { kind: "data", data: { ...said, reference: act.reference } } as const
    const { kind } = await writeItem(transaction, crypto, { incident: call.incident, form: `direction ${form}`, sent: said, kind: "direction", at, deviceAt: null, by, content })
    if (kind !== "written") return
    await insertAct(transaction, act)
    const { closed_at: closedAt } = await transaction.selectFrom("incident").select("closed_at").where("id", "=", call.incident).executeTakeFirstOrThrow()
    if (closedAt !== null) await transaction.updateTable("act").set({ closed_at: closedAt }).where("reference", "=", act.reference).execute()
    await answerCall(transaction, call.id, by, at)
  })
  return kept.kind === "written" ? { kind: "kept" } : kept
}
