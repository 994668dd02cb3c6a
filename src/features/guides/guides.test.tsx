/** What residents' guides hold to: bytes, nothing from elsewhere, the source's words beside a translation, what reads from left to right. */
import { gzipSync } from "node:zlib"
import { html as render } from "hono/html"
import { describe, expect, test } from "vitest"
import { bug } from "../../kernel/text/bug.ts"
import { guideOf } from "../../law/guides/shown.ts"
import type { Guide } from "../../law/guides/types.ts"
import type { Day } from "../../law/types.ts"
import { openPack } from "../../pipeline.ts"
import { clauseOf } from "../../ui/clauses.ts"
import { plainRuns } from "../../ui/guides.tsx"
import { openSite, type Site } from "../../ui/site.ts"
import { makeApp, type LogEntry } from "../../web/app.tsx"
import { GuidePage } from "./guide-page.tsx"
import { guideView } from "./queries.ts"

const TODAY = "2026-11-25" as Day
const book = openPack("packs/chicago").book ?? bug("packs/chicago cannot be read")
const { guides } = book.pack
const logged: LogEntry[] = []
const app = makeApp({ book, today: () => TODAY, log: (entry) => logged.push(entry) })
const spanish = openSite(book, "es", TODAY, "/style/x.css")
const script = { path: "/script/x.js", code: "", integrity: "sha384-x" }
const door = guides.find(({ id }) => id === "door") ?? bug("no guide to the door")

const text = async (path: string): Promise<string> => (await app.request(path)).text()
const weight = async (path: string): Promise<number> => gzipSync(Buffer.from(await (await app.request(path)).arrayBuffer())).length
const escaped = (plain: string): string => plain.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("'", "&#39;")

/** Everything that a browser fetches for a page. */
function fetched(html: string): readonly string[] {
  return [...html.matchAll(/<(?:link rel="(?:stylesheet|icon)" href|script src|img[^>]* src|source[^>]* src)="([^"]*)"/g)].map(([, path = ""]) => path)
}

/** The guide as a page of this site, which may be another than the app's. */
async function page(site: Site, id: string): Promise<string> {
  const guide = guideOf(site.pack, id, site.language, TODAY) ?? bug(`no guide ${id}`)
  return (await render`${(<GuidePage site={site} view={guideView(site, guide)} script={script} />)}`).toString()
}

function withGuide(changed: Guide): Site {
  return { ...spanish, pack: { ...book.pack, guides: guides.map((guide) => (guide.id === changed.id ? changed : guide)) } }
}

describe.each(["en", "es"])("every guide in %s", (language) => {
  test.each(guides.map(({ id }) => id))("%s weighs at most 30 KB compressed with all it fetches, in four requests to this site", async (id) => {
    const html = await text(`/${language}/${id}`)
    const paths = fetched(html)
    expect(1 + paths.length).toBeLessThanOrEqual(4)
    expect(paths.filter((path) => !path.startsWith("/style/") && !path.startsWith("/script/"))).toEqual([])
    const weights = await Promise.all([`/${language}/${id}`, ...paths].map(weight))
    expect(weights.reduce((a, b) => a + b)).toBeLessThanOrEqual(30 * 1024)
    const scripts = await Promise.all(paths.filter((path) => path.startsWith("/script/")).map(weight))
    expect(scripts.reduce((a, b) => a + b)).toBeLessThanOrEqual(4 * 1024)
  })

  test("stands at its own name, and nothing else does", async () => {
    const site = openSite(book, language === "en" ? "en" : "es", TODAY, "")
    for (const guide of guides) {
      const { title } = guideOf(book.pack, guide.id, language, TODAY) ?? bug(`no guide ${guide.id}`)
      expect(await text(`/${language}/${guide.id}`)).toContain(`<title>${escaped(plainRuns(title.runs))} – ${site.pack.settings.name}</title>`)
      for (const other of [`${guide.id}y`, `x${guide.id}`, `${guide.id}/more`]) expect([other, (await app.request(`/${language}/${other}`)).status]).toEqual([other, 404])
    }
  })

  test("bears no emblem, says what is kept of a visit, and can be left", async () => {
    for (const { id } of guides) {
      const html = await text(`/${language}/${id}`)
      expect([id, html.includes("emblem")]).toEqual([id, false])
      expect(html).toContain(openSite(book, language === "en" ? "en" : "es", TODAY, "").t("guide.no-record"))
      expect(html).toContain(`<a href="https://${language}.wikipedia.org/" rel="external noreferrer" data-leave`)
      expect(html).not.toMatch(/<form|<input|<iframe/)
    }
  })

  test("isolates numbers to call and what is printed on papers: left to right in every language", async () => {
    for (const guide of guides) {
      const html = await text(`/${language}/${guide.id}`)
      const outside = html.replaceAll(/<a class="phone" href="tel:\d+"><bdi dir="ltr">[^<]+<\/bdi><\/a>/g, "").replaceAll(/<[^>]*>/g, " ")
      for (const line of guide.sections.flatMap(({ statements }) => statements.flatMap(({ help }) => help ?? []))) {
        expect(html).toContain(`<bdi dir="ltr">${line.number}</bdi>`)
        if (line.number.length > 3) expect(outside).not.toContain(line.number)
      }
      for (const { text: runs } of guide.sections.flatMap(({ statements }) => statements)) {
        for (const { kind, text: printed } of runs ?? []) if (kind === "printed") expect(html).toContain(`<bdi lang="en" dir="ltr">${escaped(printed)}</bdi>`)
      }
    }
  })

  test("shows each clause it cites with its force and the day it is confirmed to, and each dispute about it", async () => {
    const site = openSite(book, language === "en" ? "en" : "es", TODAY, "")
    for (const guide of guides) {
      const html = await text(`/${language}/${guide.id}`)
      for (const { clause } of guide.sections.flatMap(({ statements }) => statements.flatMap(({ cites }) => cites.flatMap((id) => clauseOf(book.pack, id) ?? [])))) {
        const mark = html.slice(html.indexOf(`<div class="cited"><a href="/${language}/law/${clause.instrument}#${clause.eId}"`)).split("</li></div>")[0] ?? ""
        expect(mark).toContain(`<span class="force ${clause.force}">`)
        expect(mark).toContain(site.t("clause.confirmed", { day: site.day(clause.source.confirmedThrough) }))
        if (clause.disputes.length > 0) expect(mark).toContain(site.t("notice.disputed-short"))
      }
    }
  })
})

test("a translation has the source's words a tap away, for each statement", async () => {
  for (const guide of guides) {
    const html = await text(`/es/${guide.id}`)
    const texts = guide.sections.filter(({ id }) => id !== "say").flatMap(({ statements }) => statements).filter(({ text: runs }) => runs !== null)
    expect([guide.id, html.match(/<details class="original">/g)?.length]).toEqual([guide.id, texts.length])
    expect((await text(`/en/${guide.id}`)).includes("<details class=\"original\">")).toBe(false)
  }
})

test("words to say stay in the source's language, with their meaning", async () => {
  expect(await text("/es/door")).toMatch(/<q lang="en" dir="ltr">I do not consent to your entry\.<\/q><div class="muted">No doy permiso para que entren\./)
  expect(await text("/en/door")).toContain('<q lang="en" dir="ltr">I do not consent to your entry.</q></li>')
})

test("a draft says so on top: of a translation, that no translator has reviewed it either", async () => {
  const banner = async (path: string): Promise<string> => /<aside class="banner".*?<\/aside>/.exec(await text(path))?.[0] ?? ""
  expect(await banner("/en/door")).toContain("<b>Draft.</b> No lawyer has reviewed this.")
  expect(await banner("/es/door")).toContain("<b>Borrador.</b> Ningún abogado ni traductor lo ha revisado.")
  expect(await banner("/es/door")).toContain('<a href="/en/door" lang="en" hreflang="en">English</a>')
})

test("a statement whose source has changed, and one not translated, say so where they stand", async () => {
  const translation = door.translations.get("es") ?? bug("the guide has no Spanish")
  const [first, second, ...others] = [...translation.statements]
  if (first === undefined || second === undefined) throw new Error("the guide has no statements")
  const changed = { ...translation, statements: new Map([[first[0], { ...first[1], stale: true }], ...others]) }
  const html = await page(withGuide({ ...door, translations: new Map([["es", changed]]) }), "door")
  expect(html.split(spanish.t("guide.stale-here"))).toHaveLength(2)
  expect(html).toMatch(new RegExp(`<span lang="en" dir="ltr">[^<]*</span><span class="tag">${spanish.t("guide.missing-here")}`))
  expect(html.split(spanish.t("guide.missing-here"))).toHaveLength(2)
})

test("a guide without this language stands in its own, and asks for an interpreter once instead of at each text", async () => {
  const html = await page(withGuide({ ...door, translations: new Map() }), "door")
  expect(html).toContain("Pida un intérprete.")
  expect(html).toContain('<h1><span lang="en" dir="ltr">If they knock at your door</span></h1>')
  expect(html).not.toContain(spanish.t("guide.missing-here"))
})

test("an official pack hides drafts: their addresses lead nowhere, and help is the pack's list of lines", async () => {
  const official = makeApp({ book: { ...book, pack: { ...book.pack, settings: { ...book.pack.settings, status: "official" } } }, today: () => TODAY })
  expect((await official.request("/en/door")).status).toBe(404)
  expect(await (await official.request("/en/help")).text()).toContain(`<h1>${openSite(book, "en", TODAY, "").t("help.title")}</h1>`)
  expect(await (await official.request("/en/")).text()).not.toContain('id="rights"')
})

test("what is logged of a request does not tell which guide was read", async () => {
  const entriesOf = async (id: string): Promise<readonly unknown[]> => {
    logged.length = 0
    await app.request(`/es/${id}`)
    return logged.map(({ route, status }) => ({ route, status }))
  }
  expect(await entriesOf("taken")).toEqual([{ route: "/es/:guide", status: 200 }])
  expect(await entriesOf("taken")).toEqual(await entriesOf("door"))
})

test("kinds of paper open in place: each a fold, and nothing to follow to another address", async () => {
  const html = await text("/en/paper")
  const kinds = book.pack.guides.find(({ id }) => id === "paper")?.sections.filter(({ id }) => !["now", "check", "help", "sources"].includes(id)) ?? []
  expect(kinds.length).toBeGreaterThan(4)
  expect(html.match(/<details class="in-place">/g)).toHaveLength(kinds.length)
  const folds = [...html.matchAll(/<details class="in-place">.*?<\/details>/g)].map(([fold]) => fold)
  for (const fold of folds) expect(fold).not.toMatch(/<summary>(?:(?!<\/summary>).)*<a /)
})

test("a number to a source leads to it, and the source that most rests on bears none", async () => {
  const html = await text("/en/door")
  const numbers = new Set([...html.matchAll(/<sup><a href="#(source-\d+)"/g)].map(([, id]) => id))
  expect(numbers.size).toBeGreaterThan(1)
  expect(numbers.has("source-1")).toBe(false)
  for (const id of numbers) expect(html).toContain(`<li id="${id}">`)
})
