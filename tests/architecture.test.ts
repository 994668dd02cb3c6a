/**
 * Who may import whom in src/: this file is the one definition of it, and enforces it, type-only imports included.
 *
 * A folder imports only what stands below it in `layers`; folders of one layer do not import one another. Two tables of their own:
 * the kernel's parts, and browser/, which takes the kernel alone. Tests stand outside the table: they may use what they like.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { cruise, type IFlattenedRuleSet, type IForbiddenRuleType } from "dependency-cruiser"
import { afterAll, expect, test } from "vitest"

/** `cli, web -> features -> asking -> http -> ui, pipeline, people -> record -> store, law -> kernel`; `cli` takes `web` besides, since `writ serve` starts it. */
const layers: readonly (readonly string[])[] = [
  ["cli"],
  ["web"],
  ["features"],
  ["asking"],
  ["http"],
  ["ui", "pipeline", "people"],
  ["record"],
  ["store", "law"],
  ["kernel"],
]
const besideTheLayers: Readonly<Record<string, readonly string[]>> = { browser: ["kernel"] }

/** `receipt -> diagram, log -> text`; `index` is the kernel's door, which names what others may use of it. */
const kernelLayers: readonly (readonly string[])[] = [["index"], ["receipt"], ["diagram", "log"], ["text"]]

type Table = Readonly<Record<string, readonly string[]>>

function tableOf(order: readonly (readonly string[])[]): Table {
  return Object.fromEntries(order.flatMap((layer, at) => layer.map((name) => [name, order.slice(at + 1).flat()])))
}

const folders: Table = { ...tableOf(layers), ...besideTheLayers }
const kernelParts: Table = tableOf(kernelLayers)

/** A folder or a single file of that name. */
const place = (under: string, name: string): string => `^${under}/${name}(/|\\.tsx?$)`

/** For each row: no import of anything under `under` but the row's own and what the row names. */
function rulesOf(table: Table, under: string): readonly IForbiddenRuleType[] {
  return Object.entries(table).map(([name, allowed]) => ({
    name: `${name}-imports-only-what-stands-below-it`,
    severity: "error",
    from: { path: place(under, name) },
    to: { path: `^${under}/`, pathNot: [name, ...allowed].map((other) => place(under, other)) },
  }))
}

const otherRules: readonly IForbiddenRuleType[] = [
  { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
  { name: "imports-exist", severity: "error", from: {}, to: { couldNotResolve: true } },
  {
    name: "features-do-not-import-one-another",
    severity: "error",
    from: { path: "^src/features/([^/]+)/" },
    to: { path: "^src/features/", pathNot: "^src/features/$1/" },
  },
  { name: "kernel-imports-no-package", severity: "error", from: { path: "^src/kernel/" }, to: { pathNot: "^src/kernel/" } },
  { name: "browser-imports-no-package-but-noble", severity: "error", from: { path: "^src/browser/" }, to: { pathNot: "^(src/|node_modules/@noble/)" } },
  { name: "no-node-in-a-browser", severity: "error", from: { path: "^src/browser/" }, to: { dependencyTypes: ["core"] } },
  { name: "product-imports-no-tests", severity: "error", from: {}, to: { path: "^(tests|bench|scripts|packs|dist)/" } },
  {
    name: "packages-are-dependencies",
    severity: "error",
    from: {},
    to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
  },
]

const ruleSet: IFlattenedRuleSet = {
  forbidden: [...rulesOf(folders, "src"), ...rulesOf(kernelParts, "src/kernel"), ...otherRules],
}

/** Every import in the `src` of a tree that the rules forbid, as `rule: from -> to`, a cycle with all its stations. */
async function violationsIn(tree: string): Promise<readonly string[]> {
  const options = {
    baseDir: tree,
    validate: true,
    ruleSet,
    tsPreCompilationDeps: true,
    exclude: { path: "\\.test\\.tsx?$" },
    doNotFollow: { path: "node_modules" },
  }
  // Packages such as hono name what may be imported of them under "exports".
  const { output } = await cruise(["src"], options, { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] })
  if (typeof output === "string") throw new Error(output)
  return output.summary.violations.map(({ rule, from, to, cycle }) =>
    [`${rule.name}: ${from}`, ...(cycle?.map(({ name }) => name) ?? [to])].join(" -> "),
  )
}

/** The entries of a folder that the table does not know. */
function strangersIn(folder: string, table: Table): readonly string[] {
  const names = existsSync(folder) ? readdirSync(folder) : []
  return names.filter((name) => !Object.hasOwn(table, name.replace(/\.tsx?$/, "")))
}

const root = join(import.meta.dirname, "..")

test("every import in src is one that the table allows", async () => {
  expect(await violationsIn(root)).toEqual([])
})

test("every folder of src, and of its kernel, has a line in the table", () => {
  expect(strangersIn(join(root, "src"), folders)).toEqual([])
  expect(strangersIn(join(root, "src/kernel"), { ...kernelParts, "globals.d": [], "tsconfig.json": [] })).toEqual([])
})

const made = mkdtempSync(join(tmpdir(), "writ-architecture-"))
afterAll(() => rmSync(made, { recursive: true }))

/** One made-up import, in a tree of its own, with a file at each end. */
async function violationsOf(from: string, statement: string): Promise<readonly string[]> {
  const tree = mkdtempSync(join(made, "tree-"))
  const imported = /"(\.[^"]+)"/.exec(statement)?.[1]
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  if (imported !== undefined) write(join(tree, dirname(from), imported), "export const a = 1\nexport type T = 1\n")
  write(join(tree, from), `${statement}\n`)
  return (await violationsIn(tree)).map((violation) => violation.split(":")[0]!)
}

test.each([
  ["src/cli/main.ts", 'export { a } from "../web/app.ts"'],
  ["src/web/app.ts", 'export { a } from "../features/ask/routes.tsx"'],
  ["src/features/ask/pages.tsx", 'import { a } from "./model.ts"; export const b = a'],
  ["src/features/ask/pages.tsx", 'export { a } from "../../law/types.ts"'],
  ["src/http/visit.ts", 'export { a } from "../people/roles.ts"'],
  ["src/record/entry.ts", 'export { a } from "../kernel/index.ts"'],
  ["src/record/queue.ts", 'export { a } from "../store/database.ts"'],
  ["src/record/queue.ts", 'export { a } from "../law/types.ts"'],
  ["src/store/rows.ts", 'export { a } from "../kernel/index.ts"'],
  ["src/kernel/receipt/verify.ts", 'export { a } from "../diagram/decide.ts"'],
  ["src/browser/verify.ts", 'export { a } from "../kernel/receipt/verify.ts"'],
  ["src/law/read.ts", 'import { readFile } from "node:fs/promises"; export const read = readFile'],
  ["src/law/read.test.ts", 'export { a } from "../web/app.ts"'],
])("%s may say: %s", async (from, statement) => {
  expect(await violationsOf(from, statement)).toEqual([])
})

test.each([
  ["src/law/read.ts", 'export { a } from "../record/entry.ts"', "law-imports-only-what-stands-below-it"],
  ["src/law/read.ts", 'import type { T } from "../record/entry.ts"', "law-imports-only-what-stands-below-it"],
  ["src/law/read.ts", 'export { a } from "../store/rows.ts"', "law-imports-only-what-stands-below-it"],
  ["src/store/rows.ts", 'export { a } from "../law/types.ts"', "store-imports-only-what-stands-below-it"],
  ["src/store/rows.ts", 'export { a } from "../record/entry.ts"', "store-imports-only-what-stands-below-it"],
  ["src/ui/layout.tsx", 'export { a } from "../pipeline.ts"', "ui-imports-only-what-stands-below-it"],
  ["src/people/sessions.ts", 'export { a } from "../ui/texts.ts"', "people-imports-only-what-stands-below-it"],
  ["src/pipeline.ts", 'export { a } from "./features/ask/model.ts"', "pipeline-imports-only-what-stands-below-it"],
  ["src/web/app.ts", 'export { a } from "../cli/main.ts"', "web-imports-only-what-stands-below-it"],
  ["src/browser/verify.ts", 'export { a } from "../law/types.ts"', "browser-imports-only-what-stands-below-it"],
  ["src/browser/verify.ts", 'import { Hono } from "hono"; export const a = Hono', "browser-imports-no-package-but-noble"],
  ["src/law/read.ts", 'export { a } from "../utils/strings.ts"', "law-imports-only-what-stands-below-it"],
  ["src/kernel/diagram/decide.ts", 'export { a } from "../log/hash.ts"', "diagram-imports-only-what-stands-below-it"],
  ["src/kernel/text/span.ts", 'import type { T } from "../diagram/types.ts"', "text-imports-only-what-stands-below-it"],
  ["src/features/ask/pages.tsx", 'import type { T } from "../law/model.ts"', "features-do-not-import-one-another"],
  ["src/kernel/text/span.ts", 'import { sep } from "node:path"; export const b = sep', "kernel-imports-no-package"],
  ["src/kernel/text/span.ts", 'import type { Node } from "unist"', "kernel-imports-no-package"],
  ["src/law/read.ts", 'export { a } from "../../tests/oracle/decide.ts"', "product-imports-no-tests"],
])("%s may not say: %s", async (from, statement, rule) => {
  expect(await violationsOf(from, statement)).toContain(rule)
})

test("two files that import one another are found, types included", async () => {
  const tree = mkdtempSync(join(made, "tree-"))
  mkdirSync(join(tree, "src/law"), { recursive: true })
  writeFileSync(join(tree, "src/law/a.ts"), 'import type { B } from "./b.ts"\nexport type A = B | 1\n')
  writeFileSync(join(tree, "src/law/b.ts"), 'import type { A } from "./a.ts"\nexport type B = A | 2\n')
  expect(await violationsIn(tree)).toEqual(["no-cycles: src/law/a.ts -> src/law/b.ts -> src/law/a.ts"])
})
