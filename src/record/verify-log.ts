/**
 * A whole record, checked as a stranger would: from its newest checkpoint down to every entry, and what the entries name.
 *
 *     checkpoints   each opens under the policy, and has the root of the tree that the entries make
 *     tree          every entry hashes to its leaf, every tile is what the leaves make it (verify-tree.ts)
 *     entries       each is in form; what packs name is kept under its digest; what a release opens was sealed (verify-releases.ts)
 *     folder        parts of tiles kept from earlier sizes, receipts and packs beside the tree (verify-folder.ts)
 *
 * Since every checkpoint's root comes out of one tree, each older one is the beginning of each newer.
 */
import type { Crypto } from "../kernel/log/crypto.ts"
import type { Edge } from "../kernel/log/growth.ts"
import { openCheckpoint, type OpenedCheckpoint } from "../kernel/log/open-checkpoint.ts"
import type { Policy } from "../kernel/log/policy.ts"
import { parseEntry, type Entry } from "../kernel/receipt/entry.ts"
import type { PackEntry } from "../kernel/receipt/pack-entry.ts"
import { isEntry } from "../kernel/receipt/receipt.ts"
import type { WithdrawalEntry } from "../kernel/receipt/withdrawal-entry.ts"
import type { LogSource } from "./log-source.ts"
import { HISTORY_LIST, sizesListed } from "./public-checkpoint.ts"
import { MOST_FINDINGS, type Finding } from "./verify-finding.ts"
import { checkFolder } from "./verify-folder.ts"
import { fetchForest, fetchForestList, fetchKept, fetchManifest, type Fetched } from "./verify-kept.ts"
import { ReleaseCheck, type PlacedRelease } from "./verify-releases.ts"
import { checkTree, type Expected } from "./verify-tree.ts"

export interface LogCheck {
  readonly source: LogSource
  readonly crypto: Crypto
  readonly policy: Policy
  /** Checked before, by the same program: only what is behind it is read. */
  readonly from?: Edge
  /** Laws that entries before `from` put in force: the digests of their lists of forests. */
  readonly laws?: ReadonlyMap<string, string>
  /** Checkpoints that are known from elsewhere. */
  readonly expected?: readonly Expected[]
  readonly onProgress?: (done: number, of: number) => void
}

export interface CheckedLog {
  /** `null` where it could not be opened. */
  readonly newest: OpenedCheckpoint | null
  /** Earlier checkpoints that were checked; `null` where the source cannot list them. */
  readonly earlier: number | null
  /** Entries by kind. */
  readonly entries: Readonly<Record<Entry["kind"], number>>
  readonly packs: readonly PackEntry[]
  readonly withdrawals: readonly WithdrawalEntry[]
  /** Acts that releases open. */
  readonly opened: number
  /** At most `MOST_FINDINGS`. */
  readonly findings: readonly Finding[]
  readonly edge: Edge | null
}

export async function checkLog(check: LogCheck): Promise<CheckedLog> {
  return new LogWalk(check).run()
}

class LogWalk {
  readonly #check: LogCheck
  readonly #findings: Finding[] = []
  readonly #entries = { sealed: 0, pack: 0, key: 0, release: 0, withdrawal: 0 }
  readonly #packs: PackEntry[] = []
  readonly #withdrawals: WithdrawalEntry[] = []
  readonly #releases: PlacedRelease[] = []

  constructor(check: LogCheck) {
    this.#check = check
  }

  async run(): Promise<CheckedLog> {
    const newest = await this.#open("checkpoint")
    if (newest === null) return this.#result(null, null, null)
    const history = await this.#historyPaths(newest)
    const earlier = await this.#history(history ?? [], newest)
    const expected = [{ path: "checkpoint", ...newest.checkpoint }, ...earlier, ...(this.#check.expected ?? [])]
    const edge = await checkTree({
      ...this.#check,
      size: newest.checkpoint.size,
      expected,
      onFinding: (finding) => this.#find(finding),
      onEntry: (index, entry) => { this.#entry(index, entry) },
    })
    if (edge !== null) await this.#contents(newest)
    return this.#result(newest, history === null ? null : earlier.length, edge)
  }

  #result(newest: OpenedCheckpoint | null, earlier: number | null, edge: Edge | null): CheckedLog {
    const opened = this.#releases.reduce((sum, { release }) => sum + release.opened.length, 0)
    return { newest, earlier, entries: this.#entries, packs: this.#packs, withdrawals: this.#withdrawals, opened, findings: this.#findings, edge }
  }

  #find(finding: Finding): boolean {
    if (this.#findings.length < MOST_FINDINGS) this.#findings.push(finding)
    return this.#findings.length < MOST_FINDINGS
  }

  async #open(path: string): Promise<OpenedCheckpoint | null> {
    const { source, crypto, policy } = this.#check
    const bytes = await source.read(path)
    if (bytes === null) {
      this.#find(path === "checkpoint" ? { kind: "checkpoint-missing" } : { kind: "file-missing", path })
      return null
    }
    const opened = openCheckpoint(crypto, policy, bytes)
    if (opened.kind === "opened") return opened
    this.#find({ kind: "checkpoint-wrong", path, failure: opened })
    return null
  }

  /** Behind what was checked before; `null` where the source neither lists its files nor has a list of them. */
  async #historyPaths(newest: OpenedCheckpoint): Promise<readonly string[] | null> {
    const { source, from } = this.#check
    const files = source.list("history")
    if (files !== null) return from === undefined ? files.filter((path) => path !== HISTORY_LIST) : []
    const bytes = await source.read(HISTORY_LIST)
    const sizes = bytes === null ? null : sizesListed(bytes)
    if (bytes !== null && sizes === null) this.#find({ kind: "history-list", path: HISTORY_LIST })
    return sizes?.filter((size) => size > (from?.size ?? -1) && size <= newest.checkpoint.size).map((size) => `history/${String(size)}`) ?? null
  }

  async #history(paths: readonly string[], newest: OpenedCheckpoint): Promise<readonly Expected[]> {
    const expected: Expected[] = []
    for (const path of paths) {
      const opened = await this.#open(path)
      if (opened === null) continue
      const { size, root } = opened.checkpoint
      if (path !== `history/${String(size)}`) this.#find({ kind: "history-name", path, size })
      else if (size > newest.checkpoint.size) this.#find({ kind: "history-ahead", path, size, newest: newest.checkpoint.size })
      else expected.push({ path, size, root })
    }
    return expected
  }

  #entry(index: number, bytes: Uint8Array): void {
    const entry = parseEntry(bytes)
    if (!isEntry(entry)) {
      this.#find({ kind: "entry-wrong", index, failure: entry })
      return
    }
    this.#entries[entry.kind]++
    switch (entry.kind) {
      case "pack":
        this.#packs.push(entry)
        break
      case "release":
        this.#releases.push({ index, release: entry })
        break
      case "withdrawal":
        this.#withdrawals.push(entry)
        break
      case "sealed":
      case "key":
    }
  }

  async #contents(newest: OpenedCheckpoint): Promise<void> {
    const { source, crypto, policy } = this.#check
    for (const pack of this.#packs) await this.#pack(pack)
    const laws = new Map([...(this.#check.laws ?? []), ...this.#packs.map(({ law, forests }) => [law, forests] as const)])
    const releases = new ReleaseCheck(source, crypto, newest.checkpoint.size, laws, this.#withdrawals)
    for (const release of this.#releases) (await releases.check(release)).forEach((finding) => this.#find(finding))
    if (this.#check.from === undefined) for await (const finding of checkFolder(source, crypto, policy, newest.checkpoint.size)) this.#find(finding)
  }

  /** Everything that a pack's entry names is there, and is what its digest says. */
  async #pack({ law, forests }: PackEntry): Promise<void> {
    const manifest = this.#got(await fetchManifest(this.#check.source, law))
    for (const name of new Set(manifest?.values())) this.#got(await fetchKept(this.#check.source, name))
    const list = this.#got(await fetchForestList(this.#check.source, forests))
    const names = new Set([...(list?.values() ?? [])].flat().map(({ forest }) => forest))
    for (const name of names) this.#got(await fetchForest(this.#check.source, name))
  }

  #got<Value>(got: Fetched<Value>): Value | null {
    if (got.kind === "fetched") return got.value
    this.#find(got.finding)
    return null
  }
}
