/** The words files hold exactly the messages that the program names, and each uses only what it is given. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parseMessage, visit } from "messageformat"
import { describe, expect, test } from "vitest"
import { LANGUAGES, type LanguageId } from "./languages.ts"
import { MESSAGES } from "./messages.ts"
import { readSources, Texts, type MessageKey } from "./texts.ts"

const languages = Object.keys(LANGUAGES) as LanguageId[]

function variablesOf(source: string): readonly string[] {
  const names = new Set<string>()
  const message = parseMessage(source)
  for (const declaration of message.declarations) if (declaration.type === "input") names.add(declaration.name)
  visit(message, { value: (value) => { if (typeof value === "object" && "type" in value && value.type === "variable") names.add(value.name) } })
  return [...names].sort()
}

describe.each(languages)("words/%s.yaml", (language) => {
  const sources = readSources(language)

  test("has every message and no other", () => {
    expect([...sources.keys()].sort()).toEqual(Object.keys(MESSAGES).sort())
  })

  test.each([...sources])("%s uses only what it is given", (key, source) => {
    const given: readonly string[] = MESSAGES[key as MessageKey]
    expect(variablesOf(source).filter((name) => !given.includes(name))).toEqual([])
  })
})

test("every message is used, by a page, in a browser or on a terminal", () => {
  const code = sourceOf("src/ui") + sourceOf("src/features") + sourceOf("src/asking") + sourceOf("src/http") + sourceOf("src/web") + sourceOf("src/cli") + sourceOf("src/browser") + sourceOf("src/kernel/receipt")
  // Keys put together from what differs: `error.${kind}-title`.
  const patterns = [...code.matchAll(/`([\w-]+\.[\w-]*)\$\{[^}]*\}([\w-]*)`/g)].map(([, start = "", end = ""]) => new RegExp(`^${start.replace(".", "\\.")}[\\w-]+${end}$`))
  const isUsed = (key: string): boolean => code.includes(`"${key}"`) || patterns.some((pattern) => pattern.test(key))
  expect(Object.keys(MESSAGES).filter((key) => !isUsed(key))).toEqual([])
})

function sourceOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile() && /\.tsx?$/.test(file.name) && !/messages\.ts$|\.test\./.test(file.name) && !file.parentPath.endsWith("messages"))
  return files.map((file) => readFileSync(join(file.parentPath, file.name), "utf8")).join("\n")
}

test.each([
  ["en", 1, "This is the last question"],
  ["en", 3, "At most 3 more questions"],
  ["es", 3, "A lo sumo 3 preguntas más"],
] as const)("numbers choose their form: %s %i", (language, count, expected) => {
  expect(new Texts(language).t("ask.at-most", { count })).toBe(expected)
})

test("markup is handed to the page, in its place", () => {
  const parts = new Texts("en").rich("danger.lead", {}, { phone: () => "911" })
  expect(parts).toEqual(["If so, help comes first. Call ", "911", ". The questions can wait."])
})

test("what a message needs, and which messages there are, is known to the compiler", () => {
  const texts = new Texts("en")
  // @ts-expect-error: the day is missing
  const withoutDay = (): string => texts.t("notice.stale")
  // @ts-expect-error: there is no such message
  const noSuch = (): string => texts.t("no.such-message")
  expect(noSuch).toThrow("en has no text no.such-message")
  expect(withoutDay).toBeTypeOf("function")
})
