/** Every code of a diagnostic has a case here, literally as it is printed. `RESET=1 npx vitest run tests/pack` writes the outputs anew. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { readPack } from "../../src/law/from-pack.ts"
import { LAW_CODES } from "../../src/law/codes.ts"
import { printDiagnostic } from "../../src/kernel/text/print-diagnostics.ts"
import { CASES_IN_CODE } from "./cases-in-code.ts"
import { casesIn, expectedOf, filesOf, outputOf, withOutput, type GoldenCase } from "./golden-case.ts"

const reset = process.env["RESET"] === "1"

function run({ path, markdown }: GoldenCase): string {
  const output = outputOf(filesOf(markdown))
  if (reset && output !== expectedOf(markdown)) writeFileSync(path, withOutput(markdown, output))
  else expect(output).toBe(expectedOf(markdown))
  return output
}

describe("bad packs", () => {
  test.each(casesIn("bad"))("$name", (one) => {
    expect(run(one)).toContain(` law/${one.name}: `)
  })
})

describe("bad packs that no Markdown case can hold", () => {
  test.each(CASES_IN_CODE)("$code", ({ code, cause, printed }) => {
    const { diagnostics, texts } = cause()
    expect(diagnostics.filter((one) => one.code === code).map((one) => printDiagnostic(one, texts))).toEqual([printed])
  })
})

describe("good packs", () => {
  test.each(casesIn("good"))("$name", (one) => {
    expect(run(one)).toBe("no errors, no warnings\n")
  })
})

test("every code has its case, and every case its code", () => {
  const codes = Object.keys(LAW_CODES).map((code) => code.replace("law/", ""))
  expect(casesIn("bad").map(({ name }) => name).filter((name) => !codes.includes(name))).toEqual([])
  const shown = [...casesIn("bad").map(({ name }) => name), ...CASES_IN_CODE.map(({ code }) => code.replace("law/", ""))]
  expect(codes.filter((code) => !shown.includes(code))).toEqual([])
  expect(shown.filter((code, index) => shown.indexOf(code) < index)).toEqual([])
})

test("every code in the source is listed in codes.ts", () => {
  const folder = join(import.meta.dirname, "../../src/law")
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
  const codes = new Set(files.flatMap((path) => [...readFileSync(join(folder, path), "utf8").matchAll(/"(law\/[a-z0-9-]+)"/g)].map((match) => match[1])))
  expect([...codes].filter((code) => code === undefined || !Object.hasOwn(LAW_CODES, code))).toEqual([])
})

test.each(["example", "chicago"])("the pack %s is clean", (name) => {
  const { diagnostics } = readPack(join(import.meta.dirname, "../../packs", name))
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([])
})
