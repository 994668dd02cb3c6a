/** What the pack says outside the words files, in another language: by the text itself, or else as it is written. */
import { describe, expect, test } from "vitest"
import { openBook } from "./book.ts"
import { packTexts } from "./files/pack-texts.ts"
import { packFromFiles, readPack, type ReadPack } from "./from-pack.ts"
import { readPackFiles } from "./pack-files.ts"
import type { Day, FactId, QuestionId } from "./types.ts"

const files = readPackFiles("packs/example").value ?? expect.fail("packs/example is not there")
const whole = packOf(packFromFiles(files))
const CLERK = "Example City Clerk"
const GAP = "The order speaks only to the police."
const GAP_ES = "La orden se dirige solo a la policía."

function packOf(read: ReadPack): NonNullable<ReadPack["value"]> {
  return read.value ?? expect.fail(read.diagnostics.map(({ message }) => message).join("; "))
}

/** The example pack with a text in one of its files put in place of another. */
function changed(path: string, from: string, to: string): ReadPack {
  const text = new TextDecoder().decode(files.get(path))
  expect(text, `${path} has ${from}`).toContain(from)
  return packFromFiles(new Map([...files, [path, new TextEncoder().encode(text.replace(from, to))]]))
}

const codes = ({ diagnostics }: ReadPack): readonly string[] => diagnostics.map(({ code }) => code)

describe("a text that stands in the pack", () => {
  test("is given in its translation, and in the first language as it is written", () => {
    const book = openBook(whole)
    expect(book.wording("es").written(GAP)).toEqual({ text: GAP_ES, language: "es" })
    expect(book.wording("en").written(GAP)).toEqual({ text: GAP, language: "en" })
  })

  test("is the same text however it is folded", () => {
    const folded = packOf(changed("law/order-1.md", `why: ${GAP}`, "why: >\n  The order speaks\n  only to the police."))
    const why = folded.instruments.flatMap(({ clauses }) => clauses).flatMap(({ acceptedGaps }) => acceptedGaps).map((gap) => gap.why)
    expect(why).toContain("The order speaks only to the police.\n")
    expect(openBook(folded).wording("es").written("The order speaks only to the police.\n").text).toBe(GAP_ES)
  })

  test("loses its translation when it changes, and both are reported", () => {
    const read = changed("law/order-1.md", `why: ${GAP}`, "why: The order speaks to the police and to nobody else.")
    expect(codes(read)).toEqual(["law/untranslated", "law/unknown-text"])
  })

  test("that is a name may stay as it is: it is marked with its language, and nothing is missing", () => {
    const read = changed("words/es.yaml", `  ${CLERK}: Secretaría de Example City\n`, "")
    expect(codes(read)).toEqual([])
    expect(openBook(packOf(read)).wording("es").written(CLERK)).toEqual({ text: CLERK, language: "en" })
  })

  test("translated twice is an error", () => {
    expect(codes(changed("words/es.yaml", "texts:\n", `texts:\n  "The order speaks only  to the police.": Otra.\n`))).toEqual(["law/duplicate-key"])
  })

  test("is held against nobody while other files have errors", () => {
    expect(codes(changed("law/order-1.md", "why: The order speaks only to the police.", "because: It does."))).not.toContain("law/unknown-text")
  })
})

test("an answer gives why nothing settles the matter in the language asked for", () => {
  const book = openBook(whole)
  const why = (language: string): readonly string[] => {
    const facts = new Map([["body" as FactId, { kind: "value", value: "library" } as const]])
    return book.answer({ question: "joint-duty" as QuestionId, on: "2026-11-23" as Day, facts, language }).unsettled.map((one) => one.why)
  }
  expect(why("en")).toContain(GAP)
  expect(why("es")).toContain(GAP_ES)
})

test.each(["example", "chicago"])("the pack %s says everything in each of its languages", (name) => {
  const pack = packOf(readPack(`packs/${name}`))
  const { sentences } = packTexts(pack)
  expect(sentences.size).toBeGreaterThan(5)
  for (const language of pack.settings.languages.slice(1)) {
    const wording = openBook(pack).wording(language)
    expect([...sentences].filter((text) => wording.written(text).language !== language)).toEqual([])
    expect(pack.instruments.filter((one) => one.preamble.trim() !== "" && wording.preamble(one).language !== language)).toEqual([])
  }
})
