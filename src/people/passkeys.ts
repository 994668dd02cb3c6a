/**
 * Passkeys: a key pair in somebody's phone, computer or security key, of which we hold the public half.
 *
 * It is bound to the desk's own name, so that no look-alike can use it; it wants its holder's finger, face or PIN; and it names its
 * person by itself, so that nobody types who they are and nothing here tells whether somebody works here.
 *
 * Source: WebAuthn Level 3, §7.1 (a new one) and §7.2 (signing in), as @simplewebauthn/server checks them.
 */
import { generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server"
import { z } from "zod"
import { utf8 } from "../kernel/text/bytes.ts"
import type { FlowOf } from "./flows.ts"
import type { NewProof } from "./links.ts"
import { findPerson, type People } from "./people.ts"
import type { PersonId } from "./types.ts"

const text = z.string().max(20_000)
const base = { id: text, rawId: text, type: z.literal("public-key"), clientExtensionResults: z.object({}).default({}) }

/** What a browser answers; everything in it that counts is signed and checked, and what we do not use is left out. */
const assertionForm = z.object({ ...base, response: z.object({ clientDataJSON: text, authenticatorData: text, signature: text }) })
const attestationForm = z.object({ ...base, response: z.object({ clientDataJSON: text, attestationObject: text, transports: z.array(z.string().regex(/^[a-z-]{1,30}$/)).max(10).catch([]) }) })

/** What a browser is asked for: the options' JSON, and the challenge that its answer must hold. */
export interface Asked {
  readonly options: string
  readonly challenge: string
}

/** To sign in; of one person's passkeys where it is a new proof of who they are. */
export async function askForPasskey({ db, origin }: People, again: PersonId | null): Promise<Asked> {
  const rows = again === null ? [] : await db.selectFrom("passkey").select(["id"]).where("person", "=", again).execute()
  const options = await generateAuthenticationOptions({ rpID: domainOf(origin), userVerification: "required", allowCredentials: rows.map(({ id }) => ({ id })) })
  return { options: JSON.stringify(options), challenge: options.challenge }
}

/** For a new one. `city` is what the browser shows of us. */
export async function askForNewPasskey({ db, origin }: People, city: string, person: { readonly id: PersonId; readonly name: string }): Promise<Asked> {
  const rows = await db.selectFrom("passkey").select(["id"]).where("person", "=", person.id).execute()
  const options = await generateRegistrationOptions({
    rpName: city,
    rpID: domainOf(origin),
    userID: new Uint8Array(utf8(person.id)),
    userName: person.name,
    userDisplayName: person.name,
    attestationType: "none",
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    excludeCredentials: rows.map(({ id }) => ({ id })),
  })
  return { options: JSON.stringify(options), challenge: options.challenge }
}

/** Whose passkey answered the challenge; `null` where none that counts did, for whatever reason. */
export async function personOfPasskey({ db, origin, clock }: People, { challenge, again }: FlowOf<"passkey">, answer: unknown): Promise<PersonId | null> {
  const response = assertionForm.safeParse(answer).data
  if (response === undefined) return null
  const kept = await db.selectFrom("passkey").select(["id", "person", "public_key", "counter"]).where("id", "=", response.id).executeTakeFirst()
  if (kept === undefined || (again !== null && kept.person !== again)) return null
  const counter = await checkAssertion(origin, challenge, response, { id: kept.id, publicKey: new Uint8Array(kept.public_key), counter: kept.counter })
  if (counter === null) return null
  // Whoever comes second with one counter holds a copy of the passkey, or of its answer.
  const noted = await db.updateTable("passkey").set({ counter, used_at: clock() }).where("id", "=", kept.id).where("counter", "=", kept.counter).executeTakeFirstOrThrow()
  return noted.numUpdatedRows === 1n ? ((await findPerson(db, kept.person as PersonId))?.id ?? null) : null
}

/** The new passkey that answered the challenge; `null` where none that counts did. */
export async function newPasskey({ origin }: People, challenge: string, answer: unknown): Promise<NewProof | null> {
  const response = attestationForm.safeParse(answer).data
  if (response === undefined) return null
  try {
    const found = await verifyRegistrationResponse({ response: response, expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: domainOf(origin), requireUserVerification: true })
    if (!found.verified) return null
    const { credential } = found.registrationInfo
    return { kind: "passkey", id: credential.id, publicKey: credential.publicKey, counter: credential.counter, transports: response.response.transports.join(",") }
  } catch {
    return null
  }
}

interface KeptKey {
  readonly id: string
  readonly publicKey: Uint8Array<ArrayBuffer>
  readonly counter: number
}

/** The passkey's counter after it; the library throws for what a stranger may send, so nothing of it is ours to report. */
async function checkAssertion(origin: string, challenge: string, response: z.infer<typeof assertionForm>, credential: KeptKey): Promise<number | null> {
  try {
    const found = await verifyAuthenticationResponse({ response: response, expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: domainOf(origin), credential, requireUserVerification: true })
    return found.verified ? found.authenticationInfo.newCounter : null
  } catch {
    return null
  }
}

/** A passkey belongs to a domain, whatever the port. */
function domainOf(origin: string): string {
  return new URL(origin).hostname
}
