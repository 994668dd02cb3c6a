/** What is past every limit is said, and takes no time: reading any pack ends within seconds. */
import { expect, test } from "vitest"
import { printDiagnostics } from "../../src/kernel/text/print-diagnostics.ts"
import { packFromFiles } from "../../src/law/from-pack.ts"
import { LARGEST_FILE } from "../../src/law/pack-files.ts"
import { filesOf } from "./golden-case.ts"

const LARGE = LARGEST_FILE - 10_000
const filled = (piece: string, length = LARGE): string => piece.repeat(Math.floor(length / piece.length))
const guideWith = (text: string): string => Buffer.from(filesOf("").get("guides/door/en.md") ?? []).toString().replace("Stay calm.", () => text)
const lawWith = (text: string): string => `${Buffer.from(filesOf("").get("law/order.md") ?? []).toString()}\n${text}`
const rule = (condition: string): string => lawWith(`\n\`\`\`cedar\n@id("r")\npermit (principal, action, resource) when { ${condition} };\n\`\`\`\n`)

test.each([
  ["one key again and again", "steps.yaml", filled("a: worker\n"), "law/and-more"],
  ["images in images", "law/order.md", lawWith(filled("![", 300_000)), null],
  ["emphasis", "law/order.md", lawWith(filled("*a _b ")), null],
  ["a paragraph of many lines", "law/order.md", lawWith(filled("a <\n")), "law/unreadable-markdown"],
  ["a list of many items", "law/order.md", lawWith(filled("- a\n")), "law/unreadable-markdown"],
  ["lists in lists, line by line", "law/order.md", lawWith(Array.from({ length: 700 }, (_, depth) => `${"  ".repeat(depth)}- a\n`).join("")), "law/unreadable-markdown"],
  ["elements that never end", "guides/door/en.md", guideWith(filled("<a", 150_000)), "law/guide-markup"],
  ["a statement of many words", "guides/door/en.md", guideWith(filled("a ", 300_000)), null],
  ["many headings", "law/order.md", lawWith(filled("# a\n\n")), "law/unreadable-markdown"],
  ["a long comment in a rule", "law/order.md", rule(`true // ${filled("x", 900_000)}`), null],
  ["a long text in a rule", "law/order.md", rule(`context.who == Who::"${filled("x", 900_000)}"`), "law/unknown-value"],
  ["many rules", "law/order.md", lawWith(`\n\`\`\`cedar\n${filled("permit (principal, action, resource);\n", 100_000)}\`\`\`\n`), "law/and-more"],
  ["a table of many rows", "law/order.md", lawWith(`\n\`\`\`cases joint-duty\n| who | outcome |\n|---|---|\n${filled("| x | y |\n", 150_000)}\`\`\`\n`), "law/and-more"],
  ["a list in YAML", "help.yaml", filled("- a\n", 500_000), "law/and-more"],
  ["many unknown keys", "pack.yaml", Array.from({ length: 40_000 }, (_, index) => `k${String(index)}: v\n`).join(""), "law/and-more"],
  ["many words for nothing", "words/en.yaml", `state: draft\nrules:\n${Array.from({ length: 20_000 }, (_, index) => `  k${String(index)}: { reason: v }\n`).join("")}`, "law/and-more"],
  ["many questions", "vocabulary.cedarschema", filled("entity A;\n", 200_000), "law/duplicate-id"],
])("%s", (_name, path, text, code) => {
  const { diagnostics, texts } = packFromFiles(new Map([...filesOf(""), [path, Buffer.from(text)]]))
  const codes = diagnostics.map((one) => one.code)
  if (code !== null) expect(codes).toContain(code)
  expect(diagnostics.length).toBeLessThan(1_000)
  expect(printDiagnostics(diagnostics, texts)).toMatch(/\n$/)
}, 30_000)
