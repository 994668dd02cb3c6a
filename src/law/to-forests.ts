/**
 * A law as the record keeps it: its files, and a compiled forest for each question and each stretch of days in which nothing changes.
 *
 * Everything is named by its SHA-256, so that it can be fetched from anybody and checked by hashing.
 */
import { printForest } from "../kernel/diagram/forest.ts"
import { printForestList, type ForestList, type ListedForest } from "../kernel/receipt/forest-list.ts"
import type { LawBook } from "./book.ts"
import { dayOf, stretchesOf } from "./calendar.ts"
import { packManifest, sha256, type PackFiles } from "./pack-files.ts"
import type { Question } from "./types.ts"

export interface KeptLaw {
  /** The law's digest, which is the manifest's. */
  readonly digest: string
  /** The digest of the list of forests. */
  readonly forests: string
  /** Manifest, files, list and forests: bytes by digest. */
  readonly kept: ReadonlyMap<string, Uint8Array>
}

/** Compiles whatever was not compiled yet: some hundred forests for a large pack. */
export function keptLaw(book: LawBook, files: PackFiles): KeptLaw {
  const forests = new Map<string, Uint8Array>()
  const list: ForestList = new Map(book.pack.questions.map((question) => [question.id, forestsOf(book, question, forests)]))
  const listBytes = printForestList(list)
  const manifest = new TextEncoder().encode(packManifest(files))
  const kept = new Map([...files.values(), manifest, listBytes].map((bytes) => [sha256(bytes), bytes]))
  return { digest: sha256(manifest), forests: sha256(listBytes), kept: new Map([...kept, ...forests]) }
}

/** A question's forests by stretch; neighbours that are the same forest are one. */
function forestsOf(book: LawBook, question: Question, forests: Map<string, Uint8Array>): readonly ListedForest[] {
  const listed: ListedForest[] = []
  const digests = new Map<object, string>()
  for (const stretch of stretchesOf(book.pack)) {
    const { forest } = book.open(question, dayOf(stretch))
    const digest = digests.get(forest) ?? keep(new TextEncoder().encode(printForest(forest)), forests)
    digests.set(forest, digest)
    const last = listed.at(-1)
    if (last?.forest === digest) listed[listed.length - 1] = { ...last, to: stretch.to }
    else listed.push({ from: stretch.from, to: stretch.to, forest: digest })
  }
  return listed
}

function keep(bytes: Uint8Array, forests: Map<string, Uint8Array>): string {
  const digest = sha256(bytes)
  forests.set(digest, bytes)
  return digest
}
