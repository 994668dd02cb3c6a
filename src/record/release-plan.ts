/**
 * What a batch may show: which acts are opened, and how the others are counted.
 *
 * A cell (department, question, outcome, law, month) with `smallest` acts or more is opened, act by act. What is left is counted in
 * cells that are merged, field by field, until each holds `smallest` or more. What is too little even then waits for a later batch and is
 * not mentioned: a count below ten, or the difference of two counts, would be somebody.
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
/** Merged away in this sequence: who asked tells most. */
const MERGED_AWAY: readonly Field[] = ["department", "outcome", "question", "month", "law"]

export function planRelease<Act extends ReleasableAct>(acts: readonly Act[], smallest: number): ReleasePlan<Act> {
  const whole = groupsBy(acts, CELL_FIELDS)
  const opened = whole.filter((group) => group.length >= smallest).flat()
  let left = whole.filter((group) => group.length < smallest).flat()
  const merged: MergedCell[] = []
  const counted: Act[] = []
  for (let gone = 1; gone <= MERGED_AWAY.length; gone++) {
    const kept = CELL_FIELDS.filter((field) => !MERGED_AWAY.slice(0, gone).includes(field))
    const groups = groupsBy(left, kept)
    for (const group of groups.filter(({ length }) => length >= smallest)) {
      counted.push(...group)
      merged.push({ cell: commonCell(group, kept), acts: group.length })
    }
    left = groups.filter(({ length }) => length < smallest).flat()
  }
  return { opened, counted, merged, waiting: left }
}

/** Acts that agree in these fields; groups and members in a sequence that depends on their contents alone. */
function groupsBy<Act extends ReleasableAct>(acts: readonly Act[], fields: readonly Field[]): readonly (readonly Act[])[] {
  const groups = new Map<string, Act[]>()
  for (const act of acts) {
    const name = JSON.stringify(fields.map((field) => act.cell[field]))
    groups.set(name, [...(groups.get(name) ?? []), act])
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}

/** Merged fields are `null`, also where the acts happen to agree in them: that they agree is not said. */
function commonCell(group: readonly ReleasableAct[], kept: readonly Field[]): MergedCell["cell"] {
  return cellFields((field) => (kept.includes(field) ? (group[0]?.cell[field] ?? null) : null))
}
