/** A second pack of another kind and place: nothing in the program is Chicago's, on any page, in any language. */
import { describe, expect, test } from "vitest"
import { bug } from "../../src/kernel/text/bug.ts"
import { checkLaw } from "../../src/law/check.ts"
import { coverageOf } from "../../src/law/coverage.ts"
import type { Day } from "../../src/law/types.ts"
import { openPack } from "../../src/pipeline.ts"
import { makeApp } from "../../src/web/app.tsx"

const today = "2026-11-25" as Day
const opened = openPack("packs/heat-emergency")
const book = opened.book ?? bug("packs/heat-emergency cannot be read")
const { pack } = book
const app = makeApp({ book, today: () => today, tell: (failure) => bug(`a page failed: ${failure}`) })
const clauses = pack.instruments.flatMap((instrument) => instrument.clauses)

describe("the pack", () => {
  const checked = checkLaw(book)

  test("has no mistake and no warning, eight questions or more, thirty cases or more", () => {
    expect([...opened.diagnostics, ...checked.diagnostics]).toEqual([])
    expect(pack.questions.length).toBeGreaterThanOrEqual(8)
    expect(checked.cases.length).toBeGreaterThanOrEqual(30)
  })

  test("has no unused fact, value or step, a case for every rule and a pair for every exception", () => {
    const coverage = coverageOf(book, checked.cases, today)
    expect(coverage.questions.flatMap(({ unusedFacts, withoutCase, withoutPair }) => [...unusedFacts, ...withoutCase, ...withoutPair])).toEqual([])
    expect([...coverage.unusedValues, ...coverage.unusedSteps]).toEqual([])
  })

  test("shows what a pack can say: every force, exceptions, due dates, a suspension, a dispute, accepted gaps", () => {
    expect(new Set(clauses.map(({ force }) => force))).toEqual(new Set(["binds", "advises", "urges", "demands", "states"]))
    expect(clauses.flatMap(({ rules }) => rules).some(({ cedar }) => cedar.includes("unless"))).toBe(true)
    expect(new Set(clauses.flatMap(({ duties }) => duties).map(({ due }) => due?.kind))).toEqual(new Set(["every", "after", undefined]))
    expect(clauses.flatMap(({ suspensions }) => suspensions)).toHaveLength(1)
    expect(clauses.flatMap(({ disputes }) => disputes)).toHaveLength(1)
    expect(clauses.flatMap(({ acceptedGaps }) => acceptedGaps).length).toBeGreaterThan(5)
  })

  test("claims to be nobody's law: a demonstration, and every text says in every language that it is an example", () => {
    expect(pack.settings.status).toBe("demonstration")
    for (const language of pack.settings.languages) {
      const says = { en: /is an example|are an example/, es: /es un ejemplo|son un ejemplo/ }[language] ?? bug(`no pattern for ${language}`)
      for (const instrument of pack.instruments) expect(book.wording(language).preamble(instrument).text).toMatch(says)
    }
    for (const { source } of [...pack.instruments, ...clauses]) expect(source.by).toMatch(/^Written for this project; no (?:city|court)'s/)
  })
})

/** What a page of another city's heat law must not say, in either language. */
const CHICAGOS = /\b(?:Chicago|Illinois|CPD|CPL|WCO|OEMC|ICE|Cook County|federal(?:es)?|troops|tropas|National Guard)\b|\bimmigra|\binmigra|detainer|warrant|\bagents?\b/i

/** Every case whose facts may stand in an address, as the page that answers it. */
const answers = clauses.flatMap(({ cases }) => cases).flatMap(({ question, facts }) => {
  const open = pack.questions.find(({ id }) => id === question)?.facts.filter(({ visibility }) => visibility === "private") ?? []
  return open.some(({ id }) => facts.has(id)) ? [] : [`/ask/${question}?in-danger=no&${new URLSearchParams([...facts]).toString()}`]
})
const danger = pack.questions.flatMap(({ id }) => [`/ask/${id}`, `/ask/${id}?in-danger=yes`, `/ask/${id}?in-danger=no`])

/** Follows every link of this site from its pages on; gives each page's text by its address. */
async function walk(language: string): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>()
  const waiting = ["/", "/help", ...danger, ...answers, "/nowhere"].map((path) => `/${language}${path}`)
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (pages.has(path)) continue
    const response = await app.request(path)
    if (path.endsWith("/nowhere")) expect(response.status).toBe(404)
    else expect([path, response.status]).toEqual([path, response.status === 302 ? 302 : 200])
    const html = await response.text()
    pages.set(path, html)
    // Ways between answers are as many as situations: the answers themselves are begun with.
    for (const [, href = ""] of html.matchAll(/ href="(\/[^"#]*)/g)) if (!/\/ask\/.*\?/.test(href)) waiting.push(href.replaceAll("&amp;", "&"))
  }
  return pages
}

describe.each(["en", "es"])("served, in %s", async (language) => {
  const pages = await walk(language)

  test("every page is reached: laws, questions, bodies, danger, answers, help", () => {
    const expected = [...pack.instruments.map(({ id }) => `/law/${id}`), ...pack.questions.map(({ id }) => `/law/questions/${id}`), ...pack.bodies.map(({ id }) => `/bodies/${id}`), "/law", "/ask", "/bodies", "/help"]
    for (const path of expected) expect([...pages.keys()]).toContain(`/${language}${path}`)
    expect(answers.length).toBeGreaterThan(50)
  })

  test("nothing of Chicago stands on any of them", () => {
    const found = [...pages].flatMap(([path, html]) => { const word = CHICAGOS.exec(html)?.[0]; return word === undefined ? [] : [`${path}: ${word}`] })
    expect(found).toEqual([])
  })

  test("danger comes first, with the pack's own number, and help shows it, too", async () => {
    for (const path of ["/ask/work-outdoors", "/ask/work-outdoors?in-danger=yes", "/help"]) expect(pages.get(`/${language}${path}`)).toContain("555-0100")
    expect((await app.request(`/${language}/federal`)).status).toBe(404)
  })
})

test("the words looked for are those that the other pack's pages say", async () => {
  const chicago = makeApp({ book: openPack("packs/chicago").book ?? bug("packs/chicago cannot be read"), today: () => today, tell: () => undefined })
  for (const path of ["/en/", "/es/", "/en/help", "/en/law", "/es/law", "/en/ask", "/es/ask/joint-duty"]) expect(await (await chicago.request(path)).text()).toMatch(CHICAGOS)
})

test("the API's questions have nothing of Chicago either", async () => {
  for (const path of ["/v1/questions", "/v1/questions?lang=es"]) {
    const response = await app.request(path)
    expect(response.status).toBe(200)
    expect(CHICAGOS.exec(await response.text())?.[0]).toBeUndefined()
  }
})
