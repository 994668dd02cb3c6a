/** The feeds, read by another's parser: what RFC 4287 asks for, ids that stay, sources, corrections. */
import { parseAtomFeed } from "feedsmith"
import { describe, expect, test } from "vitest"
import { bug } from "../../kernel/text/bug.ts"
import type { Timeline } from "../../law/timeline/types.ts"
import type { Day } from "../../law/types.ts"
import { openPack } from "../../pipeline.ts"
import { openSite } from "../../ui/site.ts"
import { feedOf } from "./feed.ts"

const book = openPack("packs/example").book ?? bug("packs/example cannot be read")

function feed(language: "en" | "es", timeline: Timeline = book.pack.timeline): string {
  return feedOf(openSite({ ...book, pack: { ...book.pack, timeline } }, language, "2026-11-24" as Day, "/style/x.css"))
}

const { events, statements, notices } = book.pack.timeline
const changes = events.flatMap((event) => event.history.map((status) => ({ event, status })))
const [statement] = statements

describe.each(["en", "es"] as const)("in %s", (language) => {
  const read = parseAtomFeed(feed(language))
  const entries = read.entries ?? []

  test("is a feed as RFC 4287 §4.1 has it", () => {
    expect(read.id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(read.links).toEqual([
      { rel: "self", type: "application/atom+xml", href: `/${language}/timeline.atom` },
      { rel: "alternate", type: "text/html", href: `/${language}/timeline` },
    ])
    expect(read.authors?.map(({ name }) => name)).toHaveLength(1)
    expect(read.updated).toBe("2026-01-20T12:00:00Z")
  })

  test("has an entry for each status, statement and notice, the newest first, each with an id of its own", () => {
    expect(entries).toHaveLength(changes.length + statements.length + notices.length)
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
    const days = entries.map(({ published }) => published ?? "")
    expect(days).toEqual(days.toSorted().toReversed())
    for (const { title, updated, summary, categories } of entries) expect([title?.value, updated, summary?.value, categories?.[0]?.term]).not.toContain(undefined)
  })

  test("each entry leads to its page", () => {
    const hrefs = entries.map(({ links }) => links?.find(({ rel }) => rel === "alternate")?.href)
    expect(new Set(hrefs)).toEqual(new Set([...events.map(({ id }) => `/${language}/timeline/${id}`), ...statements.map(({ id }) => `/${language}/timeline#said-${id}`), ...notices.map(({ id }) => `/${language}/notices/${id}`)]))
  })
})

test("each language has a feed of its own id, and both name an entry alike", () => {
  const [english, spanish] = [parseAtomFeed(feed("en")), parseAtomFeed(feed("es"))]
  expect(english.id).not.toBe(spanish.id)
  expect(english.entries?.map(({ id }) => id)).toEqual(spanish.entries?.map(({ id }) => id))
})

test("an id stays while what is said changes", () => {
  const rewritten = { ...book.pack.timeline, statements: statements.map((one) => ({ ...one, speaker: "Somebody", says: "Something." })), events: events.map((event) => ({ ...event, title: "Another title" })) }
  expect(parseAtomFeed(feed("en", rewritten)).entries?.map(({ id }) => id)).toEqual(parseAtomFeed(feed("en")).entries?.map(({ id }) => id))
})

test("two statuses of one kind and day are two entries", () => {
  const twice = { ...book.pack.timeline, events: events.map((event) => ({ ...event, history: [...event.history, { ...event.history[0], says: "The same day, again." }] as const })) }
  const ids = (parseAtomFeed(feed("en", twice)).entries ?? []).map(({ id }) => id)
  expect(new Set(ids).size).toBe(changes.length + events.length + statements.length + notices.length)
  expect(ids).toEqual(expect.arrayContaining((parseAtomFeed(feed("en")).entries ?? []).map(({ id }) => id)))
})

test("who reads the feed alone reads the answer, too, and how sure the source is", () => {
  const summaries = (parseAtomFeed(feed("en")).entries ?? []).map(({ summary }) => summary?.value ?? "")
  for (const { answer } of [...statements, ...notices]) expect(summaries.filter((summary) => summary.includes(answer.kind === "answered" ? `Answer: ${answer.by}: ${answer.says}` : "Answer: No answer found as of 31 January 2026."))).not.toEqual([])
  expect(summaries.filter((summary) => !/(?:Reported by|Read at the source:) Example City (?:Clerk|Gazette)/.test(summary))).toEqual([])
})

test("the source stands as `via`, where it has an address", () => {
  const url = "https://example.org/a?b=1&c=2"
  const sourced = { ...book.pack.timeline, notices: notices.map((one) => ({ ...one, source: { ...one.source, url } })) }
  const via = (parseAtomFeed(feed("en", sourced)).entries ?? []).flatMap(({ links }) => links?.filter(({ rel }) => rel === "via") ?? [])
  expect(via).toEqual(notices.map(() => ({ rel: "via", href: url })))
})

test("a correction moves `updated`, of the entry and of the feed", () => {
  const corrected = { ...book.pack.timeline, statements: statements.map((one) => (one === statement ? { ...one, corrections: [{ on: "2026-05-01" as Day, was: "Before.", reason: "The source did." }] } : one)) }
  const read = parseAtomFeed(feed("en", corrected))
  expect(read.updated).toBe("2026-05-01T12:00:00Z")
  expect(read.entries?.filter(({ updated, published }) => updated !== published)).toHaveLength(1)
})

test("what is special in XML is written as text", () => {
  const said = `<b>&"'\u0007 ]]> “quoted”`
  const marked = { ...book.pack.timeline, statements: statements.map((one) => ({ ...one, speaker: said })) }
  const titles = (parseAtomFeed(feed("en", marked)).entries ?? []).map(({ title }) => JSON.stringify(title))
  expect(titles.filter((title) => title.includes(`<b>&\\"' ]]> “quoted”`))).toHaveLength(statements.length)
})
