/** A pack with a fact of every shape, each asked by a question of its own, `ask-<fact>`, which one rule forbids. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { bug } from "../../src/kernel/text/bug.ts"
import { printDiagnostics } from "../../src/kernel/text/print-diagnostics.ts"
import type { LawBook } from "../../src/law/book.ts"
import { openPack } from "../../src/pipeline.ts"

export const FACTS = { age: "Long", weight: "decimal", seen: "datetime", waited: "duration", name: "String", papers: "Set<Paper>", agreed: "Bool" } as const
const vocabulary = `
entity Group; entity City;
entity Body in [Group] { police: Bool };
entity Paper enum ["order", "letter"];
${Object.entries(FACTS)
  .map(([fact, type]) => `action "ask-${fact}" appliesTo { principal: Body, resource: City, context: { @topic("t") @public ${fact}${fact === "agreed" ? "?" : ""}: ${type} } };`)
  .join("\n")}`
const CONDITIONS: Readonly<Record<keyof typeof FACTS, string>> = {
  age: "context.age < 18",
  weight: 'context.weight.lessThan(decimal("2.5"))',
  seen: 'context.seen < datetime("2026-01-01")',
  waited: 'context.waited < duration("2h")',
  name: 'context.name == "made"',
  papers: 'context.papers.contains(Paper::"order")',
  agreed: "context has agreed && context.agreed",
}
const rules = Object.entries(CONDITIONS)
  .map(([fact, condition]) => `@id("rule-${fact}")\n@steps("decline")\nforbid (principal, action == Action::"ask-${fact}", resource)\nwhen { ${condition} };`)
  .join("\n\n")
const instrument = `---
id: order-1
kind: executive-order
title: Shapes
short: Shapes
rank: executive-order
in-force: 2026-01-01
text: summary
source: { by: "Nobody", read-on: 2026-11-23, confirmed-through: 2026-11-23, confidence: P }
unread: []
reviewed: null
---

## Shapes {#cl_shapes force=binds to=all}

Every shape.

\`\`\`cedar
${rules}
\`\`\`
`
const words = `state: draft
questions:
${Object.keys(FACTS).map((fact) => `  ask-${fact}: { label: "May we ask ${fact}?", short: "Ask ${fact}" }`).join("\n")}
topics: { t: Topic }
facts:
${Object.keys(FACTS).map((fact) => `  ${fact}: { label: "What is ${fact}?", short: "${fact}" }`).join("\n")}
steps: { decline: { text: Say no. }, agree-to-nothing: { text: Agree to nothing. }, call-counsel: { text: Call the lawyer. } }
rules:
${Object.keys(FACTS).map((fact) => `  rule-${fact}: { reason: "Because of ${fact}." }`).join("\n")}
values: { Paper: { order: { label: An order }, letter: { label: A letter } } }
`

/** Written to a folder, read and opened; the folder is gone again. */
export function bookOfShapes(): LawBook {
  const folder = mkdtempSync(join(tmpdir(), "writ-shapes-"))
  cpSync("packs/example", folder, { recursive: true })
  for (const unused of ["assumptions.cedar", "timeline.yaml", "words/es.yaml", "law/guidelines.md", "guides"]) rmSync(join(folder, unused), { recursive: true })
  writeFileSync(join(folder, "vocabulary.cedarschema"), vocabulary)
  writeFileSync(join(folder, "steps.yaml"), "decline:\nagree-to-nothing:\ncall-counsel:\n")
  writeFileSync(join(folder, "law/order-1.md"), instrument)
  writeFileSync(join(folder, "words/en.yaml"), words)
  const opened = openPack(folder)
  rmSync(folder, { recursive: true })
  return opened.book ?? bug(printDiagnostics(opened.diagnostics, opened.texts))
}
