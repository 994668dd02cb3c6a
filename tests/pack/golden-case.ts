/**
 * A golden case: a Markdown file that holds a small change to the base pack, and what is said about the result.
 *
 *     A sentence that says what the case shows.
 *
 *     ~~~~ file=law/order.md          the file's text, in place of the base pack's
 *     ~~~~ change=law/order.md        lines `- old` and `+ new`: each old line of the base pack's file becomes the new
 *     ~~~~ hex file=help.yaml         the file's bytes, as hexadecimal digits
 *     ~~~~ delete=help.yaml           the file is not there
 *     ~~~~ delete=*                   no file is there but those that follow
 *     ~~~~ output                     what is printed; RESET=1 writes it anew
 */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { inTextOrder, printDiagnostics } from "../../src/kernel/text/print-diagnostics.ts"
import { openBook } from "../../src/law/book.ts"
import { checkDaysPassed } from "../../src/law/check-days.ts"
import { checkLaw } from "../../src/law/check.ts"
import { dayIn } from "../../src/law/days.ts"
import { checkGuides } from "../../src/law/guides/check.ts"
import { packFromFiles } from "../../src/law/from-pack.ts"
import { readPackFiles } from "../../src/law/pack-files.ts"
import { checkTimeline } from "../../src/law/timeline/check.ts"

/** The cases are data; this folder has the code that runs them. */
export const GOLDEN = join(import.meta.dirname, "../golden/pack")

const BLOCK = /^~~~~ (?<head>.*)\n(?<content>(?:.*\n)*?)~~~~$/gm

/** The base pack with the case's blocks laid over it. */
export function filesOf(markdown: string): ReadonlyMap<string, Uint8Array> {
  const files = new Map(readBase())
  for (const { groups } of markdown.matchAll(BLOCK)) overlay(files, groups?.["head"] ?? "", groups?.["content"] ?? "")
  return files
}

function readBase(): ReadonlyMap<string, Uint8Array> {
  return readPackFiles(join(GOLDEN, "base")).value ?? new Map<string, Uint8Array>()
}

function overlay(files: Map<string, Uint8Array>, head: string, content: string): void {
  const [, word = "", path = ""] = /^(hex file|file|change|delete)=(.*)$/.exec(head) ?? []
  if (word === "file") files.set(path, Buffer.from(content))
  else if (word === "hex file") files.set(path, Buffer.from(content.replace(/\s/g, ""), "hex"))
  else if (word === "delete" && path === "*") files.clear()
  else if (word === "delete" && files.delete(path)) return
  else if (word === "change") files.set(path, Buffer.from(changed(Buffer.from(files.get(path) ?? []).toString(), content)))
  else if (head !== "output") throw new Error(`a golden case cannot begin a block with \`${head}\``)
}

/** Runs of `-` lines, found in the text, become the `+` lines that follow them. */
function changed(text: string, changes: string): string {
  let result = text
  for (const [, removed = "", added = ""] of changes.matchAll(/((?:^-.*\n)+)((?:^\+.*\n)*)/gm)) {
    const [before, after] = [removed, added].map((lines) => lines.replace(/^[-+] ?/gm, ""))
    if (before === undefined || !result.includes(before)) throw new Error(`a golden case changes lines that are not there:\n${removed}`)
    result = result.replace(before, () => after ?? "")
  }
  return result
}

/** On which the cases are run. */
const TODAY = dayIn("UTC", new Date("2026-11-23T12:00:00Z"))

/** What `writ check` would print about the pack. */
export function outputOf(files: ReadonlyMap<string, Uint8Array>): string {
  const { value, diagnostics, texts } = packFromFiles(files)
  const checked = value === null ? [] : [...checkLaw(openBook(value)).diagnostics, ...checkGuides(value, TODAY), ...checkDaysPassed(value, TODAY), ...checkTimeline(value, TODAY)]
  return printDiagnostics(inTextOrder([...diagnostics, ...checked]), texts)
}

export function expectedOf(markdown: string): string | undefined {
  return [...markdown.matchAll(BLOCK)].find(({ groups }) => groups?.["head"] === "output")?.groups?.["content"]
}

/** The case with another output. */
export function withOutput(markdown: string, output: string): string {
  const block = `~~~~ output\n${output}~~~~`
  return expectedOf(markdown) === undefined ? `${markdown.trimEnd()}\n\n${block}\n` : markdown.replace(/^~~~~ output\n(?:.*\n)*?~~~~$/m, () => block)
}

export interface GoldenCase {
  /** The code it is about, without `law/`; for a good one, its name. */
  readonly name: string
  readonly path: string
  readonly markdown: string
}

export function casesIn(folder: "good" | "bad"): readonly GoldenCase[] {
  const names = readdirSync(join(GOLDEN, folder)).filter((name) => name.endsWith(".md"))
  return names.sort().map((name) => {
    const path = join(GOLDEN, folder, name)
    return { name: name.replace(/\.md$/, ""), path, markdown: readFileSync(path, "utf8") }
  })
}
