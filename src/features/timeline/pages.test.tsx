/** What the time line's pages hold to: filters in links, every speaker in one form, corrections. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { bug } from "../../kernel/text/bug.ts"
import { SIDES, type DateIs, type Statement, type StatusEntry } from "../../law/timeline/types.ts"
import type { Day } from "../../law/types.ts"
import { openPack } from "../../pipeline.ts"
import { EventStanding } from "../../ui/event-standing.tsx"
import { openSite } from "../../ui/site.ts"
import { EventPage } from "./event-page.tsx"
import { ENTRY_KINDS, filterPath, readFilter } from "./filter.ts"
import type { Filter } from "./model.ts"
import { NoticePage } from "./notice-page.tsx"
import { entriesOf, eventView, kindOf, noticeView, timelineView } from "./queries.ts"
import { StatementCard } from "./statement.tsx"

const book = openPack("packs/example").book ?? bug("packs/example cannot be read")
const chicago = openPack("packs/chicago").book ?? bug("packs/chicago cannot be read")
const site = openSite(book, "en", "2026-11-24" as Day, "/style/x.css")
const spanish = openSite(book, "es", "2026-11-24" as Day, "/style/x.css")
const statement = book.pack.timeline.statements[0] ?? bug("the example has no statement")

const clauses = chicago.pack.instruments.flatMap((instrument) => instrument.clauses.map(({ id }) => id))
const filter: fc.Arbitrary<Filter> = fc.record({
  first: fc.constantFrom("newest", "oldest"),
  kind: fc.option(fc.constantFrom(...ENTRY_KINDS)),
  side: fc.option(fc.constantFrom(...SIDES)),
  clause: fc.option(fc.constantFrom(...clauses)),
})

test("a link holds the filter: what an address says of it reads back", () => {
  fc.assert(fc.property(filter, (chosen) => {
    const query = Object.fromEntries(new URL(filterPath(chosen), "https://example.org").searchParams)
    expect(readFilter(chicago.pack, query)).toEqual(chosen)
  }))
})

test("a choice shows as many entries as its link says, and none that it leaves out", () => {
  fc.assert(fc.property(filter, (chosen) => {
    const { entries, kinds, sides, clauses: named } = timelineView(chicago.pack, chosen)
    const counts = (changed: Partial<Filter>): number => timelineView(chicago.pack, { ...chosen, ...changed }).entries.length
    for (const { value, count } of kinds) expect(counts({ kind: value })).toBe(count)
    for (const { value, count } of sides) expect(counts({ side: value })).toBe(count)
    for (const { value, count } of named) expect(counts({ clause: value.clause.id })).toBe(count)
    expect(entries.filter((entry) => chosen.kind !== null && kindOf(entry) !== chosen.kind)).toEqual([])
    expect(entries.filter((entry) => chosen.side !== null && entry.kind === "statement" && entry.statement.side !== chosen.side)).toEqual([])
  }), { numRuns: 40 })
})

test("newest first is oldest first, turned round, and loses nothing", () => {
  const [newest, oldest] = (["newest", "oldest"] as const).map((first) => timelineView(chicago.pack, { first, kind: null, side: null, clause: null }).entries)
  expect(newest).toEqual(oldest?.toReversed())
  expect(newest).toHaveLength(entriesOf(chicago.pack).length)
  expect(oldest?.map(({ date }) => date)).toEqual(oldest?.map(({ date }) => date).toSorted())
})

async function card(changed: Partial<Statement>, on = site): Promise<string> {
  return String(await (<StatementCard site={on} statement={{ ...statement, ...changed }} level={3} about="left-out" />))
}

describe("a statement", () => {
  test("has the same rows in the same sequence, whoever speaks", async () => {
    const rows = async (side: Statement["side"]): Promise<readonly string[]> => [...(await card({ side })).matchAll(/<dt>(.*?)<\/dt>/g)].map(([, label = ""]) => label)
    for (const side of SIDES) expect(await rows(side)).toEqual(["In our words", "Figures", "Answer", "Source"])
  })

  test("says that no answer was found, and as of when", async () => {
    expect(await card({ answer: { kind: "none-found", asOf: "2026-03-09" as Day } })).toContain("No answer found as of 9 March 2026.")
  })

  test("gives exact words as a quotation, in the language they were said in, with our translation beside them", async () => {
    const quote = "The order makes the work of federal officers harder."
    expect(await card({ quote })).toContain(`<q>${quote}</q>`)
    const translated = await card({ quote }, spanish)
    expect(translated).toContain(`<q lang="en" dir="ltr">${quote}</q>`)
    expect(translated).toContain("Nuestra traducción:")
    expect(await card({ quote: "Never translated." }, spanish)).not.toContain("Nuestra traducción:")
  })

  test("that was changed says when and why; what it said before stands folded beside it", async () => {
    const html = await card({ corrections: [{ on: "2026-02-01" as Day, was: "What stood here.", reason: "The source was corrected." }] })
    expect(html).toMatch(/<b>Corrected on <time datetime="2026-02-01" itemprop="datePublished">1 February 2026<\/time>\.<\/b>.*The source was corrected\..*<details><summary>What it said before<\/summary><p>What stood here\.<\/p><\/details>/s)
  })

  test("of a day that no source names says so", async () => {
    expect(await card({ dateIs: "about" })).toMatch(/about <time datetime="2026-01-02"[^>]*>2 January 2026<\/time>/)
    expect(await card({ dateIs: "by" })).toMatch(/by <time datetime="2026-01-02"[^>]*>2 January 2026<\/time> at the latest/)
  })

  test("tells machines its day only where that is known", async () => {
    expect(await card({ dateIs: "known" })).toContain('itemprop="dateCreated"')
    for (const dateIs of ["about", "by"] as const) expect(await card({ dateIs })).not.toContain("dateCreated")
  })
})

test("an event tells machines the day it began only where that is known", async () => {
  const [event] = book.pack.timeline.events
  if (event === undefined) bug("the example has no event")
  const page = async (dateIs: DateIs): Promise<string> => {
    const [first, ...rest] = event.history
    return String(await (<EventPage site={site} view={eventView(book.pack, { ...event, history: [{ ...first, dateIs }, ...rest] })} />))
  }
  expect(await page("known")).toContain('itemprop="startDate"')
  expect(await page("about")).not.toContain("startDate")
})

test("what the city urges is not called a demand", async () => {
  const page = async (id: string): Promise<string> => {
    const notice = chicago.pack.timeline.notices.find((one) => one.id === id) ?? bug(`no notice ${id}`)
    return String(await (<NoticePage site={openSite(chicago, "en", "2026-11-24" as Day, "/style/x.css")} view={noticeView(chicago.pack, notice)} />))
  }
  expect(await page("stand-down")).toMatch(/Demand of the city.*<dt>What is demanded<\/dt>/s)
  const urged = await page("masks-identification-cameras")
  expect(urged).toMatch(/Request of the city.*<dt>What is urged<\/dt>/s)
  expect(urged).not.toMatch(/Demand of the city|What is demanded/)
})

test("an event stands as it was last known to, and that nothing is known since is said besides", async () => {
  const event = book.pack.timeline.events[0] ?? bug("the example has no event")
  const shown = async (...statuses: readonly StatusEntry["status"][]): Promise<readonly string[]> => {
    const [first, ...rest] = statuses.map((status) => ({ ...event.history[0], status }))
    const html = String(await (<EventStanding site={site} event={{ ...event, history: [first ?? event.history[0], ...rest] }} />))
    return [...html.matchAll(/<span>([A-Z][a-z ]+)<\/span>/g)].map(([, word = ""]) => word)
  }
  expect(await shown("announced", "ordered", "unknown-since")).toEqual(["Ordered", "Not known since"])
  expect(await shown("threatened", "ended")).toEqual(["Ended"])
  expect(await shown("unknown-since")).toEqual(["Not known since"])
})
