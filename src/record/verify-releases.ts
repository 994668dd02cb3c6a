/**
 * Releases, checked: each opened act opens the sealed leaf that it names, and its outcome is one that its law can give.
 *
 * A release opens the five fields of a cell and no facts, so the decision cannot be made again from it. What can be: whether the logged
 * forests give this department this outcome in any situation, on a day of that month.
 */
import { reachable } from "../kernel/diagram/decide.ts"
import { knowledgeOf } from "../kernel/diagram/knowledge.ts"
import type { Forest } from "../kernel/diagram/forest.ts"
import { parseGiven } from "../kernel/diagram/values.ts"
import type { Crypto } from "../kernel/log/crypto.ts"
import { treeSize, type TreeSize } from "../kernel/log/hashes.ts"
import { parseBundle, printTilePath, TILE_WIDTH, tileWidth } from "../kernel/log/tiles.ts"
import { cellOf, type Cell } from "../kernel/receipt/act.ts"
import { parseEntry } from "../kernel/receipt/entry.ts"
import type { ForestList } from "../kernel/receipt/forest-list.ts"
import { checkOpening, isEntry } from "../kernel/receipt/receipt.ts"
import type { WithdrawalEntry } from "../kernel/receipt/withdrawal-entry.ts"
import type { ReleaseEntry } from "../kernel/receipt/release-entry.ts"
import type { LogSource } from "./log-source.ts"
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
      const entry = act < index ? await this.#entryAt(act) : null
      const parsed = entry === null ? null : parseEntry(entry)
      const checked = parsed === null || !isEntry(parsed) ? null : checkOpening(this.#crypto, parsed, opening)
      if (checked === null || checked.kind === "not-sealed") findings.push({ kind: "release-place", index, act })
      else if (checked.kind === "commitment-differs") findings.push({ kind: "release-differs", index, act })
      const cell = cellOf(opening)
      if (cell !== null && !(await this.#canBe(cell))) findings.push({ kind: "release-undecided", index, act, outcome: cell.outcome })
    }
    return findings
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
    const inMonth = (list.get(cell.question) ?? []).filter(({ from, to }) => (from === null || from.slice(0, 7) <= cell.month) && (to === null || to.slice(0, 7) >= cell.month))
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
    const outcomes = got.kind === "fetched" ? outcomesFor(got.value, department) : []
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

/** The outcomes that a department can get, `open` and `impossible` among them: facts may be missing, and may contradict each other. */
function outcomesFor(forest: Forest, department: string): readonly string[] {
  const body = forest.facts.find(({ id }) => id === "body")
  const given = body === undefined ? null : parseGiven(body, department)
  if (body !== undefined && given?.kind !== "given") return []
  const outcomes = reachable(forest, knowledgeOf(forest, body === undefined || given?.kind !== "given" ? new Map() : new Map([[body.id, given.given]])))
  return [...outcomes, "impossible", ...(outcomes.length > 1 ? ["open"] : [])]
}
