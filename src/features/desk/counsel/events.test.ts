/** The events of counsel's desk: said once for each change, kept alive, and ended with the session. */
import { afterAll, beforeAll, expect, test } from "vitest"
import { freshStore, type FreshStore } from "../../../../tests/setup/postgres.ts"
import { testPeople } from "../../../../tests/setup/signed-in.ts"
import { callEvents } from "./events.ts"

let store: FreshStore
beforeAll(async () => { store = await freshStore() })
afterAll(() => store.close())

/** What is read until the stream ends, or so much was. */
async function readTo(stream: ReadableStream<Uint8Array>, enough: (text: string) => boolean): Promise<string> {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader()
  let text = ""
  for (;;) {
    const { value, done } = await reader.read()
    text += value ?? ""
    if (done || enough(text)) {
      await reader.cancel()
      return text
    }
  }
}

test("while nothing changes it is said once, and a comment keeps the line", async () => {
  const stream = callEvents({ people: testPeople(store.db), bodies: "all", isSignedIn: () => Promise.resolve(true) }, { lookMs: 5, commentMs: 0, askWhoMs: 1e6 })
  const text = await readTo(stream, (so) => so.split(": here").length > 3)
  expect(text.match(/event: calls/g)).toHaveLength(1)
})

test("it ends when the session has", async () => {
  let asked = 0
  const stream = callEvents({ people: testPeople(store.db), bodies: "all", isSignedIn: () => Promise.resolve(++asked < 3) }, { lookMs: 1, commentMs: 1e6, askWhoMs: 0 })
  expect(await readTo(stream, () => false)).toMatch(/^event: calls\ndata: [0-9a-f]{16}\n\n$/)
  expect(asked).toBe(3)
})
