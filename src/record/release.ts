/**
 * Releasing: counsel opens a batch of acts to everybody, in entries of the record itself.
 *
 * An act may be in a batch when it was closed long enough ago, its leaf is public, and it was in no batch before.
 */
import { randomBytes } from "node:crypto"
import { sql, type Kysely, type Transaction } from "kysely"
import type { Crypto } from "../kernel/log/crypto.ts"
import { cellOf, type Cell } from "../kernel/receipt/act.ts"
import { printEntry } from "../kernel/receipt/entry.ts"
import { onlyGroups, type Opening } from "../kernel/receipt/opening.ts"
import type { ReleasedAct, ReleaseEntry } from "../kernel/receipt/release-entry.ts"
import { ENTRY_BYTES } from "../kernel/log/tiles.ts"
import type { Tables } from "../store/tables.ts"
import { openingFrom } from "./acts.ts"
import { enqueueClear } from "./law-in-force.ts"
import { possibleCells } from "./possible-cells.ts"
import { planRelease, type ReleasePlan } from "./release-plan.ts"

export interface ReleaseSettings {
  readonly releaseAfterDays: number
  readonly smallestCell: number
}

export interface Released {
  readonly opened: number
  readonly counted: number
  /** Too few to be counted: for a later batch. */
  readonly waiting: number
  /** Entries that the batch stands in; 0 where there was nothing to say. */
  readonly entries: number
}

interface Candidate {
  readonly reference: string
  readonly index: number
  readonly opening: Opening
  readonly cell: Cell
}

const DAY_MS = 86_400_000
const RELEASE_LOCK = "8607616790529769476"

/**
 * Releases what may be released now. Which cells are possible is asked of the months up to a day before: where the city's day is not yet
 * that of UTC, a month too few is the careful side.
 */
export async function release(db: Kysely<Tables>, crypto: Crypto, settings: ReleaseSettings, now: Date): Promise<Released> {
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${RELEASE_LOCK}::bigint)`.execute(transaction)
    const until = new Date(now.getTime() - settings.releaseAfterDays * DAY_MS)
    const plan = planRelease(await candidates(transaction, until), settings.smallestCell, await possibleCells(transaction, new Date(until.getTime() - DAY_MS)))
    const entries = plan.opened.length + plan.counted.length === 0 ? [] : entriesOf(crypto, plan)
    for (const entry of entries) await enqueueClear(transaction, entry)
    const [first] = entries
    if (first !== undefined) await remember(transaction, plan, first.batch)
    return { opened: plan.opened.length, counted: plan.counted.length, waiting: plan.waiting.length, entries: entries.length }
  })
}

async function candidates(transaction: Transaction<Tables>, until: Date): Promise<readonly Candidate[]> {
  const { rows } = await sql<{ reference: string; index: number; opening: Uint8Array }>`
    select a.reference, e.index, a.opening from act a join log_entry e on e.pending = a.pending
    where a.closed_at <= ${until} and a.opening is not null
      and e.index < (select coalesce(max(size), 0) from log_public)
      and not exists (select from act_release r where r.reference = a.reference)
    order by e.index`.execute(transaction)
  return rows.flatMap(({ reference, index, opening: bytes }) => {
    const opening = openingFrom(bytes)
    const cell = cellOf(opening)
    return cell === null ? [] : [{ reference, index, opening, cell }]
  })
}

async function remember(transaction: Transaction<Tables>, { opened, counted }: ReleasePlan<Candidate>, batch: Uint8Array): Promise<void> {
  const references = [...opened, ...counted].map(({ reference }) => reference)
  const flags = [...opened.map(() => true), ...counted.map(() => false)]
  await sql`insert into act_release (reference, batch, opened) select r, ${batch}::bytea, o from unnest(${references}::text[], ${flags}::boolean[]) as t (r, o)`.execute(transaction)
}

/** The batch in as many entries as it takes; openings in the sequence of their places, counts in the last. */
function entriesOf(crypto: Crypto, { opened, merged }: ReleasePlan<Candidate>): readonly ReleaseEntry[] {
  const batch = randomBytes(32)
  const acts = opened.map(({ index, opening }): ReleasedAct => ({ index, opening: onlyGroups(crypto, opening, ["cell"]) })).sort((a, b) => a.index - b.index)
  const pieces = inPieces([...acts.map((act) => ({ act })), ...merged.map((cell) => ({ cell }))], (piece) => printEntry(entryOf(batch, 9_999_999, 9_999_999, piece)).length <= ENTRY_BYTES)
  return pieces.map((piece, at) => entryOf(batch, at + 1, pieces.length, piece))
}

type Part = { readonly act: ReleasedAct } | { readonly cell: ReleaseEntry["sealed"][number] }

function entryOf(batch: Uint8Array, part: number, parts: number, piece: readonly Part[]): ReleaseEntry {
  return {
    kind: "release",
    batch,
    part,
    parts,
    opened: piece.flatMap((one) => ("act" in one ? [one.act] : [])),
    sealed: piece.flatMap((one) => ("cell" in one ? [one.cell] : [])),
  }
}

/** The list cut into as few runs as halving finds, each of which fits. */
function inPieces<Value>(values: readonly Value[], fits: (piece: readonly Value[]) => boolean): readonly (readonly Value[])[] {
  if (values.length <= 1 || fits(values)) return [values]
  const middle = Math.ceil(values.length / 2)
  return [...inPieces(values.slice(0, middle), fits), ...inPieces(values.slice(middle), fits)]
}
