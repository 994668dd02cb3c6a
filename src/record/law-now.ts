/**
 * The law as it answers now: the pack, without what counsel has withdrawn in the record.
 *
 *     const law = new LawNow(book, withdrawalsFile("data"))
 *     law.follow(() => readWithdrawals(db, book.pack.digest))      once the record is open; read again every second
 *     law.at(now)                                                  pages and answers: as last read
 *     await law.surelyAt(now)                                      a decision for the record: read again first
 *
 * What was read is kept in a file of the data folder. A server that starts answers by it before its database is there, and so does the
 * command line without one. A file of another law, or one that cannot be read, withdraws nothing.
 */
import { readFileSync } from "node:fs"
import { z } from "zod"
import { utf8 } from "../kernel/text/bytes.ts"
import { openBook, type LawBook } from "../law/book.ts"
import { withWithdrawals, type ClauseWithdrawn } from "../law/withdraw.ts"
import { writeWhole } from "./durable-file.ts"
import { Together } from "./together.ts"

/** In the data folder. */
export const WITHDRAWALS_FILE = "withdrawals.json"

const READ_EVERY_MS = 1_000

type Read = () => Promise<readonly ClauseWithdrawn[]>

export class LawNow {
  readonly #book: LawBook
  readonly #file: string | null
  readonly #books = new Map<string, LawBook>()
  #withdrawn: readonly ClauseWithdrawn[]
  #inFile: readonly ClauseWithdrawn[]
  #reading: Together<null, readonly ClauseWithdrawn[]> | null = null

  /** `file` is where what was read is kept; `null`: nowhere. */
  constructor(book: LawBook, file: string | null) {
    this.#book = book
    this.#file = file
    this.#inFile = this.#withdrawn = file === null ? [] : keptWithdrawals(file, book.pack.digest)
  }

  /** Reads what is withdrawn, now and every second, until what is returned is called. */
  follow(read: Read): () => void {
    // Who decides at the same moment shares a reading that begins after all of them asked; one at a time, so the last is the newest.
    this.#reading = new Together(async (asked) => {
      const found = await read()
      return asked.map(() => ({ status: "fulfilled", value: found }) as const)
    }, { most: 256, atOnce: 1 })
    // What cannot be read or written now is, a second later.
    const again = (): void => void this.#readAgain().then(() => { this.#keep() }).catch(() => undefined)
    again()
    const timer = setInterval(again, READ_EVERY_MS).unref()
    return () => { clearInterval(timer) }
  }

  /** As last read. */
  at(now: Date): LawBook {
    const begun = this.#withdrawn.filter(({ from }) => Date.parse(from) <= now.getTime())
    if (begun.length === 0) return this.#book
    const key = JSON.stringify(begun.map(({ clause, from }) => [clause, from]))
    const made = this.#books.get(key) ?? openBook(withWithdrawals(this.#book.pack, begun))
    this.#books.set(key, made)
    return made
  }

  /** With all that had begun by `now`, which is taken before this is called (withdrawals.ts). */
  async surelyAt(now: Date): Promise<LawBook> {
    await this.#readAgain()
    return this.at(now)
  }

  async #readAgain(): Promise<void> {
    if (this.#reading !== null) this.#withdrawn = await this.#reading.do(null)
  }

  #keep(): void {
    if (this.#file === null || isSame(this.#inFile, this.#withdrawn)) return
    writeWhole(this.#file, utf8(`${JSON.stringify({ law: this.#book.pack.digest, withdrawn: this.#withdrawn })}\n`))
    this.#inFile = this.#withdrawn
  }
}

function isSame(some: readonly ClauseWithdrawn[], others: readonly ClauseWithdrawn[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others)
}

const fileForm = z.object({ law: z.string(), withdrawn: z.array(z.object({ clause: z.string(), from: z.iso.datetime(), role: z.string() })) })

/** What a server kept of a law's withdrawals; none where it kept another law's, or nothing that can be read. */
export function keptWithdrawals(file: string, law: string): readonly ClauseWithdrawn[] {
  const kept = fileForm.safeParse(jsonIn(file))
  return kept.success && kept.data.law === law ? kept.data.withdrawn : []
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && "code" in error && error.code === "ENOENT")) return null
    throw error
  }
}
