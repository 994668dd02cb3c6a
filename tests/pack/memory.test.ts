/** Checking with what was read before gives what a fresh check gives, after any edits. */
import { afterEach, expect, test } from "vitest"
import type { Diagnostic } from "../../src/kernel/text/diagnostic.ts"
import { openBook } from "../../src/law/book.ts"
import { checkLaw } from "../../src/law/check.ts"
import { packFromFiles } from "../../src/law/from-pack.ts"
import { forget, withMemory } from "../../src/law/memory.ts"
import { readPackFiles, type PackFiles } from "../../src/law/pack-files.ts"
import { Draw } from "../generators/draw.ts"

afterEach(forget)

const PIECES = ["\n", "x", "\"", "}", "```\n", "| |", "// why\n", "unless { context.existing_agreement }", "silent", "- a: b\n", "§", "true", "forbid", "permit"]

/** A file is cut, added to, swapped with a part of itself, taken away or brought back. */
function edited(draw: Draw, files: PackFiles, original: PackFiles): PackFiles {
  const path = draw.one([...original.keys()])
  const result = new Map(files)
  const text = new TextDecoder().decode(files.get(path) ?? original.get(path))
  const start = draw.int(text.length + 1)
  const cut = draw.chance(1, 3) ? draw.int(30) : 0
  if (draw.chance(1, 12)) result.delete(path)
  else if (draw.chance(1, 3)) result.set(path, original.get(path) ?? new Uint8Array())
  else result.set(path, new TextEncoder().encode(text.slice(0, start) + (draw.chance(1, 2) ? draw.one(PIECES) : "") + text.slice(start + cut)))
  return result
}

interface Checked {
  readonly diagnostics: readonly Diagnostic[]
  readonly digest: string | null
  readonly cases: readonly unknown[]
}

function check(files: PackFiles): Checked {
  const { value, diagnostics } = packFromFiles(files)
  if (value === null) return { diagnostics, digest: null, cases: [] }
  const checked = checkLaw(openBook(value))
  return { diagnostics: [...diagnostics, ...checked.diagnostics], digest: value.digest, cases: checked.cases.map((one) => ({ ...one, decidedBy: [...one.decidedBy] })) }
}

test.each(["packs/example", "packs/heat-emergency"])("%s, edit after edit", (folder) => {
  const original = readPackFiles(folder).value ?? expect.fail(folder)
  const draw = new Draw(7)
  let files = original
  let good = 0
  for (let step = 0; step < 30; step += 1) {
    files = draw.chance(1, 4) ? original : edited(draw, files, original)
    const remembered = withMemory(() => check(files))
    expect(remembered).toEqual(check(files))
    if (remembered.digest !== null) good += 1
  }
  expect(good).toBeGreaterThan(5) // packs without an error are among them, so that cases were compared, too
})

test("what a check throws ends the remembering, and what it had read so far does no harm", () => {
  const files = readPackFiles("packs/example").value ?? expect.fail()
  expect(() => withMemory(() => { check(files); throw new Error("stop") })).toThrow("stop")
  expect(withMemory(() => check(files))).toEqual(check(files))
})
