/** What past decisions come to under another law, for a person at a terminal. */
import type { Apart, Example, Group, Share } from "../law/replay/tally.ts"
import type { BodyId, ClauseId, Day } from "../law/types.ts"
import { clauseOf } from "../ui/clauses.ts"
import { LANGUAGES, printDay } from "../ui/languages.ts"
import type { Texts } from "../ui/texts.ts"
import { printable } from "../kernel/text/width.ts"
import { askCall } from "./ask-call.ts"
import type { ReplayRun } from "./replay-json.ts"
import { shown } from "./replay-words.ts"
import { columns, wrap, type Paint } from "./terminal.ts"

/** Ways of coming out differently that are shown; `--json` has more. */
const MOST_SHOWN = 20

export function printReplay(run: ReplayRun, texts: Texts, paint: Paint): string {
  const { found, ended, lines } = run
  const isEmpty = found.decisions === 0 && found.apart.length === 0 && run.wrong.count === 0
  if (isEmpty && ended) return `${texts.t("replay.none", { file: run.file })}\n`
  return [
    ...(ended ? [] : [texts.t("replay.stopped", { line: lines }), ""]),
    paint("bold", title(run, texts)),
    texts.t(found.changed === 0 ? "replay.nothing-changed" : "replay.counts", { decisions: found.decisions, changed: found.changed }),
    ...(found.otherwise.line === null ? [] : [wrap(texts.t("replay.otherwise", { count: found.otherwise.count, line: found.otherwise.line }))]),
    ...section(texts.t("replay.apart"), apart(run, texts), paint),
    ...(found.changed === 0 ? [] : changes(run, texts, paint)),
    "",
  ].join("\n")
}

function title({ own, other, on }: ReplayRun, texts: Texts): string {
  const day = printDay(texts.language, on)
  const named = ({ pack }: ReplayRun["own"]): string => `${pack.settings.name} (${pack.settings.status})`
  return own === other ? texts.t("replay.title", { made: named(own), day }) : texts.t("replay.title-against", { made: named(own), again: named(other), day })
}

function apart({ found }: ReplayRun, texts: Texts): readonly string[] {
  const told = found.apart.map((one) => apartLine(one, texts))
  return [...told, ...(found.moreApart === 0 ? [] : [texts.t("replay.apart-more", { count: found.moreApart })])].map((line) => `  ${line}`)
}

function apartLine({ kind, count, line, question, fact, value }: Apart, texts: Texts): string {
  const of = { count, line, question: shown(question) }
  switch (kind) {
    case "question":
      return texts.t("replay.apart-question", of)
    case "fact":
      return texts.t("replay.apart-fact", { ...of, fact: shown(fact ?? "") })
    case "value":
      return texts.t("replay.apart-value", { ...of, fact: shown(fact ?? ""), value: shown(value ?? "") })
  }
}

function changes(run: ReplayRun, texts: Texts, paint: Paint): readonly string[] {
  const { found, own } = run
  const wording = own.wording(texts.language)
  const count = numbers(texts)
  const shares = (all: readonly Share[], name: (of: string) => string): readonly string[] => shareLines(all, name, texts)
  const told = found.groups.slice(0, MOST_SHOWN)
  const rest = found.more + found.groups.slice(MOST_SHOWN).reduce((sum, group) => sum + group.count, 0)
  return [
    ...section(texts.t("replay.directions"), table(["", ""], found.directions.map(({ from, to, count: of }) => [`${from} → ${to}`, count(of)])).slice(1), paint),
    ...section(texts.t("replay.questions"), shares(found.questions, (of) => of), paint),
    ...section(texts.t("replay.bodies"), shares(found.bodies, (of) => (of === "" ? texts.t("replay.body-unsaid") : wording.body(of as BodyId).text)), paint),
    ...section(texts.t("replay.clauses"), table(["", texts.t("replay.then-decided"), texts.t("replay.now-decides")], found.clauses.map(({ clause, before, after }) => [cite(run, texts, clause), count(before), count(after)])), paint),
    ...section(texts.t("replay.groups"), told.flatMap((group) => groupLines(run, texts, group)), paint),
    ...(rest === 0 ? [] : [`  ${texts.t("replay.more", { count: rest })}`]),
  ]
}

function section(heading: string, lines: readonly string[], paint: Paint): readonly string[] {
  return lines.length === 0 ? [] : ["", paint("bold", heading), ...lines]
}

function numbers({ language }: Texts): (count: number) => string {
  const format = new Intl.NumberFormat(LANGUAGES[language].locale)
  return (count) => format.format(count)
}

/** Names to the left, numbers to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((word, column) => Math.max(word.length, ...rows.map((row) => (row[column] ?? "").length)))
  return columns([head, ...rows].map((row) => row.map((word, column) => (column === 0 ? word : word.padStart(widths[column] ?? 0))))).map((line) => `  ${line}`.trimEnd())
}

/** Where something comes out differently; the others in one line. */
function shareLines(all: readonly Share[], name: (of: string) => string, texts: Texts): readonly string[] {
  const count = numbers(texts)
  const others = all.filter(({ changed }) => changed === 0)
  const rows = all.filter(({ changed }) => changed > 0).map(({ of, decisions, changed }) => [name(of), count(decisions), count(changed)])
  const rest = texts.t("replay.unchanged", { others: others.length, decisions: others.reduce((sum, { decisions }) => sum + decisions, 0) })
  return [...table(["", texts.t("replay.decisions"), texts.t("replay.changed")], rows), ...(others.length === 0 ? [] : [`  ${rest}`])]
}

function groupLines(run: ReplayRun, texts: Texts, { question, from, to, count, before, after, example }: Group): readonly string[] {
  const clauses = (all: readonly ClauseId[] | null): string =>
    all === null ? texts.t("replay.by-unknown") : all.length === 0 ? texts.t("replay.by-none") : all.map((clause) => cite(run, texts, clause)).join("; ")
  return [
    `  ${texts.t("replay.group", { question, from, to, count })}`,
    wrap(texts.t("replay.then-by", { clauses: clauses(before) }), "    "),
    wrap(texts.t("replay.now-by", { clauses: clauses(after) }), "    "),
    `    ${place(texts, example)}`,
    `    ${call(question, example, example.on, run.packs.own)}`,
    `    ${call(question, example, run.on, run.packs.other)}`,
  ]
}

function place(texts: Texts, { line, reference }: Example): string {
  return reference === null ? texts.t("replay.example", { line }) : texts.t("replay.example-reference", { line, reference: shown(reference) })
}

/** The call that decides an example under the law of a day. */
function call(question: string, { facts }: Example, on: Day, pack: string | null): string {
  return askCall(question, [...facts].map(([fact, value]) => [printable(fact), printable(value)] as const), { on, pack })
}

/** A clause of either pack, by its instrument and title. */
function cite({ own, other }: ReplayRun, { language }: Texts, id: ClauseId): string {
  const book = clauseOf(own.pack, id) === undefined ? other : own
  const at = clauseOf(book.pack, id)
  const wording = book.wording(language)
  return at === undefined ? id : `${wording.instrumentShort(at.instrument).text}, ${wording.clauseTitle(at.clause).text}`
}
