/** Writers side by side, each doing its next as soon as its last is done, and what they took. */
import { clockSeconds } from "../answers/clock.ts"

export const WRITERS = 64

export interface Run {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

/** What the writer does not wait for, and whoever sent it does. */
export interface Sent {
  readonly answered: Promise<void>
}

export const DONE: Sent = { answered: Promise.resolve() }

/** The time that counts goes on until what was sent is answered (a receipt), after the writer has gone on. */
export async function run(seconds: number, work: (writer: number) => Promise<Sent>, writers = WRITERS): Promise<Run> {
  const took: number[] = []
  const rest: Promise<unknown>[] = []
  const began = performance.now()
  const until = began + seconds * 1000
  await Promise.all(Array.from({ length: writers }, async (_, writer) => {
    while (performance.now() < until) {
      const sent = performance.now()
      rest.push((await work(writer)).answered.then(() => took.push(performance.now() - sent)))
    }
  }))
  await Promise.all(rest)
  const perSecond = (took.length / (performance.now() - began)) * 1000
  const sorted = took.sort((one, other) => one - other)
  return { perSecond, p50: sorted[Math.floor(sorted.length / 2)] ?? 0, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0 }
}

/** By the clock of answers/clock.ts: for work of this one thread. */
export function perSecond(count: number, work: () => void): number {
  const began = clockSeconds()
  work()
  return count / (clockSeconds() - began)
}
