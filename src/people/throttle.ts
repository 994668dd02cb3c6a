/**
 * How often one sender may try: so many times in a quarter of an hour, then no more until some of them are old.
 *
 * Nothing can be guessed here, all that counts has 256 random bits or is signed; this is against being kept busy. It is held in memory
 * and by each server for itself, because then no address of anybody stands anywhere, not even hashed.
 */
import { createHmac, randomBytes } from "node:crypto"

export const THROTTLE_MS = 15 * 60_000
/** Senders remembered at once; past it the one longest unheard of is forgotten. */
const MOST_SENDERS = 20_000

export class Throttle {
  readonly #most: number
  readonly #key = randomBytes(32)
  readonly #tries = new Map<string, readonly number[]>()

  constructor(most: number) {
    this.#most = most
  }

  isFull(sender: string, now: Date): boolean {
    return this.#recent(this.#nameOf(sender), now).length >= this.#most
  }

  note(sender: string, now: Date): void {
    const name = this.#nameOf(sender)
    const tries = [...this.#recent(name, now), now.getTime()].slice(-this.#most)
    this.#tries.delete(name)
    this.#tries.set(name, tries)
    const [oldest] = this.#tries.keys()
    if (this.#tries.size > MOST_SENDERS && oldest !== undefined) this.#tries.delete(oldest)
  }

  #recent(name: string, now: Date): readonly number[] {
    return (this.#tries.get(name) ?? []).filter((at) => now.getTime() - at < THROTTLE_MS)
  }

  #nameOf(sender: string): string {
    return createHmac("sha256", this.#key).update(sender).digest("base64url")
  }
}

/** What signing in is held to: tries that failed, and pages that begin one. Many people may share one address. */
export interface Throttles {
  readonly failures: Throttle
  readonly pages: Throttle
}

export const MOST_FAILURES = 60
const MOST_PAGES = 2_000

export function newThrottles(): Throttles {
  return { failures: new Throttle(MOST_FAILURES), pages: new Throttle(MOST_PAGES) }
}
