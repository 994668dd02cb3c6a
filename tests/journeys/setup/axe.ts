/**
 * axe on a page as it stands: `(await axeOn(page)).withTags([…]).analyze()`.
 *
 * AxeBuilder would put axe's 580 KB into the page anew, twice, at each analysis, and tell all that is well besides. Here it comes into
 * a page once, and only what axe finds wrong is told in full.
 */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { AxeBuilder } from "@axe-core/playwright"
import type { Page } from "playwright-core"

/** The axe that AxeBuilder brings. */
const axe = readFileSync(createRequire(createRequire(import.meta.url).resolve("@axe-core/playwright")).resolve("axe-core/axe.min.js"), "utf8")

export async function axeOn(page: Page): Promise<AxeBuilder> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe)
  // Legacy mode, since our pages have no frames: without it each analysis opens a page of its own.
  return new AxeBuilder({ page, axeSource: "/* it is there */" }).options({ resultTypes: ["violations"] }).setLegacyMode(true)
}
