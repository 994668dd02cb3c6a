/** The numbers of a body: what its administrator set here, else what the pack has. */
import type { Kysely } from "kysely"
import type { Body, BodyId } from "../law/types.ts"
import type { Tables } from "../store/tables.ts"
import type { People } from "./people.ts"
import type { PersonId } from "./types.ts"

export const LINES = ["supervisor", "counsel", "next"] as const
export type Line = (typeof LINES)[number]
/** A number each; `null` where nobody has set one. */
export type BodyLines = Readonly<Record<Line, string | null>>

export async function bodyLines(db: Kysely<Tables>, body: Body): Promise<BodyLines> {
  const rows = await db.selectFrom("body_line").select(["line", "number"]).where("body", "=", body.id).execute()
  const set = new Map(rows.map(({ line, number }) => [line, number]))
  return { supervisor: set.get("supervisor") ?? body.supervisorLine, counsel: set.get("counsel") ?? body.counselLine, next: set.get("next") ?? body.next }
}

/** Digits, and what people write between them. */
export function isNumber(text: string): boolean {
  return /^\+?[\d\s().-]{3,30}(?:\s?(?:x|ext\.?)\s?\d{1,6})?$/i.test(text) && /\d{3}/.test(text.replaceAll(/\D/g, ""))
}

/** Sets a number, or with `null` leaves it to the pack again. */
export async function setBodyLine({ db, clock }: People, by: PersonId, body: BodyId, line: Line, number: string | null): Promise<void> {
  if (number === null) {
    await db.deleteFrom("body_line").where("body", "=", body).where("line", "=", line).execute()
    return
  }
  const set = { number, set_at: clock(), set_by: by }
  await db.insertInto("body_line").values({ body, line, ...set }).onConflict((conflict) => conflict.columns(["body", "line"]).doUpdateSet(set)).execute()
}
