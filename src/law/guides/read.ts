/**
 * guides/<guide>/<lang>.md and guides/sources.yaml: which guides there are, each in the pack's first language, its source, and
 * translated.
 */
import { isNonEmpty } from "../../kernel/text/brand.ts"
import { listNames, quote } from "../../kernel/text/did-you-mean.ts"
import type { Diagnostic, Span } from "../../kernel/text/diagnostic.ts"
import { guideId, isId, ID_FORM, RESERVED_ADDRESSES } from "../ids.ts"
import { GUIDE_FILE, GUIDE_SOURCES } from "../pack-files.ts"
import { wholeFile } from "../passage.ts"
import { errorAt, warningAt } from "../problem.ts"
import type { Source } from "../types.ts"
import { lawSource, mapOf } from "../yaml/forms.ts"
import { readShaped } from "../yaml/shape.ts"
import { outlineGuide } from "./outline.ts"
import { readSourceGuide, type GuideWorld } from "./source-guide.ts"
import { readTranslation } from "./translation.ts"
import type { Guide, GuideId, GuideTranslation } from "./types.ts"

/** What guides may name, and the languages of the pack with where pack.yaml lists each. */
export interface GuidesWorld extends Omit<GuideWorld, "sources"> {
  readonly languages: readonly { readonly language: string; readonly span: Span }[]
}

/** `texts`: the pack's files. In the sequence of their ids. */
export function readGuides(texts: ReadonlyMap<string, string>, world: GuidesWorld): readonly Guide[] {
  const sources = readSources(texts, world.diagnostics)
  const byGuide = new Map<string, Map<string, string>>()
  for (const path of texts.keys()) {
    const [, guide = "", language = ""] = GUIDE_FILE.exec(path) ?? []
    if (guide === "") continue
    if (world.languages.some((one) => one.language === language)) byGuide.set(guide, (byGuide.get(guide) ?? new Map<string, string>()).set(language, path))
    else if (world.languages.length > 0) world.diagnostics.push(warningAt(firstLine(path, texts), "law/unknown-language", `pack.yaml lists no language ${quote(language)}`, { hint: "add it to `languages`, or leave the file out" }))
  }
  const guides = [...byGuide].flatMap(([name, files]) => readGuide(name, files, texts, { ...world, sources }) ?? [])
  sayMissing(byGuide, world)
  return guides
}

function readSources(texts: ReadonlyMap<string, string>, diagnostics: Diagnostic[]): ReadonlyMap<string, Source> | null {
  const text = texts.get(GUIDE_SOURCES)
  if (text === undefined) return new Map()
  return readShaped(wholeFile(GUIDE_SOURCES, text), mapOf(lawSource), diagnostics)?.value ?? null
}

type World = GuidesWorld & GuideWorld

/** `files`: paths by language. */
function readGuide(name: string, files: ReadonlyMap<string, string>, texts: ReadonlyMap<string, string>, world: World): Guide | null {
  const [first, ...others] = world.languages
  const anyPath = [...files.values()][0]
  if (first === undefined || anyPath === undefined) return null
  const id = guideIdFrom(name, firstLine(anyPath, texts), world.diagnostics)
  const path = files.get(first.language)
  if (path === undefined) {
    world.diagnostics.push(errorAt(firstLine(anyPath, texts), "law/guide-without-source", `the guide ${quote(name)} does not stand in ${quote(first.language)}, the pack's first language, of which this is a translation`, { hint: `write ${quote(`guides/${name}/${first.language}.md`)} first` }))
    return null
  }
  const outline = outlineGuide(path, texts.get(path) ?? "", world.diagnostics)
  const source = outline === null ? null : readSourceGuide(outline, world)
  // A statement with a mistake is not among those that a translation could be of.
  const failed = world.diagnostics.some(({ severity, span }) => severity === "error" && span?.path === path)
  if (source === null || id === null || failed) return null
  const translations = others.flatMap(({ language }) => translationIn(language, files.get(language), source, texts, world) ?? [])
  return { ...source, id, language: first.language, path, translations: new Map(translations.map((one) => [one.language, one])) }
}

function translationIn(language: string, path: string | undefined, source: Parameters<typeof readTranslation>[2], texts: ReadonlyMap<string, string>, { diagnostics }: World): GuideTranslation | null {
  const outline = path === undefined ? null : outlineGuide(path, texts.get(path) ?? "", diagnostics)
  return outline === null ? null : readTranslation(language, outline, source, diagnostics)
}

function guideIdFrom(name: string, span: Span, diagnostics: Diagnostic[]): GuideId | null {
  if (!isId(name)) diagnostics.push(errorAt(span, "law/wrong-id", `${quote(name)} is not an id`, { hint: `name the folder otherwise: ${ID_FORM}` }))
  else if (RESERVED_ADDRESSES.includes(name)) diagnostics.push(errorAt(span, "law/reserved-word", `${quote(name)} cannot be a guide, because another page has this address`, { hint: `name the folder otherwise; taken are ${RESERVED_ADDRESSES.join(", ")}` }))
  else return guideId(name)
  return null
}

/** One warning a language, where it lacks guides that the pack has. */
function sayMissing(byGuide: ReadonlyMap<string, ReadonlyMap<string, string>>, { languages: [first, ...others], diagnostics }: GuidesWorld): void {
  const guides = first === undefined ? [] : [...byGuide].filter(([, files]) => files.has(first.language))
  for (const { language, span } of others) {
    const missing = guides.filter(([, files]) => !files.has(language)).map(([guide]) => guide)
    if (!isNonEmpty(missing)) continue
    const what = missing.length === 1 ? `the guide ${quote(missing[0])} is` : `${String(missing.length)} guides are`
    diagnostics.push(warningAt(span, "law/untranslated", `${what} missing in ${quote(language)}`, { hint: `add ${listNames(missing.map((guide) => `guides/${guide}/${language}.md`))}; until then readers see the first language` }))
  }
}

function firstLine(path: string, texts: ReadonlyMap<string, string>): Span {
  return { path, start: 0, end: Math.max(0, (texts.get(path) ?? "").search(/[\r\n]|$/)) }
}
