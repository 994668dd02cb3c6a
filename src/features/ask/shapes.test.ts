/** Facts of every shape are asked and answered: numbers, days, lengths of time, texts, sets, and facts that may be absent. */
import { describe, expect, test } from "vitest"
import { Hono } from "hono"
import { bookOfShapes } from "../../../tests/generators/shapes-pack.ts"
import type { Day } from "../../law/types.ts"
import { openSite } from "../../ui/site.ts"
import { askPages } from "./routes.tsx"

const book = bookOfShapes()
const app = new Hono().route("/en/", askPages(() => openSite(book, "en", "2026-11-24" as Day, "/style/x.css")))

async function page(path: string): Promise<{ readonly status: number; readonly html: string; readonly location: string | null }> {
  const response = await app.request(`/en${path}`)
  return { status: response.status, html: await response.text(), location: response.headers.get("location") }
}

const SHAPES: readonly (readonly [fact: string, field: string, forbidden: string, settled: string, wrong: string | null])[] = [
  ["age", 'id="answer" name="age" value="" autocomplete="off" type="text" inputmode="numeric"', "17", "18", "many"],
  ["weight", 'inputmode="decimal"', "2.4", "2.5", "2.55555"],
  ["seen", 'type="date"', "2025-12-31", "2026-01-01", "2026-02-30"],
  ["waited", "For example 2h30m or 3d.", "1h", "2h", "long"],
  ["name", 'name="name"', "made", "other", null],
  ["papers", 'type="checkbox" name="papers" value="order"', "order", "nothing", "order,book"],
  ["agreed", 'type="radio" name="agreed" value="absent"', "yes", "absent", "maybe"],
]

describe.each(SHAPES)("%s", (fact, field, forbidden, settled) => {
  test("is asked with a field of its kind, and with a way to say that it is not known", async () => {
    const { html } = await page(`/ask/ask-${fact}?in-danger=no`)
    expect(html).toContain(field)
    expect(html).toContain(`name="${fact}" value="unknown"`)
    expect(html).toContain(`What is ${fact}?`)
  })

  test("an answer leads to its own address", async () => {
    const { status, location } = await page(`/ask/ask-${fact}?now-answering=${fact}&${fact}=${forbidden}`)
    expect(status).toBe(303)
    expect(location).toBe(`/en/ask/ask-${fact}?${fact}=${forbidden}`)
  })

  test("decides", async () => {
    expect((await page(`/ask/ask-${fact}?${fact}=${forbidden}`)).html).toContain('<p class="word">No</p>')
    expect((await page(`/ask/ask-${fact}?${fact}=${settled}`)).html).toContain('<p class="word">Call the lawyer</p>')
  })

  test("is shown again as typed when it is asked again", async () => {
    const { html } = await page(`/ask/ask-${fact}?${fact}=${forbidden}&ask-again=${fact}`)
    expect(html).toMatch(new RegExp(`name="${fact}" value="${forbidden}"`))
  })

})

test.each(SHAPES.flatMap(([fact, , , , wrong]) => (wrong === null ? [] : [[fact, wrong] as const])))("%s: `%s` is no value; it is kept, and named as a problem", async (fact, wrong) => {
  const { status, html } = await page(`/ask/ask-${fact}?now-answering=${fact}&${fact}=${wrong}`)
  expect(status).toBe(422)
  expect(html).toContain("<title>Error: ")
  expect(html).toContain('<a href="#answer">')
  if (html.includes('type="text"')) expect(html).toContain(`value="${wrong}"`)
})

test("several ticks of one form are one set", async () => {
  const { location } = await page("/ask/ask-papers?now-answering=papers&papers=order&papers=letter")
  expect(location).toBe("/en/ask/ask-papers?papers=letter%2Corder")
})

test("what would change an answer leads to the situation in which it is another", async () => {
  const { html } = await page("/ask/ask-age?age=17")
  expect(html).toContain('href="/en/ask/ask-age?age=18"')
})
