/**
 * What a batch may show: which acts are opened, and how the others are counted.
 *
 * A cell (department, question, outcome, law, month) with `smallest` acts or more is opened, act by act. What is left is counted in
 * cells that are merged, field by field. A count is told where it is `smallest` or more **and** where no cell in it could be told from it:
 * each of the parts that went into it holds fewer than `smallest`, as everybody knows, so of 9 + 9 in two parts a count of 18 would tell
 * both. Hence a count over `m` parts is at most `(m − 1) × (smallest − 1)`: any one of them may be empty. The parts are those that the
 * law makes possible, not those that hold acts, since which hold any is what must not be told. What is not counted at any step waits for a
 * later batch and is not mentioned.
 *
 * So whatever is told, it is told alike by a batch in which a given cell that was not opened has 0, 1, … or `smallest − 1` acts: put that
 * many in it, the rest of its count in one cell each of its count's other parts. `release-plan.test.ts` shows it over whole small worlds.
 */
import { cellFields, CELL_FIELDS, type Cell } from "../kernel/receipt/act.ts"
import type { MergedCell } from "../kernel/receipt/release-entry.ts"

export interface ReleasableAct {
  readonly reference: string
  readonly cell: Cell
}

export interface ReleasePlan<Act extends ReleasableAct> {
  readonly opened: readonly Act[]
  /** Counted in `merged`, and not opened. */
  readonly counted: readonly Act[]
  readonly merged: readonly MergedCell[]
  /** Neither opened nor counted; a later batch may have room for them. */
  readonly waiting: readonly Act[]
}

type Field = keyof Cell
/** Merged away in this sequence: who asked tells most. Never all five at once: a step's parts are those of the step before. */
const MERGED_AWAY: readonly Field[] = ["department", "outcome", "question", "month", "law"]

/** `possible` are the cells that an act can be in; what is opened or counted is taken out of them. */
export function planRelease<Act extends ReleasableAct>(acts: readonly Act[], smallest: number, possible: readonly Cell[]): ReleasePlan<Act> {
  const whole = groupsBy(acts, cellOfAct, CELL_FIELDS)
  const opened = whole.filter((group) => group.length >= smallest).flat()
  let left = whole.filter((group) => group.length < smallest).flat()
  let free = without(possible, opened, CELL_FIELDS)
  const merged: MergedCell[] = []
  const counted: Act[] = []
  for (let gone = 1; gone <= MERGED_AWAY.length; gone++) {
    const [parts, kept] = [fieldsWithout(gone - 1), fieldsWithout(gone)]
    const partsOf = countParts(free, parts, kept)
    const groups = groupsBy(left, cellOfAct, kept)
    const tells = (group: readonly Act[]): boolean => group.length >= smallest && group.length <= ((partsOf.get(nameOf(group[0]?.cell, kept)) ?? 0) - 1) * (smallest - 1)
    const told = groups.filter(tells)
    for (const group of told) merged.push({ cell: commonCell(group, kept), acts: group.length })
    counted.push(...told.flat())
    free = without(free, told.flat(), kept)
    left = groups.filter((group) => !tells(group)).flat()
  }
  return { opened, counted, merged, waiting: left }
}

const cellOfAct = ({ cell }: ReleasableAct): Cell => cell

function fieldsWithout(gone: number): readonly Field[] {
  return CELL_FIELDS.filter((field) => !MERGED_AWAY.slice(0, gone).includes(field))
}

function nameOf(cell: Cell | undefined, fields: readonly Field[]): string {
  return JSON.stringify(fields.map((field) => cell?.[field]))
}

/** The cells that agree with none of these acts in these fields. */
function without(cells: readonly Cell[], acts: readonly ReleasableAct[], fields: readonly Field[]): readonly Cell[] {
  const gone = new Set(acts.map(({ cell }) => nameOf(cell, fields)))
  return gone.size === 0 ? cells : cells.filter((cell) => !gone.has(nameOf(cell, fields)))
}

/** For each group of cells that agree in `kept`, how many different `parts` it has. */
function countParts(cells: readonly Cell[], parts: readonly Field[], kept: readonly Field[]): ReadonlyMap<string, number> {
  const groups = groupsBy(cells, (cell) => cell, kept)
  return new Map(groups.map((group) => [nameOf(group[0], kept), new Set(group.map((cell) => nameOf(cell, parts))).size]))
}

/** Values whose cells agree in these fields; the groups in a sequence that depends on their contents alone. */
function groupsBy<Value>(values: readonly Value[], cellOf: (value: Value) => Cell, fields: readonly Field[]): readonly (readonly Value[])[] {
  const groups = new Map<string, Value[]>()
  for (const value of values) {
    const name = nameOf(cellOf(value), fields)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [value])
    else group.push(value)
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}

/** Merged fields are `null`, also where the acts happen to agree in them: that they agree is not said. */
function commonCell(group: readonly ReleasableAct[], kept: readonly Field[]): MergedCell["cell"] {
  return cellFields((field) => (kept.includes(field) ? (group[0]?.cell[field] ?? null) : null))
}
