/** What looks for faults in pages finds them: axe, also when it looks again, and characters that the test fonts, which draw our languages, cannot draw. */
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { axeOn } from "./axe.ts"
import { launchBrowser } from "./browser.ts"
import { missingGlyphs } from "./glyphs.ts"

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

async function missingIn(html: string): Promise<readonly string[]> {
  const page = await browser.newPage()
  try {
    await page.setContent(html)
    return await missingGlyphs(page)
  } finally {
    await page.close()
  }
}

const spanish = "¿Podemos unirnos? «El pingüino» ÁÉÍÓÚÑáéíóúñ ¡No! § 2-173-020(a) — “sí”…\u00a0\u200b"

test.each([
  ["English", "<p>May we do this? “No” – the ordinance’s § 2-173-020(a) · ‘quoted’ … €5</p>", []],
  ["Spanish in the sans-serif font", `<p style="font-family: sans-serif">${spanish}</p>`, []],
  ["Spanish in the serif font", `<p style="font-family: serif">${spanish} <b>ñ</b> <i>ñ</i></p>`, []],
  ["Spanish in the monospaced font", `<code>${spanish}</code>`, []],
  ["a Chinese character among Latin ones", "<p>before 漢 after</p>", ["漢"]],
  ["a Chinese character in a heading, in bold", "<h1>漢字</h1>", ["漢", "字"]],
  ["a private use character", "<p>\ue000</p>", ["\ue000"]],
  ["a placeholder", '<input placeholder="漢">', ["漢"]],
  ["text that is not shown", "<p hidden>漢</p><script>/* 漢 */</script>", []],
])("%s", async (_name, html, missing) => {
  expect(await missingIn(html)).toEqual(missing)
})

test("axe finds what is wrong in a page, once it was put there and whenever it looks again, and what came to be wrong since", async () => {
  const page = await browser.newPage()
  const found = async (): Promise<readonly string[]> => (await (await axeOn(page)).withTags(["wcag2a", "wcag2aa"]).analyze()).violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(" ")}`))
  await page.setContent('<html lang="en"><title>A page</title><main><p id="a" style="color: #999">pale</p><p id="b">dark</p><img id="c" src="data:,"></main>')
  const first = await found()
  expect(first).toEqual(["color-contrast #a", "image-alt #c"])
  expect(await found()).toEqual(first)
  await page.setViewportSize({ width: 320, height: 800 })
  await page.locator("#b").evaluate((element) => { element.style.color = "#bbb" })
  expect(await found()).toEqual(["color-contrast #a", "color-contrast #b", "image-alt #c"])
  await page.close()
})
