/** The test fonts draw our languages, and a page that they cannot draw is found. */
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
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
