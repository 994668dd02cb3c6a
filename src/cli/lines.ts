/**
 * Lines of a stream of bytes, one at a time, in bounded memory.
 *
 * A line ends with LF, and a CR before it belongs to the end; the last one may lack both. A byte order mark before the first is passed
 * over, and so are lines of blanks alone, which are numbered like the others.
 */
import { isUtf8 } from "node:buffer"

/** Bytes of a line that is read; a longer one is told and passed over. */
export const LONGEST_LINE = 1024 * 1024

export type Line =
  | { readonly kind: "text"; readonly number: number; readonly text: string }
  | { readonly kind: "too-long" | "not-utf8"; readonly number: number }

const LF = 0x0a
const BOM = "\ufeff"

export class Lines {
  /** What came of a line whose end has not come yet. */
  #begun: Buffer[] = []
  #length = 0
  #number = 0

  /** The number of the last line that ended. */
  get number(): number {
    return this.#number
  }

  /** Hands on every line that ends in `chunk`. */
  push(chunk: Buffer, take: (line: Line) => void): void {
    let start = 0
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      this.#add(chunk.subarray(start, end))
      this.#end(take)
      start = end + 1
    }
    if (start < chunk.length) this.#add(chunk.subarray(start))
  }

  /** Hands on what is left when nothing more comes. */
  end(take: (line: Line) => void): void {
    if (this.#length > 0) this.#end(take)
  }

  #add(part: Buffer): void {
    this.#length += part.length
    if (this.#length > LONGEST_LINE) this.#begun = []
    else if (part.length > 0) this.#begun.push(part)
  }

  #end(take: (line: Line) => void): void {
    const [first, ...others] = this.#begun
    const tooLong = this.#length > LONGEST_LINE
    this.#begun = []
    this.#length = 0
    this.#number += 1
    if (tooLong) take({ kind: "too-long", number: this.#number })
    else if (first !== undefined) this.#whole(others.length === 0 ? first : Buffer.concat([first, ...others]), take)
  }

  #whole(bytes: Buffer, take: (line: Line) => void): void {
    if (!isUtf8(bytes)) {
      take({ kind: "not-utf8", number: this.#number })
      return
    }
    const text = bytes.toString("utf8")
    const line = this.#number === 1 && text.startsWith(BOM) ? text.slice(1) : text
    if (line.trim() !== "") take({ kind: "text", number: this.#number, text: line })
  }
}
