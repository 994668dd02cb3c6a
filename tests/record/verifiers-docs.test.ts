/** The worked example in docs/verifiers/entries.md, made again with node:crypto alone, as a stranger would, and by the program. */
import { createHash, createHmac } from "node:crypto"
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { leafHash } from "../../src/kernel/log/hashes.ts"
import { printEntry } from "../../src/kernel/receipt/entry.ts"
import { commitmentOf, parseOpening } from "../../src/kernel/receipt/opening.ts"
import { nodeCrypto as crypto } from "../../src/record/node-crypto.ts"

const page = readFileSync("docs/verifiers/entries.md", "utf8")
const fields = /```json\n(.*)\n```/.exec(page)?.[1] ?? ""
const written = Object.fromEntries([...page.matchAll(/^(group|act|entry|leaf) +([0-9a-f]+)$/gm)].map(([, name = "", hex = ""]) => [name, hex]))
const key = new Uint8Array(32).fill(1)

test("a stranger comes to the bytes that the page shows", () => {
  const group = createHmac("sha256", key).update(`writ-group/1\ncell\n${fields}`).digest("hex")
  const act = createHash("sha256").update(`writ-act/1\n{"cell":"${group}"}`).digest("hex")
  const entry = `0100${act}`
  const leaf = createHash("sha256").update(Buffer.from(`00${entry}`, "hex")).digest("hex")
  expect(written).toEqual({ group, act, entry, leaf })
})

test("and so does the program", () => {
  const opening = parseOpening({ format: "writ-opening/1", groups: { cell: { key: "01".repeat(32), fields: JSON.parse(fields) as Record<string, string> } } })
  const entry = printEntry({ kind: "sealed", commitment: commitmentOf(crypto, opening ?? new Map()) })
  expect(Buffer.from(entry).toString("hex")).toBe(written["entry"])
  expect(Buffer.from(leafHash(crypto, entry)).toString("hex")).toBe(written["leaf"])
})
