import { describe, expect, test } from "vitest"
import { bug } from "../kernel/text/bug.ts"
import type { Day } from "../law/types.ts"
import { openPack } from "../pipeline.ts"
import { citedClause } from "./clauses.ts"
import { partExamples } from "./examples.tsx"
import { langOf, openSite } from "./site.ts"
import { emblemIcon, styleSheet } from "./style.ts"

const book = openPack("packs/example").book ?? bug("packs/example cannot be read")
const { clause, instrument } = citedClause(book.pack, "order-1", "cl_joint-duty") ?? bug("the example's clause")

describe.each(["en", "es"] as const)("in %s", (language) => {
  const site = openSite(book, language, "2026-11-24" as Day, "/style/x.css")

  test.each(partExamples(site, clause, instrument).map((example) => [example.name, example] as const))("%s", async (_name, { part, shows }) => {
    const html = String(await part)
    expect(shows.filter((text) => !html.includes(text))).toEqual([])
    expect(html).not.toMatch(/undefined|\[object | style=/)
  })

  test("a text in another language is marked with it", () => {
    expect(langOf(site, language)).toEqual({})
    expect(langOf(site, "pl")).toEqual({ lang: "pl" })
  })
})

test("of a pack's look only colours become CSS, and only a drawing the icon", () => {
  const settings = {
    ...book.pack.settings,
    accent: { light: "#9fd3ee", dark: "red;}body{display:none" },
    emblem: { viewBox: '0 0 1 1" onload="x', path: "M0 0h1z", light: "#b3122b", dark: "url(//evil)" },
  }
  const pack = { ...book.pack, settings }
  const { css } = styleSheet(pack)
  expect(css).toContain("--accent:#9fd3ee")
  expect(css).not.toMatch(/display:none|evil/)
  expect(emblemIcon(pack)).toBe('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1 onloadx"><path fill="#b3122b" d="M0 0h1z"/></svg>')
})
