/**
 * Days on which something is said to have been done, against today: nobody has read, reviewed or changed anything tomorrow.
 *
 *     source: { …, read-on: 2062-11-23, … }       reviewed: { by-role: Counsel, on: 2062-01-01 }       state: { reviewed-by: …, on: … }
 *     was: [{ on: 2062-01-01, … }]
 *
 * The reader of packs has no clock, so that a pack reads the same every day; who checks a pack says which day it is. What
 * a source confirms lies on or before the day it was read, which the reader has checked.
 */
import type { Diagnostic } from "../kernel/text/diagnostic.ts"
import { parseDay } from "./days.ts"
import { readMarkdown } from "./markdown.ts"
import { GUIDE_FILE, INSTRUMENT_FILE } from "./pack-files.ts"
import { wholeFile, type Passage } from "./passage.ts"
import { errorAt } from "./problem.ts"
import type { Day, Pack } from "./types.ts"
import { parseYaml, type YamlPath } from "./yaml/parse.ts"

/** Keys under which `on` is the day of a review. */
const REVIEWS = ["reviewed", "confirmed", "state"]

/** Of a pack that was read without an error. */
export function checkDaysPassed({ texts }: Pick<Pack, "texts">, today: Day): readonly Diagnostic[] {
  return [...texts].flatMap(([path, text]) => yamlIn(path, text)).flatMap((passage) => daysToCome(passage, today))
}

/** A YAML file, or the front matter of an instrument or a guide and its YAML blocks. */
function yamlIn(path: string, text: string): readonly Passage[] {
  if (path.endsWith(".yaml")) return [wholeFile(path, text)]
  if (!INSTRUMENT_FILE.test(path) && !GUIDE_FILE.test(path)) return []
  const { frontMatter, sections } = readMarkdown(path, text, [])
  const blocks = sections.flatMap((section) => section.blocks).filter(({ kind }) => kind.text !== "cedar" && kind.text !== "cases")
  return [...(frontMatter === null ? [] : [frontMatter]), ...blocks.map(({ content }) => content)]
}

function daysToCome(passage: Passage, today: Day): readonly Diagnostic[] {
  const document = parseYaml(passage, [])
  if (document === null) return []
  return daysDone(document.plain, []).flatMap(({ day, path, done }) => {
    if (day <= today) return []
    return [errorAt(document.spanAt(path), "law/day-to-come", `this was ${done} on ${day}, and today is ${today}`, { hint: "write the day on which it was done" })]
  })
}

interface DayDone {
  readonly day: Day
  readonly path: YamlPath
  readonly done: "read" | "reviewed" | "changed"
}

function doneAt(path: YamlPath): DayDone["done"] | null {
  const [list, above, key] = [path.at(-3), path.at(-2), path.at(-1)]
  if (key === "read-on") return "read"
  if (key !== "on") return null
  return REVIEWS.some((review) => review === above) ? "reviewed" : list === "was" ? "changed" : null
}

function daysDone(plain: unknown, path: YamlPath): readonly DayDone[] {
  if (typeof plain === "string") {
    const done = doneAt(path)
    const day = done === null ? null : parseDay(plain)
    return done === null || day === null ? [] : [{ day, path, done }]
  }
  if (Array.isArray(plain)) return plain.flatMap((element: unknown, index) => daysDone(element, [...path, index]))
  return typeof plain === "object" && plain !== null ? Object.entries(plain).flatMap(([key, value]: [string, unknown]) => daysDone(value, [...path, key])) : []
}
