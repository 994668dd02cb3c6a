/**
 * The cells that acts can be in: which outcomes a law can give which department, in which months it was in force.
 *
 * All of it is public: the laws are entries of the record, their forests are kept by digest. A release counts by it (release-plan.ts), and
 * whoever checks one can.
 */
import type { Kysely } from "kysely"
import { reachable } from "../kernel/diagram/decide.ts"
import { readForest, type Forest } from "../kernel/diagram/forest.ts"
import { knowledgeOf } from "../kernel/diagram/knowledge.ts"
import type { Outcome } from "../kernel/diagram/types.ts"
import { parseGiven } from "../kernel/diagram/values.ts"
import { canonicalFrom } from "../kernel/receipt/entry.ts"
import type { Cell } from "../kernel/receipt/act.ts"
import { readForestList, type ListedForest } from "../kernel/receipt/forest-list.ts"
import { textFromUtf8 } from "../kernel/text/bytes.ts"
import type { Tables } from "../store/tables.ts"
import { readKept } from "./law-in-force.ts"

/** Of every law that was in force, month by month up to that of `until`. A law whose forests are not kept has none. */
export async function possibleCells(db: Kysely<Tables>, until: Date): Promise<readonly Cell[]> {
  const laws = await db.selectFrom("law").select(["digest", "forests", "from_day"]).orderBy("id").execute()
  const last = until.toISOString().slice(0, 7)
  const cells = new Map<string, Cell>()
  for (const [at, { digest, forests, from_day }] of laws.entries()) {
    const months = monthsOf(from_day.slice(0, 7), smaller(last, laws[at + 1]?.from_day.slice(0, 7) ?? last))
    for (const cell of await cellsOf(db, digest, forests, months)) cells.set(JSON.stringify(cell), cell)
  }
  return [...cells.values()]
}

/** The outcomes that a department can get when every fact is known; none where the question does not know it. */
export function outcomesFor(forest: Forest, department: string): readonly Outcome[] {
  const body = forest.facts.find(({ visibility }) => visibility === "asker")
  const given = body === undefined ? null : parseGiven(body, department)
  if (body !== undefined && given?.kind !== "given") return []
  return reachable(forest, knowledgeOf(forest, body === undefined || given?.kind !== "given" ? new Map() : new Map([[body.id, given.given]])))
}

/** Whether some day of the month lies in the stretch. */
export function liesIn({ from, to }: ListedForest, month: string): boolean {
  return (from === null || from.slice(0, 7) <= month) && (to === null || to.slice(0, 7) >= month)
}

async function cellsOf(db: Kysely<Tables>, law: string, forests: string, months: readonly string[]): Promise<readonly Cell[]> {
  const bytes = await readKept(db, forests)
  const json = bytes === null ? undefined : canonicalFrom(bytes)
  const list = json === undefined ? null : readForestList(json)
  const cells: Cell[] = []
  for (const [question, stretches] of list ?? []) {
    for (const stretch of stretches) {
      const inForce = months.filter((month) => liesIn(stretch, month))
      const forest = inForce.length === 0 ? null : await forestNamed(db, stretch.forest)
      if (forest !== null) cells.push(...answersOf(forest).flatMap(([department, outcome]) => inForce.map((month) => ({ department, question, outcome, law, month }))))
    }
  }
  return cells
}

async function forestNamed(db: Kysely<Tables>, digest: string): Promise<Forest | null> {
  const bytes = await readKept(db, digest)
  const text = bytes === null ? null : textFromUtf8(bytes)
  return text === null ? null : readForest(text)
}

/**
 * Each department of the question with each outcome that it can get. None for a question that does not ask who asks, and for one that
 * answers by its rules, where an outcome more than is possible may be found: a count may then wait that could be told, and never the reverse.
 */
function answersOf(forest: Forest): readonly (readonly [string, Outcome])[] {
  if (forest.kind === "by-rules") return []
  const asker = forest.facts.find(({ visibility }) => visibility === "asker")
  const departments = asker?.shape.kind === "choice" ? asker.shape.values : []
  return departments.flatMap((department) => outcomesFor(forest, department).map((outcome) => [department, outcome] as const))
}

/** `2026-11`, `2026-12`, `2027-01`: both ends included; none where the first comes after the last. */
function monthsOf(first: string, last: string): readonly string[] {
  const months: string[] = []
  for (let at = new Date(`${first}-01T00:00:00Z`); at.toISOString().slice(0, 7) <= last; at.setUTCMonth(at.getUTCMonth() + 1)) months.push(at.toISOString().slice(0, 7))
  return months
}

function smaller(one: string, other: string): string {
  return one < other ? one : other
}
