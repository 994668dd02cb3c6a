/**
 * Releases, checked: each opened act opens the sealed leaf that it names, and its outcome is one that its law can give.
 *
 * A release opens the five fields of a cell and no facts, so the decision cannot be made again from it. What can be: whether the logged
 * forests give this department this outcome in any situation, on a day of that month.
 */
import type { Outcome } from "../kernel/diagram/types.ts"
import type { Crypto } from "../kernel/log/crypto.ts"
import { treeSize, type TreeSize } from "../kernel/log/hashes.ts"
import { parseBundle, printTilePath, TILE_WIDTH, tileWidth } from "../kernel/log/tiles.ts"
import { cellOf, type Cell } from "../kernel/receipt/act.ts"
import { hexFromBytes } from "../kernel/text/bytes.ts"
import { parseEntry } from "../kernel/receipt/entry.ts"
import type { ForestList } from "../kernel/receipt/forest-list.ts"
import { checkOpening, isEntry } from "../kernel/receipt/receipt.ts"
import type { WithdrawalEntry } from "../kernel/receipt/withdrawal-entry.ts"
import { SMALLEST_CELL, type ReleaseEntry } from "../kernel/receipt/release-entry.ts"
import type { LogSource } from "./log-source.ts"
import { liesIn, outcomesFor } from "./possible-cells.ts"
import { fetchForest, fetchForestList } from "./verify-kept.ts"
import type { Finding } from "./verify-finding.ts"

export interface PlacedRelease {
  readonly index: number
  readonly release: ReleaseEntry
}

export class ReleaseCheck {
  readonly #source: LogSource
  readonly #crypto: Crypto
  readonly #size: TreeSize
  /** The digests of lists of forests by law. */
  readonly #forestsOf: ReadonlyMap<string, string>
  readonly #withdrawals: readonly WithdrawalEntry[]
  readonly #lists = new Map<string, ForestList | null>()
  readonly #outcomes = new Map<string, readonly string[]>()
  readonly #opened = new Set<number>()
  readonly #batches = new Map<string, readonly ReleaseEntry[]>()
  #bundle: { readonly index: number; readonly entries: readonly Uint8Array[] } | null = null

  constructor(source: LogSource, crypto: Crypto, size: TreeSize, forestsOf: ReadonlyMap<string, string>, withdrawals: readonly WithdrawalEntry[]) {
    this.#withdrawals = withdrawals
    this.#source = source
    this.#crypto = crypto
    this.#size = treeSize(size)
    this.#forestsOf = forestsOf
  }

  async check({ index, release }: PlacedRelease): Promise<readonly Finding[]> {
    const findings: Finding[] = []
    for (const { index: act, opening } of release.opened) {
      if (this.#opened.has(act)) findings.push({ kind: "release-twice", index, act })
      this.#opened.add(act)
      const entry = act < index ? await this.#entryAt(act) : null
      const parsed = entry === null ? null : parseEntry(entry)
      const checked = parsed === null || !isEntry(parsed) ? null : checkOpening(this.#crypto, parsed, opening)
      if (checked === null || checked.kind === "not-sealed") findings.push({ kind: "release-place", index, act })
      else if (checked.kind === "commitment-differs") findings.push({ kind: "release-differs", index, act })
      const cell = cellOf(opening)
      if (cell !== null && !(await this.#canBe(cell))) findings.push({ kind: "release-undecided", index, act, outcome: cell.outcome })
    }
    return [...findings, ...this.#tooFew(index, release)]
  }

  /** Of a batch whose parts were all seen: a check that goes on from an earlier one may have begun in the middle of it. */
  #tooFew(index: number, release: ReleaseEntry): readonly Finding[] {
    const name = hexFromBytes(release.batch)
    const parts = [...(this.#batches.get(name) ?? []), release]
    this.#batches.set(name, parts)
    if (parts.length < release.parts) return []
    const opened = new Map<string, number>()
    for (const cell of parts.flatMap((part) => part.opened.map(({ opening }) => JSON.stringify(cellOf(opening))))) opened.set(cell, (opened.get(cell) ?? 0) + 1)
    const counts = [...opened.values(), ...parts.flatMap(({ sealed }) => sealed.map(({ acts }) => acts))]
    return counts.filter((acts) => acts < SMALLEST_CELL).map((acts) => ({ kind: "release-few", index, acts }))
  }

  async #entryAt(index: number): Promise<Uint8Array | null> {
    const bundleIndex = Math.floor(index / TILE_WIDTH)
    if (this.#bundle?.index !== bundleIndex) {
      const width = tileWidth(this.#size, 0, bundleIndex)
      const bytes = await this.#source.read(printTilePath({ level: "entries", index: bundleIndex, width }))
      const bundle = bytes === null ? null : parseBundle(bytes, width)
      this.#bundle = bundle?.kind === "bundle" ? { index: bundleIndex, entries: bundle.entries } : null
    }
    return this.#bundle?.entries[index % TILE_WIDTH] ?? null
  }

  /** Also where the law's forests are not to be had: that they are missing is a finding of its own. */
  async #canBe(cell: Cell): Promise<boolean> {
    const list = await this.#listOf(cell.law)
    if (list === null) return true
    const inMonth = (list.get(cell.question) ?? []).filter((stretch) => liesIn(stretch, cell.month))
    for (const { forest } of inMonth) if ((await this.#outcomesOf(forest, cell.department)).includes(cell.outcome)) return true
    return isSilenced(cell, this.#withdrawals)
  }

  async #listOf(law: string): Promise<ForestList | null> {
    const known = this.#lists.get(law)
    if (known !== undefined) return known
    const forests = this.#forestsOf.get(law)
    const got = forests === undefined ? null : await fetchForestList(this.#source, forests)
    const list = got?.kind === "fetched" ? got.value : null
    this.#lists.set(law, list)
    return list
  }

  async #outcomesOf(name: string, department: string): Promise<readonly string[]> {
    const key = `${name} ${department}`
    const known = this.#outcomes.get(key)
    if (known !== undefined) return known
    const got = await fetchForest(this.#source, name)
    const outcomes = got.kind === "fetched" ? withMissing(outcomesFor(got.value, department)) : []
    this.#outcomes.set(key, outcomes)
    return outcomes
  }
}

/**
 * Whether a clause of the law that counsel had withdrawn by then can be why nothing decided: the logged forests know of no withdrawal.
 * An act's month is its city's, so a withdrawal of the month's last day or of the next one's first may count either way: it counts.
 */
export function isSilenced({ law, month, outcome }: Cell, withdrawals: readonly WithdrawalEntry[]): boolean {
  const monthOf = (from: string): string => new Date(Date.parse(from) - DAY_MS).toISOString().slice(0, 7)
  return (outcome === "silent" || outcome === "open") && withdrawals.some((one) => one.law === law && monthOf(one.from) <= month)
}

const DAY_MS = 86_400_000

/** With `open` and `impossible`, where a department can get anything: facts may be missing, and may contradict each other. */
function withMissing(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.length === 0 ? [] : [...outcomes, "impossible", ...(outcomes.length > 1 ? ["open"] : [])]
}
