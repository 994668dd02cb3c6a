import { expect, test } from "vitest"
import { bug } from "../../kernel/text/bug.ts"
import type { Day } from "../../law/types.ts"
import { openPack } from "../../pipeline.ts"
import { homeView } from "./queries.ts"

const { pack } = openPack("packs/example").book ?? bug("packs/example cannot be read")

test("what is newest is what came about last, each event once; that nothing is known since is no news", () => {
  const [event] = pack.timeline.events
  const [first] = event?.history ?? []
  if (event === undefined || first === undefined) throw new Error("the example has no event")
  const on = (id: string, ...statuses: readonly (readonly [typeof first.status, string])[]): typeof event => {
    const [head, ...rest] = statuses.map(([status, date]) => ({ ...first, status, date: date as Day }))
    return { ...event, id: id as typeof event.id, history: [head ?? first, ...rest] }
  }
  const events = [
    on("old", ["ordered", "2025-01-01"], ["ended", "2025-02-01"]),
    on("lost", ["reported", "2025-06-01"], ["unknown-since", "2026-03-09"]),
    on("never-known", ["unknown-since", "2026-03-09"]),
    on("blocked", ["ordered", "2025-10-04"], ["blocked", "2025-10-09"]),
    on("new", ["announced", "2026-01-31"]),
  ]
  const { newest } = homeView({ ...pack, timeline: { ...pack.timeline, events } }, "2026-11-25" as Day)
  expect(newest.map(({ event: { id }, status }) => [id, status.status])).toEqual([["new", "announced"], ["blocked", "blocked"], ["lost", "reported"]])
})
