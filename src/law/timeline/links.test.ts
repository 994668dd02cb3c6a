/** Law and the time line, each way, in a small pack. */
import { describe, expect, test } from "vitest"
import { readPack } from "../from-pack.ts"
import { figureGroups, newestStatus, touchingClauses, touchingEvent, type Touching } from "./links.ts"

const read = readPack("packs/example")
const { timeline, instruments } = read.value ?? expect.fail(read.diagnostics.map(({ message }) => message).join("; "))

const idsOf = ({ events, statements, notices, unknown }: Touching): readonly (readonly string[])[] => [events, statements, notices, unknown].map((list) => list.map(({ id }) => id))

describe("in the example", () => {
  const clause = (id: string) => instruments.flatMap((one) => one.clauses).find((one) => one.id === id)?.id ?? expect.fail(`no clause ${id}`)

  test("a clause finds what names it, and nothing else does", () => {
    expect(idsOf(touchingClauses(timeline, [clause("order-1#cl_joint-duty")]))).toEqual([["federal-patrols"], ["mayor-on-order", "federal-reply"], [], []])
    expect(idsOf(touchingClauses(timeline, [clause("order-1#cl_federal")]))).toEqual([[], [], ["wear-names"], []])
    expect(idsOf(touchingClauses(timeline, [clause("guidelines#cl_entry")]))).toEqual([[], [], [], []])
  })

  test("an event finds what is said about it and what is not known of it; it does not find itself", () => {
    const [event] = timeline.events
    if (event === undefined) expect.fail("no event")
    expect(idsOf(touchingEvent(timeline, event))).toEqual([[], ["mayor-on-order", "federal-reply"], [], ["since-january"]])
    expect(newestStatus(event).status).toBe("ended")
    expect(figureGroups(timeline, event.figures).map(({ title }) => title)).toEqual(["Joint patrols asked for"])
  })
})
