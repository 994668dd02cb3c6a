/** `writ diff A [B]`: what another law answers differently, in every situation: two packs, two revisions of one, or one pack on two days. */
import { printGiven } from "../kernel/diagram/values.ts"
import type { Direction, Region, SameAnswer } from "../kernel/diagram/changes.ts"
import { openBook, type LawBook } from "../law/book.ts"
import { dayOf } from "../law/calendar.ts"
import { compareInTime, compareLaws, differs, restates, type ComparedStretch, type LawComparison, type QuestionComparison } from "../law/compare.ts"
import type { Day, Pack, Question } from "../law/types.ts"
import { stretchWords, type BothSites } from "../ui/change-words.ts"
import { isLanguageId, languagesOf, type LanguageId } from "../ui/languages.ts"
import { openSite } from "../ui/site.ts"
import type { AskUnder } from "./ask-call.ts"
import { mustOpen } from "./open.ts"
import { packFolder, today, type Options } from "./options.ts"
import { packAtRevision } from "./pack-at-revision.ts"
import { isSame, printComparison } from "./print-comparison.ts"
import { where } from "./print-findings.ts"
import { paintFor } from "./terminal.ts"
import { UsageError } from "./usage.ts"

/** One of the two that are compared. */
interface Side {
  readonly folder: string
  readonly revision: string | null
  /** `null`: every day. */
  readonly day: Day | null
}

export function diff(options: Options): number {
  const [one, other] = sidesOf(options)
  const before = openSide(one)
  const after = one.folder === other.folder && one.revision === other.revision ? before : openSide(other)
  const language = languageOf(after.pack, options.language)
  const sites: BothSites = { before: openSite(before, language, one.day ?? today(before.pack.settings.timeZone), ""), after: openSite(after, language, other.day ?? today(after.pack.settings.timeZone), "") }
  const found = one.day === null || other.day === null
    ? compareInTime(before.pack, after.pack)
    : [{ stretch: null, comparison: compareLaws({ law: before.pack, day: one.day }, { law: after.pack, day: other.day }) }]
  process.stdout.write(options.json ? asJson(sites, found) : asText(sites, [one, other], found))
  return 0
}

type Found = Omit<ComparedStretch, "stretch"> & { readonly stretch: ComparedStretch["stretch"] | null }

/** What is compared with what. Throws `UsageError` where both are the same. */
function sidesOf({ positionals, ons, revs, pack }: Options): readonly [Side, Side] {
  if (positionals.length > 2) throw new UsageError("writ diff takes two packs, or one with two revisions (--rev) or two days (--on)")
  const [first = packFolder(pack), second = first] = positionals
  const side = (folder: string, place: 0 | 1): Side => ({ folder, revision: revs[place] ?? null, day: ons[place] ?? ons[0] ?? null })
  const sides = [side(first, 0), side(second, 1)] as const
  if (first === second && revs.length === 0 && ons.length < 2) throw new UsageError("writ diff needs two things to compare: two packs, two revisions (--rev A --rev B; one alone is compared with the files as they are), or two days (--on A --on B)")
  return sides
}

function openSide({ folder, revision }: Side): LawBook {
  return revision === null ? mustOpen(folder) : openBook(packAtRevision(folder, revision))
}

function languageOf(pack: Pack, wanted: string | null): LanguageId {
  const languages = languagesOf(pack)
  if (wanted === null) return languages[0]
  if (isLanguageId(wanted) && languages.includes(wanted)) return wanted
  throw new UsageError(`the pack has no words in \`${wanted}\`; it has ${languages.join(", ")}`)
}

function asText(sites: BothSites, [one, other]: readonly [Side, Side], found: readonly Found[]): string {
  const paint = paintFor(process.stdout)
  const { after } = sites
  const nameOf = ({ folder, revision, day }: Side): string => [folder, ...(revision === null ? [] : [revision]), ...(day === null ? [] : [after.day(day)])].join(", ")
  const differing = found.filter(({ comparison }) => !isSame(comparison))
  const parts = differing.flatMap(({ stretch, comparison }) => [...(stretch === null || found.length === 1 ? [] : ["", paint("bold", stretchWords(after, stretch))]), ...printComparison(sites, comparison, [one, other].flatMap((side) => askUnder(side, stretch)), paint)])
  return [paint("bold", `${after.t("change.title")}: ${nameOf(one)} → ${nameOf(other)}`), ...(differing.length === 0 ? [after.t("change.nothing")] : parts), ""].join("\n")
}

/** A law as `writ ask` names it; none of a revision, whose files are not there. */
function askUnder({ folder, revision, day }: Side, stretch: Found["stretch"]): readonly AskUnder[] {
  return revision === null ? [{ pack: folder, on: day ?? (stretch === null ? null : dayOf(stretch)) }] : []
}

function asJson({ after }: BothSites, found: readonly Found[]): string {
  const json = found.map(({ stretch, comparison }) => ({ ...(stretch === null ? {} : { days: stretch }), ...comparisonJson(after.pack, comparison) }))
  return `${JSON.stringify({ comparisons: json }, null, 2)}\n`
}

function comparisonJson(law: Pack, { addedQuestions, removedQuestions, questions }: LawComparison): object {
  return { addedQuestions, removedQuestions, compared: questions.length, questions: questions.filter(differs).map((one) => questionJson(law, one)) }
}

function questionJson(law: Pack, { after: question, addedFacts, removedFacts, changes }: QuestionComparison): object {
  if (changes === null) return { question: question.id, tooLarge: true, addedFacts, removedFacts }
  const same = (one: SameAnswer): object => ({ ...one, count: String(one.count), restates: restates(law, one) })
  return {
    question: question.id, addedFacts, removedFacts,
    situations: String(changes.situations), changed: String(changes.changed), onlyBefore: String(changes.onlyBefore), onlyAfter: String(changes.onlyAfter),
    directions: changes.directions.map((direction) => directionJson(question, direction)),
    regions: changes.regions.map((region) => regionJson(question, region)),
    addedRules: changes.added, removedRules: changes.removed,
    sameAnswerNewClause: changes.restating.map(same), sameAnswerClauseGone: changes.restated.map(same),
  }
}

function directionJson(question: Question, { from, to, count, witness }: Direction): object {
  const example = question.facts.flatMap((fact): readonly (readonly [string, string])[] => { const given = witness.get(fact.id); return given === undefined ? [] : [[fact.id, printGiven(fact, given)]] })
  return { from, to, count: String(count), example: Object.fromEntries(example) }
}

function regionJson(question: Question, { where: sayings, of, changes, before, after, unless }: Region): object {
  return { where: where(question, sayings), of: String(of), changes: changes.map((direction) => directionJson(question, direction)), before, after, unless }
}
