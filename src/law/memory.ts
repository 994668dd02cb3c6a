/**
 * Remembering what was read, so that a pack that changed in one place is not read anew in all others.
 *
 * Only functions of texts alone are remembered, by all the texts that they depend on: so reading with a memory gives what
 * reading without one gives. What a piece of work did not ask for is forgotten at its end. Outside `withMemory` nothing is kept.
 */

/** What one kind of reading gave, by the text of its key. */
export class Shelf<Value> {
  #before: ReadonlyMap<string, Value> = new Map()
  #now = new Map<string, Value>()

  constructor() {
    shelves.push(this)
  }

  /** What `read` gives, or gave. `key` holds all that it depends on. */
  take(key: string, read: () => Value): Value {
    if (!remembering) return read()
    const value = this.#now.get(key) ?? this.#before.get(key) ?? read()
    this.#now.set(key, value)
    return value
  }

  /** Keeps what was asked for since the last turn; where work ended before it asked, as at a mistake, what was kept. */
  turn(): void {
    if (this.#now.size === 0) return
    this.#before = this.#now
    this.#now = new Map()
  }

  clear(): void {
    this.#before = new Map()
    this.#now = new Map()
  }
}

const shelves: { turn(): void; clear(): void }[] = []
let remembering = false

/** Works with what was read in the work before; it must be done when it returns. */
export function withMemory<Result>(work: () => Result): Result {
  remembering = true
  try {
    return work()
  } finally {
    remembering = false
    shelves.forEach((shelf) => { shelf.turn() })
  }
}

/** Forgets all. */
export function forget(): void {
  shelves.forEach((shelf) => { shelf.clear() })
}
