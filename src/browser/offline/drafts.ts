/**
 * What waits on a device until there is a connection: questions that were answered there, each as it was said and when.
 *
 * Of an incident nothing else is kept here: no name, no note, no staff data. A draft is sent under an id of its own, so that one sent twice is
 * entered once, and erased as soon as the server says that it has it.
 */
import { hexFromBytes } from "../../kernel/text/bytes.ts"
import type { JsonValue } from "../../kernel/text/canonical-json.ts"
import { day, digest, listOf, mapOf, object, someText, text, type Reader } from "../../kernel/receipt/shape.ts"
import { jsonOf } from "../recognise.ts"

export interface Draft {
  /** Random, 32 hex digits: the form's id. */
  readonly form: string
  readonly question: string
  /** `fact=value`, as the kernel prints them. */
  readonly facts: ReadonlyMap<string, string>
  readonly outcome: string
  /** By this device's clock, ISO 8601, UTC. */
  readonly at: string
  /** The law that the device had, and the day of it that was asked. */
  readonly law: string
  readonly on: string
}

const NAME = "writ-drafts"
/** A device that is never connected fills up no further. */
const MOST = 50

const anyText: Reader<string> = text(/^.*$/su)
const read = listOf(object<Omit<Draft, "facts"> & { facts: Draft["facts"] }>({
  form: text(/^[0-9a-f]{32}$/), question: someText, facts: mapOf(anyText), outcome: someText, at: text(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/), law: digest, on: day,
}))

export function jsonOfDraft({ facts, ...rest }: Draft): JsonValue {
  return { ...rest, facts: Object.fromEntries(facts) }
}

export class Drafts {
  readonly #kept: Storage

  constructor(kept: Storage) {
    this.#kept = kept
  }

  /** Oldest first. What is not in form is another version's, and is not ours to erase. */
  all(): readonly Draft[] {
    const written = this.#kept.getItem(NAME)
    const json = written === null ? undefined : jsonOf(written)
    return json === undefined ? [] : (read(json) ?? [])
  }

  /** Whether there was room, on the device and in the list. */
  keep(draft: Draft): boolean {
    const others = this.all().filter(({ form }) => form !== draft.form)
    return others.length < MOST && this.#write([...others, draft])
  }

  erase(form: string): void {
    const others = this.all().filter((draft) => draft.form !== form)
    if (others.length === 0) this.#kept.removeItem(NAME)
    else this.#write(others)
  }

  #write(drafts: readonly Draft[]): boolean {
    try {
      this.#kept.setItem(NAME, JSON.stringify(drafts.map(jsonOfDraft)))
      return true
    } catch {
      return false
    }
  }
}

export function newForm(): string {
  return hexFromBytes(crypto.getRandomValues(new Uint8Array(16)))
}
