/** Formatting: one form whatever was written, the same law, prose byte for byte, and nothing lost. */
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { widthOf } from "../../src/kernel/text/width.ts"
import { commentsIn, lex } from "../../src/law/cedar/lexer.ts"
import { formatInstrument, formatPolicyFile } from "../../src/law/format.ts"
import { packFromFiles } from "../../src/law/from-pack.ts"
import { INSTRUMENT_FILE, readPackFiles, type PackFiles } from "../../src/law/pack-files.ts"
import { packFrom } from "../generators/pack.ts"
import { GOLDEN } from "./golden-case.ts"

const PACKS = ["packs/chicago", "packs/example", "packs/heat-emergency", join(GOLDEN, "base")]
const filesOf = (folder: string): PackFiles => readPackFiles(folder).value ?? expect.fail(folder)
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

function format(path: string, text: string): string {
  if (INSTRUMENT_FILE.test(path)) return formatInstrument(text).text
  return path === "assumptions.cedar" ? formatPolicyFile(text).text : text
}

function formatted(files: PackFiles): PackFiles {
  return new Map([...files].map(([path, bytes]) => [path, new TextEncoder().encode(format(path, textOf(bytes)))]))
}

/** What a pack says, without places, digest and how its Cedar is laid out. */
function said(value: unknown): unknown {
  if (value instanceof Map) return new Map([...value].map(([key, one]): [unknown, unknown] => [key, said(one)]))
  if (Array.isArray(value)) return value.map(said)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => !["span", "cellSpans", "texts", "digest"].includes(key)).map(([key, one]) => [key, key === "cedar" ? words(String(one)) : said(one)]))
}

/** Brackets in vain and a comma after the last may go. */
function words(cedar: string): readonly string[] {
  return lex(cedar).map(({ text }) => text).filter((text) => !["(", ")", ","].includes(text))
}

const PIECE = /^```(?:cedar|cases)[^]*?^```\r?$/gm
const proseOf = (text: string): string => text.replace(PIECE, "")

function checkSame(files: PackFiles): void {
  const once = formatted(files)
  const [before, after] = [packFromFiles(files), packFromFiles(once)]
  expect(after.diagnostics.map(({ code }) => code)).toEqual(before.diagnostics.map(({ code }) => code))
  expect(said(after.value)).toEqual(said(before.value))
  for (const [path, bytes] of files) {
    const [one, other] = [textOf(bytes), textOf(once.get(path) ?? bytes)]
    expect(format(path, other)).toBe(other)
    if (INSTRUMENT_FILE.test(path)) expect(proseOf(other)).toBe(proseOf(one))
    else if (path !== "assumptions.cedar") expect(other).toBe(one)
  }
}

describe("the law stays the law, prose stays byte for byte, and formatting again changes nothing", () => {
  test.each(PACKS)("%s", (folder) => { checkSame(filesOf(folder)) })

  test("drawn packs", () => {
    for (let seed = 1; seed <= 30; seed += 1) checkSame(packFrom(seed))
  })

  test.each(PACKS.slice(1))("%s with its lines ended as Windows does", (folder) => {
    const files = new Map([...filesOf(folder)].map(([path, bytes]) => [path, new TextEncoder().encode(textOf(bytes).replaceAll("\n", "\r\n"))]))
    checkSame(files)
    for (const bytes of formatted(files).values()) expect(textOf(bytes)).not.toMatch(/(?<!\r)\n/)
  })
})

test.each(PACKS.filter((folder) => folder.startsWith("packs/")))("%s is kept formatted: `writ fmt` brings it there", (folder) => {
  const files = filesOf(folder)
  const others = [...formatted(files)].filter(([path, bytes]) => textOf(bytes) !== textOf(files.get(path) ?? bytes))
  expect(others.map(([path]) => path)).toEqual([])
})

/** Spaces and line breaks put in, or taken out, between tokens; comments put in. */
const layout = fc.array(fc.constantFrom("", " ", "\n", "\t", "  \n\n ", " // why\n", "\n// § 3 says so, 日本\n"), { minLength: 1, maxLength: 40 })
const rules = [...filesOf("packs/heat-emergency"), ...filesOf("packs/chicago")].filter(([path]) => INSTRUMENT_FILE.test(path)).flatMap(([, bytes]) => [...textOf(bytes).matchAll(/^```cedar\n([^]*?)^```$/gm)].map((match) => match[1] ?? ""))

test("however a rule was laid out, its form is one; every comment survives", () => {
  fc.assert(
    fc.property(fc.constantFrom(...rules), layout, (rule, gaps) => {
      const tokens = lex(rule)
      const written = tokens.map(({ text }, index) => text + (/^\w/.test(text) || text === "@" ? " " : "") + (gaps[index % gaps.length] ?? "")).join("")
      const { text, left } = formatPolicyFile(written)
      expect(left).toEqual([])
      expect(words(text)).toEqual(words(rule))
      expect(commentsIn(text).map((comment) => comment.trim())).toEqual(commentsIn(written).map((comment) => comment.trim()))
      expect(formatPolicyFile(text).text).toBe(text)
      if (commentsIn(written).length === 0) expect(text).toBe(formatPolicyFile(rule).text)
    }),
    { numRuns: 150 },
  )
})

const cell = fc.oneof(fc.constantFrom("", "yes", "prohibited", "a \\| b", "東の町", "é", "e\u0301", "🙂", "a,b", "2025-08-01..2025-08-31"), fc.string({ maxLength: 6 }).map((text) => text.replaceAll(/[|\\\s`~]/g, "").trim()))

test("a table's bars stand under one another in a terminal, its cells as they were", () => {
  const table = fc.integer({ min: 1, max: 5 }).chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 6 }))
  fc.assert(
    fc.property(table, fc.constantFrom("", " ", "   ", "\t"), (rows, gap) => {
      const line = (cells: readonly string[]): string => `|${cells.map((one) => gap + one + gap).join("|")}|`
      const [head = [], ...others] = rows
      const block = ["# A {#cl_a}", "", "```cases q", line(head), line(head.map((_, column) => (column % 2 === 0 ? "-" : ":-:"))), ...others.map(line), "```", ""].join("\n")
      const lines = formatInstrument(block).text.split("\n").slice(3, -2)
      expect(new Set(lines.map(widthOf)).size).toBe(1)
      const cellsOf = (one: string): readonly string[] => one.slice(1, -1).split(/(?<!\\)\|/).map((text) => text.trim())
      expect([lines[0], ...lines.slice(2)].map((one) => cellsOf(one ?? ""))).toEqual(rows)
      expect(lines[1]).toMatch(/^\|-+\|?(?::-+:\|)?/)
    }),
  )
})

describe("what cannot be read is left as it is, and said to be", () => {
  const clause = (block: string): string => `---\nid: a\n---\n\n# A {#cl_a}\n\n${block}\n\n\`\`\`cases q\n|a|outcome|\n|-|-|\n|1|silent|\n\`\`\`\n`
  test.each([
    ["Cedar with a mistake", "```cedar\npermit (principal\n```"],
    ["a template", "```cedar\npermit(principal==?principal,action,resource) whn {};\n```"],
    ["a row with a cell too few", "```cases q\n|a|outcome|\n|-|-|\n|silent|\n```"],
    ["a table without a ruler", "```cases q\n|a|outcome|\n|1|silent|\n```"],
    ["Cedar nested past its depth", `\`\`\`cedar\npermit(principal,action,resource) when{${"(".repeat(90)}true${")".repeat(90)}};\n\`\`\``],
  ])("%s; what stands beside it is formatted", (_name, block) => {
    const { text, left } = formatInstrument(clause(block))
    expect(left).toEqual([clause(block).indexOf("```")])
    expect(text).toContain(block)
    expect(text).toContain("| a | outcome |\n|---|---------|\n| 1 | silent  |\n")
  })

  test.each([
    ["a block without an end", "```cedar\npermit(principal,action,resource);\n"],
    ["a block within a list", "- ```cedar\n  permit(principal,action,resource);\n  ```"],
  ])("%s leaves the file as it is", (_name, block) => {
    const text = `${block}\n`
    const result = formatInstrument(`# A {#cl_a}\n\n\`\`\`cases q\n|a|\n|-|\n\`\`\`\n\n${text}`)
    expect(result.text).toBe(`# A {#cl_a}\n\n\`\`\`cases q\n|a|\n|-|\n\`\`\`\n\n${text}`)
    expect(result.left.length).toBeGreaterThan(0)
  })

  test("comments that speak of all that follows stay apart from the first rule", () => {
    const text = "// Undated.\n// Two lines.\n\n// Of the first.\npermit (principal, action, resource);\n"
    expect(formatPolicyFile(text)).toEqual({ text, left: [] })
    expect(formatPolicyFile("// Nothing yet.\n")).toEqual({ text: "// Nothing yet.\n", left: [] })
  })

  test("whatever the text, formatting ends, and its own form is its form", () => {
    const pieces = fc.array(fc.constantFrom("```cedar\n", "```cases q\n", "```\n", "# A {#cl_a}\n\n", "|a|b|\n", "|-|:-:|\n", "permit(principal,action,resource);", "// c", "\n", "\r\n", "\r", "\"", "|", "\\", "- ", "> ", "é", "\ufeff"), { maxLength: 25 }).map((parts) => parts.join(""))
    fc.assert(
      fc.property(pieces, (text) => {
        const once = formatInstrument(text).text
        expect(formatInstrument(once).text).toBe(once)
        expect(formatPolicyFile(formatPolicyFile(text).text).text).toBe(formatPolicyFile(text).text)
      }),
      { numRuns: 400 },
    )
  })
})
