/** `writ check [PACK]`: every mistake, then what the pack's questions come to, what no case shows, how its time line puts each side, and how its texts stand in each language. */
import { hasError, type Diagnostic } from "../kernel/text/diagnostic.ts"
import { OUTCOMES } from "../kernel/diagram/types.ts"
import { coverageOf, type Coverage, type QuestionCoverage } from "../law/coverage.ts"
import { textStates, type TextStates } from "../law/guides/states.ts"
import { blockersOf, type Blocker } from "../law/release.ts"
import { lawFindings, type LawFindings } from "../law/findings.ts"
import { untestedOn, type QuestionUntested } from "../law/untested.ts"
import type { LawBook } from "../law/book.ts"
import type { Pack } from "../law/types.ts"
import { withMemory } from "../law/memory.ts"
import { balanceOf, type Balance } from "../law/timeline/balance.ts"
import { checkPack, type OpenedPack } from "../pipeline.ts"
import { printed } from "./open.ts"
import { packFolder, today, type Options } from "./options.ts"
import { findingsJson } from "./findings-json.ts"
import type { AskUnder } from "./ask-call.ts"
import { printBlockers } from "./print-blockers.ts"
import { printTexts } from "./print-texts.ts"
import { printFindings } from "./print-findings.ts"
import { printBalance } from "./print-balance.ts"
import { printUntested, untestedJson } from "./print-untested.ts"
import { columns, paintFor, wrap, type Paint } from "./terminal.ts"
import { UsageError } from "./usage.ts"
import { watchPack, type Seen } from "./watch.ts"

/** The exit code: 1 where the pack has an error, or with `--release` where it may not be published yet. */
export function check(options: Options): number | Promise<number> {
  if (options.positionals.length > 1) throw new UsageError("writ check takes one pack")
  const folder = options.positionals[0] ?? packFolder(options.pack)
  if (options.watch && options.release) throw new UsageError("writ check takes --watch or --release, not both")
  if (options.watch && options.json) throw new UsageError("writ check takes --watch or --json, not both")
  if (options.watch) return watchPack(folder, () => seenOf(withMemory(() => checkPack(folder, new Date())), options))
  const opened = checkPack(folder, new Date())
  const failed = hasError(opened.diagnostics)
  const report = opened.book === null || failed ? null : reportOf(opened.book, opened.cases, options)
  process.stdout.write(options.json ? asJson(opened, report) : asText(opened, report))
  return failed || (report?.blockers ?? []).length > 0 ? 1 : 0
}

/** What `--watch` tells: mistakes at once; what the pack comes to is worked out when it is asked for. */
function seenOf(opened: OpenedPack, options: Options): Seen {
  const { book, diagnostics, cases } = opened
  const failed = book === null || hasError(diagnostics)
  const problems = diagnostics.length === 0 ? "" : `${printed(opened, diagnostics)}\n`
  const passed = cases.filter((one) => one.passed).length
  const summary = failed ? "" : `No mistake: ${String(passed)} of ${String(cases.length)} cases passed.`
  return { failed, problems, summary, report: () => (failed ? "" : asText({ ...opened, diagnostics: [] }, reportOf(book, cases, options))) }
}

/** What a pack without errors comes to. */
interface Report {
  readonly pack: Pack
  readonly coverage: Coverage
  readonly findings: LawFindings
  readonly untested: readonly QuestionUntested[]
  readonly balance: Balance
  readonly texts: readonly TextStates[]
  /** `null` where nobody asks whether it may be released. */
  readonly blockers: readonly Blocker[] | null
  /** How `writ ask` is given the same law. */
  readonly under: AskUnder
}

function reportOf(book: LawBook, cases: OpenedPack["cases"], { on: day, positionals, pack, release }: Options): Report {
  const on = day ?? today(book.pack.settings.timeZone)
  return { pack: book.pack, coverage: coverageOf(book, cases, on), findings: lawFindings(book.pack, on), untested: untestedOn(book, on), balance: balanceOf(book.pack.timeline), texts: textStates(book.pack), blockers: release ? blockersOf(book.pack, on) : null, under: { on: day, pack: positionals[0] ?? pack } }
}

function asText(opened: OpenedPack, report: Report | null): string {
  const problems = opened.diagnostics.length === 0 ? "" : `${printed(opened, opened.diagnostics)}\n`
  if (report === null) return problems
  const { pack, coverage, findings, untested, balance, texts, blockers, under } = report
  const paint = paintFor(process.stdout)
  return [...(problems === "" ? [] : [problems]), ...summary(pack, coverage, paint), "", ...questionTable(coverage, paint), "", ...printFindings(pack, findings, under, paint), ...printUntested(untested, paint), "", ...unused(coverage), "", ...printBalance(balance, paint), "", ...printTexts(texts, paint), ...(blockers === null ? [] : ["", ...printBlockers(blockers, paint)]), ""].join("\n")
}

function summary(pack: Pack, coverage: Coverage, paint: Paint): readonly string[] {
  const cases = coverage.questions.reduce((sum, question) => sum + question.cases, 0)
  const passed = coverage.questions.reduce((sum, question) => sum + question.passed, 0)
  const clauses = pack.instruments.reduce((sum, instrument) => sum + instrument.clauses.length, 0)
  return [
    paint("bold", `${pack.settings.name} (${pack.settings.status})`),
    `${String(pack.instruments.length)} instruments, ${String(clauses)} clauses, ${String(pack.questions.length)} questions, ${String(passed)} of ${String(cases)} cases passed.`,
    `Counts are of situations that can occur, under the law of ${coverage.on}. Law digest ${pack.digest.slice(0, 16)}…`,
  ]
}

function questionTable(coverage: Coverage, paint: Paint): readonly string[] {
  const head = ["question", "facts", "situations", "cases", "outcomes"]
  const rows = coverage.questions.map((question) => [
    question.question,
    String(question.facts),
    String(question.situations),
    `${String(question.passed)}/${String(question.cases)}`,
    sharesOf(question),
  ])
  const [first = "", ...rest] = columns([head, ...rows])
  return [paint("bold", first), ...rest]
}

function sharesOf(question: QuestionCoverage): string {
  const { outcomes } = question
  if (outcomes === null) return "too many to be counted"
  const shares = OUTCOMES.flatMap((outcome) => {
    const count = outcomes.get(outcome) ?? 0n
    return count === 0n ? [] : [`${outcome} ${percent(count, question.situations)}`]
  })
  return shares.join(", ")
}

/** A share in percent with one decimal; `<0.1%` where it would read as nothing. */
function percent(count: bigint, of: bigint): string {
  const tenths = (count * 2000n + of) / (of * 2n)
  return tenths === 0n ? "<0.1%" : `${String(tenths / 10n)}${tenths % 10n === 0n ? "" : `.${String(tenths % 10n)}`}%`
}

function unused(coverage: Coverage): readonly string[] {
  const lines = [
    ...coverage.questions.map((question) => finding(`rules of ${question.question} without a case that they decide`, question.withoutCase)),
    ...coverage.questions.map((question) => finding(`exceptions in ${question.question} without two cases that differ in that fact alone`, question.withoutPair.map(({ rule, fact }) => `${rule} (${fact})`))),
    ...coverage.questions.map((question) => finding(`facts of ${question.question} that no rule tests`, question.unusedFacts)),
    finding("values that no rule and no case names", coverage.unusedValues.map(({ type, value }) => `${type} ${value}`)),
    finding("steps that no rule gives", coverage.unusedSteps),
  ].flat()
  return lines.length > 0 ? lines : ["Every rule decides a case, every exception has its pair, and no fact, value or step is unused."]
}

function finding(what: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${String(names.length)} ${what}:`, wrap(names.join(", "), "  ")]
}

function asJson(opened: OpenedPack, report: Report | null): string {
  const parts = report === null ? { coverage: null, findings: null, untested: null, balance: null, texts: null, blockers: null } : { coverage: coverageJson(report.coverage), findings: findingsJson(report.findings), untested: untestedJson(report.untested), balance: report.balance, texts: report.texts, blockers: report.blockers }
  const value = { diagnostics: opened.diagnostics.map((one) => diagnosticJson(one, opened.texts)), ...parts }
  return `${JSON.stringify(value, null, 2)}\n`
}

function diagnosticJson(diagnostic: Diagnostic, texts: ReadonlyMap<string, string>): unknown {
  const { span, under, hint, related, ...rest } = diagnostic
  const place = span === null ? null : { ...span, line: (texts.get(span.path) ?? "").slice(0, span.start).split("\n").length }
  return { ...rest, place, under: under ?? null, hint: hint ?? null, related: related ?? [] }
}

/** Counts as decimal texts: they may pass 2^53. */
function coverageJson(coverage: Coverage): unknown {
  return {
    ...coverage,
    questions: coverage.questions.map((question) => ({
      ...question,
      situations: String(question.situations),
      outcomes: question.outcomes === null ? null : Object.fromEntries([...question.outcomes].map(([outcome, count]) => [outcome, String(count)])),
    })),
  }
}
