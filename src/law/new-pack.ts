/**
 * A new pack: the example pack's files, with another city's name and id.
 *
 *     name `Lake Eola`   ->   `name: Lake Eola`, `id: lake-eola`, and the name wherever the example has its own
 *
 * A name is free text that lands in YAML, Markdown and messages. Rather than know what each of them minds, the pack is read:
 * a name with which it reads without a mistake is a good one.
 */
import { packFromFiles } from "./from-pack.ts"
import type { PackFiles } from "./pack-files.ts"

const EXAMPLE = { id: "example", name: "Example City" }

/** The files of a new pack; `null` where a pack cannot hold the name. Without a name they are the example's own. */
export function newPackFiles(example: PackFiles, name: string | null): PackFiles | null {
  if (name === null) return example
  const files = new Map([...example].map(([path, bytes]) => [path, renamed(path, bytes, name)]))
  const read = packFromFiles(files)
  return read.value?.settings.name === name && read.diagnostics.length === 0 ? files : null
}

function renamed(path: string, bytes: Uint8Array, name: string): Uint8Array {
  const text = new TextDecoder().decode(bytes).replaceAll(EXAMPLE.name, () => name)
  return new TextEncoder().encode(path === "pack.yaml" ? text.replace(/^id: .*$/m, () => `id: ${idFor(name)}`) : text)
}

/** The name's letters and digits without accents, in lower case, with hyphens between; the example's id where none is left. */
function idFor(name: string): string {
  const words = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().match(/[a-z0-9]+/g) ?? []
  return /^[a-z]/.test(words[0] ?? "") ? words.join("-") : EXAMPLE.id
}
