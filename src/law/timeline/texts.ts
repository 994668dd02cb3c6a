/** What a time line says to readers, for translation: sentences, names that may stay as they are, and sources. */
import type { Source } from "../source.ts"
import type { AnswerSlot, Correction, Timeline } from "./types.ts"

export function timelineSentences({ events, statements, notices, figures, unknown }: Timeline): readonly (string | null)[] {
  return [
    ...events.flatMap(({ title, what, history, corrections }) => [title, what, ...history.map(({ says }) => says), ...sentencesOfCorrections(corrections)]),
    ...statements.flatMap(({ role, says, quote, answer, corrections }) => [role, says, quote, saidIn(answer), ...sentencesOfCorrections(corrections)]),
    ...notices.flatMap(({ title, to, demands, delivered, answer, followUp, corrections }) => [title, to, demands, delivered, saidIn(answer), followUp, ...sentencesOfCorrections(corrections)]),
    ...figures.flatMap((group) => [group.title, ...group.figures.map(({ counts }) => counts)]),
    ...unknown.map(({ what }) => what),
  ]
}

/** Numbers count as names: most read alike in every language. */
export function timelineNames({ statements, notices, figures }: Timeline): readonly (string | null)[] {
  return [
    ...statements.flatMap(({ speaker, place, answer }) => [speaker, place, speakerOf(answer)]),
    ...notices.map(({ answer }) => speakerOf(answer)),
    ...figures.flatMap((group) => group.figures.flatMap(({ by, value }) => [by, value])),
  ]
}

export function timelineSources({ events, statements, notices, figures }: Timeline): readonly Source[] {
  return [
    ...events.flatMap(({ history }) => history.map(({ source }) => source)),
    ...[...statements, ...notices].flatMap(({ source, answer }) => [source, ...(answer.kind === "answered" ? [answer.source] : [])]),
    ...figures.flatMap((group) => group.figures.map(({ source }) => source)),
  ]
}

function sentencesOfCorrections(corrections: readonly Correction[]): readonly string[] {
  return corrections.flatMap(({ was, reason }) => [was, reason])
}

function saidIn(answer: AnswerSlot): string | null {
  return answer.kind === "answered" ? answer.says : null
}

function speakerOf(answer: AnswerSlot): string | null {
  return answer.kind === "answered" ? answer.by : null
}
