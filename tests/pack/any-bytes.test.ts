/** Reading any bytes yields a pack or diagnostics, never an exception; and what the diagnostics say has its place in the text. */
import { join } from "node:path"
import fc from "fast-check"
import { expect, test } from "vitest"
import { hasError, type Span } from "../../src/kernel/text/diagnostic.ts"
import { inTextOrder, printDiagnostics } from "../../src/kernel/text/print-diagnostics.ts"
import { LAW_CODES } from "../../src/law/codes.ts"
import { packFromFiles } from "../../src/law/from-pack.ts"
import { readPackFiles, type PackFiles } from "../../src/law/pack-files.ts"
import { GOLDEN } from "./golden-case.ts"

const RUNS = process.env["WRIT_LONG"] === "1" ? 20_000 : 110

function filesOf(folder: string): PackFiles {
  return readPackFiles(folder).value ?? new Map<string, Uint8Array>()
}

const base = filesOf(join(GOLDEN, "base"))
const example = filesOf(join(import.meta.dirname, "../../packs/example"))

/** Pieces that mean something in one of a pack's languages, so that chance finds what it otherwise would not. */
const MEANINGFUL = [
  "---\n", "\n\n", "\r\n", "\t", "\0", "\ufeff", "\u2028", "\ud83d", "👩‍⚖️", "§", "# ", "## A {#cl_a force=binds to=all}\n", "{#", "}", "{", "\\", "```cedar\n", "```cases joint-duty\n", "```duty\n",
  "```silent joint-duty\n", "```suspended\n", "```withdrawn\n", "```\n", "~~~\n", "> ", "- ", "1. ", "| a | outcome |\n|---|---|\n", "|", "\\|", "..", ": ", "? ", "[", "]", "&a ", "*a", "!!map ", "<<: ", "__proto__: ",
  "constructor: ", "'", '"', "id: order\n", "in-force: null\n", "2026-02-30", "9999999999999999999", "@id(\"", "\")\n", "permit (principal, action, resource)", "forbid", "when { context.", " };", "Action::\"", "entity ", "enum [", "//", "{{", "}}", ".match $x", "^1", "<b>", "<!--", "## Do {#do}\n", "- Stay. {#stay source=rights}\n", "{#stay of=00000000}", "help=emergency", "`", "911",
]

const piece = fc.oneof(fc.constantFrom(...MEANINGFUL), fc.string({ unit: "binary", maxLength: 8 }))
const anyText = fc.array(piece, { maxLength: 30 }).map((pieces) => Buffer.from(pieces.join("")))
const anyBytes = fc.oneof(anyText, fc.uint8Array({ maxLength: 200 }))

type Change = (bytes: Buffer) => Buffer

/** One thing that happens to a file: a stretch is cut, doubled, swapped with the next, or something is put in. */
const change: fc.Arbitrary<Change> = fc.record({ kind: fc.constantFrom("cut", "double", "swap", "insert", "end"), at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.integer({ min: 1, max: 40 }), inserted: piece }).map(
  ({ kind, at, length, inserted }): Change =>
    (bytes) => {
      const start = Math.floor(at * bytes.length)
      const [before, middle, after] = [bytes.subarray(0, start), bytes.subarray(start, start + length), bytes.subarray(start + length)]
      if (kind === "cut") return Buffer.concat([before, after])
      if (kind === "double") return Buffer.concat([before, middle, middle, after])
      if (kind === "swap") return Buffer.concat([before, after.subarray(0, length), middle, after.subarray(length)])
      return kind === "insert" ? Buffer.concat([before, Buffer.from(inserted), middle, after]) : before
    },
)

function packWith(pack: PackFiles, contents: fc.Arbitrary<Change>): fc.Arbitrary<PackFiles> {
  const paths = [...pack.keys()]
  return fc.array(fc.tuple(fc.constantFrom(...paths), contents), { minLength: 1, maxLength: 3 }).map((changes) => {
    const files = new Map(pack)
    for (const [path, apply] of changes) files.set(path, apply(Buffer.from(files.get(path) ?? [])))
    return files
  })
}

function checkRead(files: PackFiles): void {
  const { value, diagnostics, texts } = packFromFiles(files)
  expect(value === null).toBe(hasError(diagnostics))
  expect(inTextOrder(diagnostics)).toEqual(diagnostics)
  for (const { code, span, related = [], message, hint = "" } of diagnostics) {
    expect(Object.hasOwn(LAW_CODES, code), code).toBe(true)
    expect(`${message}${hint}`).not.toMatch(/[\r\n]|undefined|\[object|NaN/)
    for (const place of [span, ...related.map((one) => one.span)]) if (place !== null) checkPlace(place, texts)
  }
  expect(printDiagnostics(diagnostics, texts, { folder: "pack" })).toMatch(/\n$/)
}

function checkPlace({ path, start, end }: Span, texts: ReadonlyMap<string, string>): void {
  const length = texts.get(path)?.length ?? -1
  expect(length, path).toBeGreaterThanOrEqual(0)
  expect([0 <= start, start <= end, end <= length]).toEqual([true, true, true])
}

test("any bytes in any file", () => {
  fc.assert(fc.property(packWith(base, anyBytes.map((bytes): Change => () => Buffer.from(bytes))), checkRead), { numRuns: RUNS })
})

test("files cut, doubled, swapped and filled with other pieces", () => {
  fc.assert(fc.property(packWith(example, change), checkRead), { numRuns: RUNS })
  fc.assert(fc.property(packWith(base, change), checkRead), { numRuns: RUNS })
})

test("reading is a function of the bytes: the same files in another sequence, the same pack", () => {
  const [one, other] = [packFromFiles(example), packFromFiles(new Map([...example].reverse()))]
  expect(one.value?.digest).toBe(other.value?.digest)
  expect(one.value).toEqual(other.value)
})

test.each([
  ["lists in lists", "pack.yaml", "[".repeat(20_000)],
  ["maps in maps", "pack.yaml", "{a: ".repeat(5_000)],
  ["indents", "pack.yaml", Array.from({ length: 1_500 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("")],
  ["quotations in quotations", "law/order.md", ">".repeat(2_000)],
  ["lists in lists of Markdown", "law/order.md", `${"- ".repeat(500)}a`],
  ["brackets", "law/order.md", "[".repeat(10_000)],
  ["emphasis", "law/order.md", "*a _b ".repeat(5_000)],
  ["parentheses in a rule", "law/order.md", `## A {#cl_a force=binds to=all}\n\n\`\`\`cedar\n@id("r")\npermit (principal, action, resource) when { ${"(".repeat(20_000)} };\n\`\`\`\n`],
  ["a long rule", "law/order.md", `## A {#cl_a force=binds to=all}\n\n\`\`\`cedar\n@id("r")\npermit (principal, action, resource) when { ${"context.agreement && ".repeat(5_000)} true };\n\`\`\`\n`],
  ["brackets in a vocabulary", "vocabulary.cedarschema", `entity A { a: ${"{ a: ".repeat(5_000)}`],
  ["brackets in assumptions", "assumptions.cedar", `permit (principal, action, resource) when { ${"(".repeat(5_000)} };`],
  ["brackets in a gap", "law/order.md", `## A {#cl_a force=binds to=all}\n\n\`\`\`silent joint-duty\nwhen: "${"(".repeat(5_000)}"\nwhy: a\n\`\`\`\n`],
  ["braces in a message", "words/en.yaml", `state: draft\ntopics: { who: '${"{".repeat(5_000)}' }`],
  ["a wide table", "law/order.md", `## A {#cl_a force=binds to=all}\n\n\`\`\`cases joint-duty\n${"|a".repeat(1_000)}|\n${"|-".repeat(1_000)}|\n\`\`\`\n`],
])("great depth or width: %s", (_name, path, text) => {
  checkRead(new Map([...base, [path, Buffer.from(text)]]))
})
