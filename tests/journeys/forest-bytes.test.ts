/** A forest has the same bytes wherever it is compiled: in Node, and in a browser that has nothing but the kernel. */
import { join } from "node:path"
import { build } from "esbuild"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { buildForest } from "../../src/kernel/diagram/build.ts"
import { printForest } from "../../src/kernel/diagram/forest.ts"
import type { QuestionSpec } from "../../src/kernel/diagram/types.ts"
import { dayOf, stretchesOf } from "../../src/law/calendar.ts"
import { readPack } from "../../src/law/from-pack.ts"
import { questionSpec, rulesOn } from "../../src/law/to-diagram.ts"
import { launchBrowser } from "./setup/browser.ts"

const root = join(import.meta.dirname, "../..")

/** What the page offers: a question as JSON to a forest's bytes, printed, read back and printed again. */
const OFFERED = `
import { buildForest } from "./src/kernel/diagram/build.ts"
import { parseForest, printForest } from "./src/kernel/diagram/forest.ts"
globalThis.compile = (question) => {
  const built = buildForest(JSON.parse(question))
  return built.kind === "built" ? printForest(parseForest(printForest(built.forest))) : built.kind
}`

let browser: Browser
let page: Page

beforeAll(async () => {
  const { outputFiles } = await build({ stdin: { contents: OFFERED, resolveDir: root }, bundle: true, platform: "browser", format: "iife", write: false })
  browser = await launchBrowser()
  page = await browser.newPage()
  await page.addScriptTag({ content: outputFiles[0]!.text })
})
afterAll(() => browser.close())

test("every question of the Chicago pack, under today's law, has the same bytes in Node and in Chromium", async () => {
  const questions = chicagoQuestions()
  expect(questions.length).toBeGreaterThanOrEqual(24)
  for (const question of questions) expect(await compiledInPage(question), question.question).toBe(compiledHere(question))
})

function chicagoQuestions(): readonly QuestionSpec[] {
  const { value: pack, diagnostics } = readPack(join(root, "packs/chicago"))
  if (pack === null) throw new Error(`the Chicago pack cannot be read: ${diagnostics[0]?.message ?? ""}`)
  const last = stretchesOf(pack).at(-1)
  if (last === undefined) throw new Error("all of time has a stretch")
  return pack.questions.map((question) => questionSpec(pack, question, rulesOn(pack, question.id, dayOf(last))))
}

function compiledHere(question: QuestionSpec): string {
  const built = buildForest(question)
  return built.kind === "built" ? printForest(built.forest) : built.kind
}

function compiledInPage(question: QuestionSpec): Promise<string> {
  return page.evaluate<string>(`compile(${JSON.stringify(JSON.stringify(question))})`)
}
