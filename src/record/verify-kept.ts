/** What a `pack` entry names, fetched by digest from wherever it is kept, and hashed: the law's files, the list of its forests, the forests. */
import { readForest, type Forest } from "../kernel/diagram/forest.ts"
import { textFromUtf8 } from "../kernel/text/bytes.ts"
import type { JsonValue } from "../kernel/text/canonical-json.ts"
import { canonicalFrom } from "../kernel/receipt/entry.ts"
import { readForestList, type ForestList } from "../kernel/receipt/forest-list.ts"
import { digest, mapOf } from "../kernel/receipt/shape.ts"
import { sha256, type PackFiles } from "../law/pack-files.ts"
import type { LogSource } from "./log-source.ts"
import type { Finding } from "./verify-finding.ts"

export type Fetched<Value> = { readonly kind: "fetched"; readonly value: Value } | { readonly kind: "wrong"; readonly finding: Finding }

export function keptPath(name: string): string {
  return `kept/${name}`
}

/** Bytes by their digest, hashed. */
export async function fetchKept(source: LogSource, name: string): Promise<Fetched<Uint8Array>> {
  const path = keptPath(name)
  const bytes = await source.read(path)
  if (bytes === null) return wrong({ kind: "file-missing", path })
  return sha256(bytes) === name ? fetched(bytes) : wrong({ kind: "kept-differs", path })
}

const readManifest = mapOf(digest)

/** The digests of a law's files by path. */
export async function fetchManifest(source: LogSource, law: string): Promise<Fetched<ReadonlyMap<string, string>>> {
  return fetchForm(source, law, readManifest)
}

export async function fetchForestList(source: LogSource, forests: string): Promise<Fetched<ForestList>> {
  return fetchForm(source, forests, readForestList)
}

async function fetchForm<Value>(source: LogSource, name: string, read: (json: JsonValue) => Value | null): Promise<Fetched<Value>> {
  const got = await fetchKept(source, name)
  if (got.kind === "wrong") return got
  const json = canonicalFrom(got.value)
  const value = json === undefined ? null : read(json)
  return value === null ? wrong({ kind: "kept-form", path: keptPath(name) }) : fetched(value)
}

/** A law's files by path. */
export async function fetchLaw(source: LogSource, law: string): Promise<Fetched<PackFiles>> {
  const manifest = await fetchManifest(source, law)
  if (manifest.kind === "wrong") return manifest
  const files = new Map<string, Uint8Array>()
  for (const [path, name] of manifest.value) {
    const got = await fetchKept(source, name)
    if (got.kind === "wrong") return got
    files.set(path, got.value)
  }
  return fetched(files)
}

export async function fetchForest(source: LogSource, name: string): Promise<Fetched<Forest>> {
  const got = await fetchKept(source, name)
  if (got.kind === "wrong") return got
  const text = textFromUtf8(got.value)
  const forest = text === null ? null : readForest(text)
  return forest === null ? wrong({ kind: "kept-form", path: keptPath(name) }) : fetched(forest)
}

function fetched<Value>(value: Value): Fetched<Value> {
  return { kind: "fetched", value }
}

function wrong(finding: Finding): { readonly kind: "wrong"; readonly finding: Finding } {
  return { kind: "wrong", finding }
}
