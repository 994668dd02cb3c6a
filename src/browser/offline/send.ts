/** Sends what waits, oldest first, one at a time; what the server has is erased here, and nothing else is. */
import { object, someText, type Reader } from "../../kernel/receipt/shape.ts"
import { jsonOf } from "../recognise.ts"
import { jsonOfDraft, type Drafts } from "./drafts.ts"

/** `incidents` are the addresses of what the drafts became. */
export type Sent =
  | { readonly kind: "sent"; readonly incidents: readonly string[] }
  /** No connection, or a server that is not well: they wait. */
  | { readonly kind: "waits" }
  /** Nobody is signed in here, or somebody who may not: they wait. */
  | { readonly kind: "sign-in" }
  /** The server cannot take one, as it stands: it waits, for who wrote it to read it off and erase it. */
  | { readonly kind: "refused" }

const readToken = object({ csrf: someText })
const readAnswer = object({ incident: someText })

/** First for the token that a form of the desk brings along, which is there only for who has signed in. */
export async function sendAll(drafts: Drafts, address: string): Promise<Sent> {
  const first = await answerTo(address, { method: "GET" })
  if (first.kind !== "answered") return first
  const token = readIn(first.text, readToken)
  // An answer that is not the server's own, as of a network that wants a sign-in of its own, enters nothing.
  if (token === null) return { kind: "waits" }
  const incidents: string[] = []
  for (const draft of drafts.all()) {
    const sent = await answerTo(address, { method: "POST", body: new URLSearchParams({ csrf: token.csrf, draft: JSON.stringify(jsonOfDraft(draft)) }) })
    if (sent.kind !== "answered") return sent
    const answer = readIn(sent.text, readAnswer)
    if (answer === null) return { kind: "waits" }
    incidents.push(answer.incident)
    drafts.erase(draft.form)
  }
  return { kind: "sent", incidents }
}

type Answered = { readonly kind: "answered"; readonly text: string } | { readonly kind: "waits" | "sign-in" | "refused" }

async function answerTo(address: string, request: RequestInit): Promise<Answered> {
  try {
    const response = await fetch(address, { ...request, redirect: "manual", credentials: "same-origin", cache: "no-store" })
    if (response.ok) return { kind: "answered", text: await response.text() }
    if (response.type === "opaqueredirect" || [401, 403, 409].includes(response.status)) return { kind: "sign-in" }
    return { kind: response.status >= 500 || response.status === 429 ? "waits" : "refused" }
  } catch {
    return { kind: "waits" }
  }
}

function readIn<Value>(text: string, reader: Reader<Value>): Value | null {
  const json = jsonOf(text)
  return json === undefined ? null : reader(json)
}
