/** Files that are there whole or not at all, also after a crash: written beside their place, synced, then renamed. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { equalBytes } from "../kernel/text/bytes.ts"

export function writeWhole(file: string, bytes: Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true })
  const temporary = `${file}.${String(process.pid)}.new`
  writeFileSync(temporary, bytes, { flush: true })
  renameSync(temporary, file)
}

/** A file that never changes stands there with other bytes. */
export class WouldChange extends Error {
  override readonly name = "WouldChange"
  readonly file: string

  constructor(file: string) {
    super(`${file} holds other bytes`)
    this.file = file
  }
}

/** Writes what is written once; says whether it was not there yet. Throws `WouldChange`. */
export function writeOnce(file: string, bytes: Uint8Array): boolean {
  if (!existsSync(file)) {
    writeWhole(file, bytes)
    return true
  }
  if (!equalBytes(readFileSync(file), bytes)) throw new WouldChange(file)
  return false
}
