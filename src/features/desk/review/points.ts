/** Open points of a review: what is to be seen to, by whom, until when; and that it was. Items of the incident: added, never changed. */
import { z } from "zod"
import type { Item, ItemId } from "../../../record/incident-items.ts"

const pointData = z.object({ text: z.string(), marks: z.array(z.string()), owner: z.string(), due: z.string() })
const settledData = z.object({ settles: z.number() })
export const signedData = z.object({ reference: z.string() })

export interface Point {
  readonly id: ItemId
  readonly text: string
  /** A person's id. */
  readonly owner: string
  /** `2026-12-01` */
  readonly due: string
  readonly at: Date
  readonly by: string
  readonly settled: { readonly at: Date; readonly by: string } | null
}

export function pointsIn(items: readonly Item[]): readonly Point[] {
  const own = items.flatMap((item) => (item.kind === "point" && item.content.kind === "data" ? [{ ...item, data: item.content.data }] : []))
  const settled = new Map(own.flatMap(({ data, at, by }) => {
    const read = settledData.safeParse(data)
    return read.success ? [[read.data.settles, { at, by }] as const] : []
  }))
  return own.flatMap(({ id, at, by, data }) => {
    const read = pointData.safeParse(data)
    return read.success ? [{ id, at, by, text: read.data.text, owner: read.data.owner, due: read.data.due, settled: settled.get(id) ?? null }] : []
  })
}
