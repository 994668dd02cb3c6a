/** A law book: a pack opened for answering. Forests are compiled when first asked for and kept; days with the same rules share one. */
import { bug } from "../kernel/text/bug.ts"
import type { Answer } from "./answer-form.ts"
import { answerTo, type AnswerRequest } from "./answer.ts"
import { LIMITS, openQuestion, type Limits, type OpenQuestion } from "./open-question.ts"
import { gapsOn } from "./accepted-gaps.ts"
import { rulesOn } from "./to-diagram.ts"
import type { Day, Pack, Question } from "./types.ts"
import { Wording } from "./wording.ts"

export interface LawBook {
  readonly pack: Pack
  /** A question by id, as a border has it. */
  question(id: string): Question | undefined
  open(question: Question, day: Day): OpenQuestion
  answer(request: AnswerRequest): Answer
  wording(language: string): Wording
}

/** Days times questions for which the compiled question is found without looking at the rules. */
const DAYS_KEPT = 10_000

/** `limits` bound the work on each question. */
export function openBook(pack: Pack, limits: Partial<Limits> = {}): LawBook {
  const questions = new Map<string, Question>(pack.questions.map((question) => [question.id, question]))
  const opened = new Map<string, OpenQuestion>()
  /** The same by day; emptied when it holds more days than anybody asks about. */
  const byDay = new Map<string, OpenQuestion>()
  const wordings = new Map(pack.settings.languages.map((language) => [language, new Wording(pack, language)]))
  const wording = (language: string): Wording => wordings.get(language) ?? new Wording(pack, pack.settings.languages[0])

  const open = (question: Question, day: Day): OpenQuestion => {
    const key = `${day} ${question.id}`
    const known = byDay.get(key) ?? openByRules(question, day)
    if (byDay.size > DAYS_KEPT) byDay.clear()
    byDay.set(key, known)
    return known
  }

  const openByRules = (question: Question, day: Day): OpenQuestion => {
    const rules = rulesOn(pack, question.id, day)
    const key = [question.id, ...rules.map(({ rule, withdrawn }) => (withdrawn ? `-${rule.id}` : rule.id)), ...gapsOn(pack, question.id, day).map(({ span }) => `${span.path}:${String(span.start)}`)].join(" ")
    const known = opened.get(key)
    if (known !== undefined) return known
    const made = openQuestion(pack, question, rules, day, { ...LIMITS, ...limits })
    opened.set(key, made)
    return made
  }

  return {
    pack,
    question: (id) => questions.get(id),
    open,
    wording,
    answer: (request) => {
      const question = questions.get(request.question) ?? bug(`law/book: the pack has no question ${request.question}`)
      return answerTo(pack, open(question, request.on), request, wording(request.language))
    },
  }
}
