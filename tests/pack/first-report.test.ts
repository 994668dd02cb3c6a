/**
 * The first report on the order, sentence by sentence in our paraphrase: each is found on the time line or in the law, and
 * each shows how it turned out, or that it is not known.
 */
import { describe, expect, test } from "vitest"
import { readPack } from "../../src/law/from-pack.ts"
import { newestStatus, touchingClauses, touchingEvent } from "../../src/law/timeline/links.ts"

const read = readPack("packs/chicago")
const pack = read.value ?? expect.fail(read.diagnostics.map(({ message }) => message).join("; "))
const { timeline } = pack
const clauses = pack.instruments.flatMap((instrument) => instrument.clauses)

interface Places {
  readonly events?: readonly string[]
  readonly statements?: readonly string[]
  readonly notices?: readonly string[]
  readonly clauses?: readonly string[]
  readonly figures?: readonly string[]
  readonly unknown?: readonly string[]
}

const REPORT: readonly (readonly [string, Places])[] = [
  ["The Mayor signs an order on how the city responds to a possible immigration crackdown.", { events: ["order-signed"] }],
  ["About two thousand troops are in Washington already.", { events: ["washington-troops"], figures: ["washington"] }],
  ["The President threatens to extend that to Chicago.", { events: ["guard-chicago"], statements: ["president-on-extension"] }],
  ["A surge of federal immigration agents is reported as planned.", { events: ["midway-blitz"], figures: ["agents"] }],
  ["The order tells city agencies what to do.", { events: ["order-signed"], clauses: ["eo-2025-6#cl_departments"] }],
  ["It demands that federal forces stand down.", { notices: ["stand-down"], clauses: ["eo-2025-6#cl_stand-down"] }],
  ["It restates the policy on body cameras.", { clauses: ["eo-2025-6#cl_cameras"] }],
  ["It restates the policy on identification.", { clauses: ["eo-2025-6#cl_identification"] }],
  ["It restates the ban on masks.", { notices: ["masks-identification-cameras"], clauses: ["eo-2025-6#cl_masks"] }],
  ["City officials help residents to know their rights.", { events: ["rights-campaign"], clauses: ["eo-2025-6#cl_rights"] }],
  ["Local officers stay out of joint patrols.", { clauses: ["eo-2025-6#cl_joint-duty"] }],
  ["A White House spokesperson calls it a publicity stunt and says that crime is made partisan.", { statements: ["white-house-on-order"] }],
  ["The Governor calls the deployment of the Guard an abuse of power.", { statements: ["governor-on-guard"] }],
  ["The President calls the city a killing field and its crime an emergency.", { statements: ["president-on-crime"], figures: ["crime"] }],
  ["More than one resident in five is an immigrant.", { figures: ["immigrants"] }],
  ["Many come from Latin America.", { unknown: ["residents-without-papers"] }],
  ["How many lack papers is uncertain.", { unknown: ["residents-without-papers"] }],
]

const found = <One extends { readonly id: string }>(all: readonly One[], ids: readonly string[] = []): readonly One[] => ids.map((id) => all.find((one) => one.id === id) ?? expect.fail(`nothing has the id ${id}`))

/** For each place, what it says of how it turned out; empty where it says nothing. */
function turnedOut(places: Places): readonly string[] {
  return [
    ...found(timeline.events, places.events).map((event) => newestStatus(event).status),
    ...found(timeline.statements, places.statements).map(({ answer }) => (answer.kind === "answered" ? answer.says : `none found as of ${answer.asOf}`)),
    ...found(timeline.notices, places.notices).map(({ followUp }) => followUp ?? ""),
    ...found(clauses, places.clauses).map(({ id }) => touchingClauses(timeline, [id]).events.map((event) => newestStatus(event).status).join(" ")),
    ...found(timeline.figures, places.figures).map(({ figures }) => figures.map(({ value }) => value).join(" ")),
    ...found(timeline.unknown, places.unknown).map(({ what, asOf }) => `${what} (${asOf})`),
  ]
}

describe("each sentence of the first report has its place, and shows how it turned out", () => {
  test.each(REPORT)("%s", (_sentence, places) => {
    const told = turnedOut(places)
    expect(told.length).toBeGreaterThan(0)
    expect(told).not.toContain("")
  })
})

test("what was threatened or reported then has a newer status by now", () => {
  const then = ["washington-troops", "guard-chicago", "midway-blitz", "order-signed"]
  const events = timeline.events.filter(({ id }) => then.some((one) => one === id))
  expect(events.map(({ id }) => id).sort()).toEqual(then.toSorted())
  for (const event of events) expect(newestStatus(event).date > "2025-12-31", event.id).toBe(true)
})

describe("the time line as a whole", () => {
  test("has 25 events, 20 statements with every side among them, and notices that each rest on a clause", () => {
    expect(timeline.events.length).toBeGreaterThanOrEqual(25)
    expect(timeline.statements.length).toBeGreaterThanOrEqual(20)
    expect([...new Set(timeline.statements.map(({ side }) => side))].sort()).toEqual(["city", "courts", "dhs", "organisations", "police-union", "prosecutors", "state", "white-house"])
    expect(timeline.notices.length).toBeGreaterThan(0)
    expect(timeline.notices.filter(({ grounds }) => grounds.length === 0)).toEqual([])
  })

  test("keeps quotation marks to quotations: a paraphrase holds none, and exact words stand under `quote`", () => {
    const marks = /[“”"«»]/
    expect(timeline.statements.filter(({ says, quote }) => marks.test(says) || marks.test(quote ?? "")).map(({ id }) => id)).toEqual([])
    expect(timeline.statements.filter(({ quote }) => quote !== null).length).toBeGreaterThan(3)
  })

  test("names no source that it does not use, and uses none dated after 9 March 2026", () => {
    const written = pack.texts.get("timeline.yaml") ?? ""
    const named = [...(/^sources:\n((?: {2}.*\n)+)/m.exec(written)?.[1] ?? "").matchAll(/^ {2}([a-z-]+):/gm)].map(([, key]) => key ?? "")
    expect(named.length).toBeGreaterThan(10)
    expect(named.filter((key) => !written.includes(`source: ${key} `) && !written.includes(`source: ${key}\n`))).toEqual([])
    const days = timeline.events.flatMap(({ history }) => history.map(({ date }) => date))
    expect(days.filter((day) => day > "2026-03-09")).toEqual([])
  })

  test("sets both sides' figures beside what they bear on", () => {
    const byOf = (id: string): readonly string[] => [...new Set(timeline.figures.find((group) => group.id === id)?.figures.map(({ by }) => by) ?? [])]
    expect(byOf("crime").join()).toMatch(/City of Chicago.*Department of Homeland Security/)
    expect(byOf("records").join()).toMatch(/court filing.*in reply/)
    expect(timeline.statements.filter(({ data }) => data.some((id) => id === "crime")).map(({ side }) => side)).toEqual(expect.arrayContaining(["white-house", "city", "dhs", "organisations"]))
  })

  test("links lead back: from an entry to its clauses and events, and from each of them to the entry", () => {
    for (const event of timeline.events) for (const clause of event.clauses) expect(touchingClauses(timeline, [clause]).events).toContain(event)
    for (const notice of timeline.notices) for (const clause of notice.grounds) expect(touchingClauses(timeline, [clause]).notices).toContain(notice)
    for (const statement of timeline.statements) {
      for (const clause of statement.about.clauses) expect(touchingClauses(timeline, [clause]).statements).toContain(statement)
      for (const event of found(timeline.events, statement.about.events)) expect(touchingEvent(timeline, event).statements).toContain(statement)
    }
  })
})
