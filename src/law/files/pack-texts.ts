/**
 * What a pack's author writes for readers outside the words files: why a gap is accepted, what is disputed, what a duty asks,
 * what has not been read, what happened. Words files translate these by the text itself, under `texts`:
 *
 *     texts: { "The order speaks only to the police.": "La orden se dirige solo a la policía." }
 *
 * So a translation cannot outlive its text: where the text changes, its old translation names nothing.
 */
import type { Guide } from "../guides/types.ts"
import { timelineNames, timelineSentences, timelineSources } from "../timeline/texts.ts"
import type { Timeline } from "../timeline/types.ts"
import type { Assumption, Clause, HelpLine, Instrument, Settings, Source } from "../types.ts"

/** By the text with its blanks made one, as `textKey` gives it. */
export interface PackTexts {
  /** What is said: another language lacks it where it has no translation. */
  readonly sentences: ReadonlySet<string>
  /** Who says it. A name may stay as it is. */
  readonly names: ReadonlySet<string>
}

/** The parts of a pack that hold such texts. */
export interface TextsIn {
  /** `null` where pack.yaml could not be read. */
  readonly settings: Settings | null
  readonly instruments: readonly Instrument[]
  readonly assumptions: readonly Assumption[]
  readonly help: readonly HelpLine[]
  readonly timeline: Timeline
  readonly guides: readonly Guide[]
}

/** Line breaks and indents mean nothing: a text is the same however it is folded. */
export function textKey(text: string): string {
  return text.replace(/\s+/g, " ").trim()
}

export function packTexts(pack: TextsIn): PackTexts {
  const clauses = pack.instruments.flatMap((instrument) => instrument.clauses)
  return {
    sentences: keysOf([...pack.instruments.flatMap(sentencesOfInstrument), ...clauses.flatMap(sentencesOfClause), ...pack.assumptions.map(({ why }) => why), ...sentencesOfPeople(pack)]),
    names: keysOf([pack.settings?.publisher ?? null, ...sourcesIn(pack).map(({ by }) => by), ...clauses.flatMap(namesInClause), ...pack.help.map(({ lineOf }) => lineOf), ...timelineNames(pack.timeline)]),
  }
}

function keysOf(texts: readonly (string | null)[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => (text === null ? [] : [textKey(text)])))
}

function sentencesOfInstrument({ unread, headings }: Instrument): readonly string[] {
  return [...unread, ...headings.filter(({ clause }) => clause === null).map(({ text }) => text)]
}

function sentencesOfClause(clause: Clause): readonly (string | null)[] {
  return [
    ...clause.rules.flatMap(({ note, stricter }) => [note, stricter]),
    ...clause.cases.map(({ note }) => note),
    ...clause.acceptedGaps.map(({ why }) => why),
    ...clause.duties.flatMap(({ what, evidence }) => [what, evidence]),
    ...clause.disputes.flatMap(({ says, reply, stage }) => [says, reply?.says ?? null, stage]),
  ]
}

function namesInClause({ disputes, suspensions, withdrawals }: Clause): readonly (string | null)[] {
  return [...disputes.flatMap(({ by, reply }) => [by, reply?.by ?? null]), ...suspensions.map(({ by }) => by), ...withdrawals.map(({ by }) => by)]
}

function sentencesOfPeople({ help, timeline }: TextsIn): readonly (string | null)[] {
  return [...help.flatMap(({ name, hours }) => [name, hours]), ...timelineSentences(timeline)]
}

function sourcesIn({ instruments, help, timeline, guides }: TextsIn): readonly Source[] {
  const clauses = instruments.flatMap((instrument) => instrument.clauses)
  return [
    ...instruments.map(({ source }) => source),
    ...clauses.flatMap(({ source, disputes, suspensions }) => [source, ...[...disputes, ...suspensions].map((one) => one.source)]),
    ...help.map(({ source }) => source),
    ...timelineSources(timeline),
    ...guides.flatMap(({ sections }) => sections.flatMap(({ statements }) => statements.flatMap(({ sources }) => sources))),
  ]
}
