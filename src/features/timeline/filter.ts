/** What of the time line is shown, as an address holds it: `?first=oldest&kind=ruling&side=city&clause=eo-1%23cl_a`, and back. */
import { EVENT_KINDS, SIDES } from "../../law/timeline/types.ts"
import type { Pack } from "../../law/types.ts"
import { citedClause } from "../../ui/clauses.ts"
import type { EntryKind, Filter } from "./model.ts"

export const ENTRY_KINDS: readonly EntryKind[] = [...EVENT_KINDS, "statement", "notice"]

export const EVERYTHING: Filter = { first: "newest", kind: null, side: null, clause: null }

/** What is no choice that there is counts as not chosen. */
export function readFilter(pack: Pack, query: Readonly<Record<string, string>>): Filter {
  const said = (name: string): string => (Object.hasOwn(query, name) ? (query[name] ?? "") : "")
  const [instrument = "", eId = ""] = said("clause").split("#")
  return {
    first: said("first") === "oldest" ? "oldest" : "newest",
    kind: ENTRY_KINDS.find((kind) => kind === said("kind")) ?? null,
    side: SIDES.find((side) => side === said("side")) ?? null,
    clause: citedClause(pack, instrument, eId)?.clause.id ?? null,
  }
}

/** The page's address without its language. What is not chosen does not stand in it. */
export function filterPath({ first, kind, side, clause }: Filter): string {
  const said: readonly (readonly [string, string | null])[] = [["first", first === "oldest" ? first : null], ["kind", kind], ["side", side], ["clause", clause]]
  const query = new URLSearchParams(said.flatMap(([name, value]) => (value === null ? [] : [[name, value] as [string, string]]))).toString()
  return query === "" ? "/timeline" : `/timeline?${query}`
}

/** Whether some entries may be left out. */
export function leavesOut({ kind, side, clause }: Filter): boolean {
  return kind !== null || side !== null || clause !== null
}
