/** Reads what the page that compares is asked, and compares; what was compared once is kept with the pack. */
import { compareLaws, turningDays, type LawComparison } from "../../law/compare.ts"
import { parseDay } from "../../law/days.ts"
import type { Day, Pack } from "../../law/types.ts"
import type { CompareView } from "./model.ts"

/** Comparisons kept of a pack: more than the pairs of days that anybody follows a link to. */
const MOST_KEPT = 200

const kept = new WeakMap<Pack, { readonly turns: readonly Day[]; readonly comparisons: Map<string, LawComparison> }>()

export function compareView(pack: Pack, from: string | undefined, to: string | undefined): CompareView {
  const { turns, comparisons } = keptOf(pack)
  const typed = { from: (from ?? "").trim().slice(0, 40), to: (to ?? "").trim().slice(0, 40) }
  const nothing = { typed, turns: turns.toReversed(), compared: null, problems: [] }
  if (from === undefined && to === undefined) return nothing
  const [first, second] = [parseDay(typed.from), parseDay(typed.to)]
  if (first === null || second === null) {
    return { ...nothing, problems: [...(first === null ? [{ field: "from", kind: "wrong-day" } as const] : []), ...(second === null ? [{ field: "to", kind: "wrong-day" } as const] : [])] }
  }
  if (first === second) return { ...nothing, problems: [{ field: "to", kind: "same-day" }] }
  return { ...nothing, compared: { from: first, to: second, comparison: compared(pack, comparisons, lawOf(turns, first), lawOf(turns, second)) } }
}

function keptOf(pack: Pack): { readonly turns: readonly Day[]; readonly comparisons: Map<string, LawComparison> } {
  const known = kept.get(pack)
  if (known !== undefined) return known
  const made = { turns: turningDays(pack), comparisons: new Map<string, LawComparison>() }
  kept.set(pack, made)
  return made
}

/** A day with the same law: the last on which it turned; the first day of all where it had not turned yet. */
function lawOf(turns: readonly Day[], day: Day): Day {
  return turns.findLast((turn) => turn <= day) ?? ("0001-01-01" as Day)
}

function compared(pack: Pack, comparisons: Map<string, LawComparison>, from: Day, to: Day): LawComparison {
  const key = `${from} ${to}`
  const known = comparisons.get(key)
  if (known !== undefined) return known
  const made = compareLaws({ law: pack, day: from }, { law: pack, day: to })
  if (comparisons.size >= MOST_KEPT) comparisons.clear()
  comparisons.set(key, made)
  return made
}
