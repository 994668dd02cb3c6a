/**
 * Sign-ins under way: what was asked of a browser and not answered yet.
 *
 * The browser holds a token in a cookie, so that only it can answer; the row is taken out with the first answer, right or wrong, so that
 * none can be given twice. Ten minutes, and it is gone.
 */
import { z } from "zod"
import { bug } from "../kernel/text/bug.ts"
import type { People } from "./people.ts"
import { digestOfToken, newToken } from "./tokens.ts"
import type { PersonId } from "./types.ts"

const FLOW_MS = 10 * 60_000

const personId = z.string().transform((id) => id as PersonId)

const flowForm = z.discriminatedUnion("kind", [
  /** A passkey of anybody's; of one person's where it is a new proof. */
  z.strictObject({ kind: z.literal("passkey"), challenge: z.string(), again: personId.nullable() }),
  /** A new passkey: for the person of a one-time link, or for one who is signed in. `link` is the link's digest. */
  z.strictObject({ kind: z.literal("new-passkey"), challenge: z.string(), person: personId, link: z.string().nullable() }),
  /** The way to the city's provider and back. */
  z.strictObject({ kind: z.literal("provider"), checks: z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string() }), again: personId.nullable(), link: z.string().nullable(), language: z.string(), to: z.string() }),
])

export type Flow = z.infer<typeof flowForm>
export type FlowOf<Kind extends Flow["kind"]> = Extract<Flow, { readonly kind: Kind }>

/** The token, for the cookie. */
export async function beginFlow({ db, clock }: People, flow: Flow): Promise<string> {
  const token = newToken()
  const now = clock()
  await db.deleteFrom("sign_in_flow").where("ends_at", "<=", now).execute()
  await db.insertInto("sign_in_flow").values({ id: digestOfToken(token) ?? bug("people/flows: a new token is no token"), flow: JSON.stringify(flow), ends_at: new Date(now.getTime() + FLOW_MS) }).execute()
  return token
}

/** Takes a flow out, of the kind that is answered; `null` where there is none any more, or it was of another kind. */
export async function takeFlow<Kind extends Flow["kind"]>({ db, clock }: People, token: string, kind: Kind): Promise<FlowOf<Kind> | null> {
  const id = digestOfToken(token)
  if (id === null) return null
  const row = await db.deleteFrom("sign_in_flow").where("id", "=", id).where("ends_at", ">", clock()).returning("flow").executeTakeFirst()
  const flow = row === undefined ? undefined : flowForm.safeParse(JSON.parse(row.flow)).data
  return flow !== undefined && isOf(flow, kind) ? flow : null
}

function isOf<Kind extends Flow["kind"]>(flow: Flow, kind: Kind): flow is FlowOf<Kind> {
  return flow.kind === kind
}
