/**
 * Server-sent events to counsel's desk: that something about the calls that wait is otherwise, and nothing of what. The page then fetches
 * the part again, as who is signed in.
 *
 *     event: calls
 *     data: 3f9a…          a digest of what waits and who was told; the same data is never sent twice in a row
 *
 * A comment goes out every 15 seconds, so that no proxy takes the line for dead. A stream ends with its session.
 */
import { createHash } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import type { BodyId } from "../../../law/types.ts"
import { waitingCalls } from "../../../people/counsel/calls.ts"
import type { People } from "../../../people/people.ts"

/** How often it is looked at what waits; a comment is sent where nothing else was; and it is asked whether the session still is one. */
export interface EventTimes {
  readonly lookMs: number
  readonly commentMs: number
  readonly askWhoMs: number
}

const TIMES: EventTimes = { lookMs: 1_000, commentMs: 15_000, askWhoMs: 15_000 }

export interface EventParts {
  readonly people: People
  readonly bodies: "all" | ReadonlySet<BodyId>
  /** Whether the session that opened the stream still is one; asked without making it last longer. */
  readonly isSignedIn: () => Promise<boolean>
}

export async function stateOfCalls({ people, bodies }: Pick<EventParts, "people" | "bodies">): Promise<string> {
  const waiting = await waitingCalls(people.db, bodies)
  const state = waiting.map(({ id, told, nobodyLeftAt }) => [id, told.map(({ person, mailedAt }) => [person, mailedAt !== null]), nobodyLeftAt !== null])
  return createHash("sha256").update(JSON.stringify(state)).digest("hex").slice(0, 16)
}

/** The stream, until who reads it goes away, their session ends, or the database cannot be asked: a browser then opens another. */
export function callEvents(parts: EventParts, times: EventTimes = TIMES): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const gone = new AbortController()
  return new ReadableStream<Uint8Array>({
    start: async (controller) => {
      const send = (text: string): void => { controller.enqueue(encoder.encode(text)) }
      let sent = ""
      let [commented, asked] = [performance.now(), performance.now()]
      try {
        while (!gone.signal.aborted) {
          const now = performance.now()
          if (now - asked >= times.askWhoMs) {
            if (!(await parts.isSignedIn())) break
            asked = now
          }
          const state = await stateOfCalls(parts)
          if (state !== sent) send(`event: calls\ndata: ${state}\n\n`)
          else if (now - commented >= times.commentMs) send(": here\n\n")
          if (state !== sent || now - commented >= times.commentMs) commented = now
          sent = state
          await sleep(times.lookMs, undefined, { signal: gone.signal }).catch(() => undefined)
        }
      } finally {
        if (!gone.signal.aborted) controller.close()
      }
    },
    cancel: () => { gone.abort() },
  })
}
