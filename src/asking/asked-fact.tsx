/**
 * One fact asked, after GOV.UK's question page: the question is the heading, nothing is chosen beforehand, "I do not know" is an answer,
 * the page says why it asks, and what was sent is kept when it was wrong.
 */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Fact } from "../law/types.ts"
import { clauseHref } from "../ui/clauses.ts"
import { factLabel, valueWords } from "../ui/fact-words.ts"
import { langOf, type Site } from "../ui/site.ts"
import { Worded } from "../ui/worded.tsx"
import type { AskedQuestion } from "./model.ts"
import type { FactProblem } from "./sent.ts"

export interface AskedProps {
  readonly site: Site
  readonly asked: AskedQuestion
  readonly message: string | null
}

export function Asked({ site, asked, message }: AskedProps): JSX.Element {
  const { shape } = asked.fact
  const isChoice = shape.kind === "choice" || shape.kind === "yes-no" || shape.kind === "set"
  const heading = (
    <h1>
      <Worded site={site} of={factLabel(site, asked.fact)} />
    </h1>
  )
  const caption = (
    <p class="caption">
      <Worded site={site} of={site.wording.question(asked.situation.question.id)} />
    </p>
  )
  const under = (
    <>
      <Hint site={site} fact={asked.fact} />
      {message !== null && (
        <p class="field-error" id="answer-error">
          <span class="hidden">{site.t("error.prefix")}</span> {message}
        </p>
      )}
    </>
  )
  if (isChoice) {
    return (
      <>
        {caption}
        <fieldset {...describedBy(site, asked, message)}>
          <legend>{heading}</legend>
          {under}
          <Options site={site} asked={asked} />
        </fieldset>
      </>
    )
  }
  return (
    <>
      {caption}
      <label for="answer">{heading}</label>
      {under}
      <TypedAnswer site={site} asked={asked} message={message} />
    </>
  )
}

function describedBy(site: Site, asked: AskedQuestion, message: string | null): { readonly "aria-describedby"?: string } {
  const hint = hintOf(site, asked.fact) === null ? [] : ["answer-hint"]
  const ids = [...hint, ...(message === null ? [] : ["answer-error"])]
  return ids.length === 0 ? {} : { "aria-describedby": ids.join(" ") }
}

function hintOf(site: Site, fact: Fact): { readonly text: string; readonly language: string } | null {
  if (fact.visibility === "asker") return { text: site.t("body.hint"), language: site.language }
  return site.wording.factHint(fact.id)
}

function Hint({ site, fact }: { readonly site: Site; readonly fact: Fact }): JSX.Element {
  const hint = hintOf(site, fact)
  const example = exampleOf(site, fact)
  if (hint === null && example === null) return <></>
  return (
    <p class="hint" id="answer-hint">
      {hint !== null && <Worded site={site} of={hint} />} {example}
    </p>
  )
}

function exampleOf(site: Site, fact: Fact): string | null {
  if (fact.shape.kind === "set") return site.t("ask.choose-all")
  return fact.shape.kind === "number" && fact.shape.unit === "duration" ? site.t("ask.duration-example") : null
}

interface Option {
  readonly value: string
  readonly isApart: boolean
}

/** The values to choose from, as the pack lists them; those of a set that some rule names; then what may be said of any fact. */
function optionsOf(asked: AskedQuestion, members: readonly string[]): readonly Option[] {
  const { shape, optional } = asked.fact
  const values = shape.kind === "choice" ? shape.values : shape.kind === "set" ? (shape.of.kind === "choice" ? shape.of.values : members) : ["yes", "no"]
  const also = [...(shape.kind === "set" ? ["nothing"] : []), ...(optional ? ["absent"] : []), "unknown"]
  return [...values.map((value) => ({ value, isApart: false })), ...also.map((value) => ({ value, isApart: true }))]
}

function Options({ site, asked }: { readonly site: Site; readonly asked: AskedQuestion }): JSX.Element {
  const { fact, said, sent } = asked
  const domain = site.book.open(sent.question, sent.on ?? site.today).forest.facts.find(({ id }) => id === fact.id)
  const options = optionsOf(asked, domain?.members ?? [])
  return (
    <div class={options.length > 9 ? "options many" : "options"}>
      {options.map(({ value, isApart }, index) => (
        <label class={isApart ? "option or" : "option"}>
          <input type={fact.shape.kind === "set" ? "checkbox" : "radio"} name={fact.id} value={value} id={index === 0 ? "answer" : `answer-${String(index + 1)}`} checked={said.includes(value)} />
          <OptionWords site={site} fact={fact} value={value} />
        </label>
      ))}
    </div>
  )
}

function OptionWords({ site, fact, value }: { readonly site: Site; readonly fact: Fact; readonly value: string }): JSX.Element {
  const isUnknown = value === "unknown"
  const label = isUnknown ? { text: site.t(fact.visibility === "asker" ? "body.unknown" : "ask.do-not-know"), language: site.language } : valueWords(site, fact, value)
  const hint = isUnknown && fact.visibility !== "asker" ? { text: site.t("ask.do-not-know-hint"), language: site.language } : site.wording.valueHint(fact, value)
  return (
    <span>
      <b>
        <Worded site={site} of={label} />
      </b>
      {hint !== null && (
        <small>
          <Worded site={site} of={hint} />
        </small>
      )}
    </span>
  )
}

/** A number, a day, a length of time or a text: a field, and beside it "I do not know". */
function TypedAnswer({ site, asked, message }: AskedProps): JSX.Element {
  const { fact, said } = asked
  const unit = fact.shape.kind === "number" ? fact.shape.unit : null
  const typed = said.find((value) => value !== "unknown" && value !== "absent") ?? ""
  const others = fact.optional ? ["absent", "unknown"] : ["unknown"]
  const describe = { ...describedBy(site, asked, message), ...(exampleOf(site, fact) === null ? {} : { "aria-describedby": message === null ? "answer-hint" : "answer-hint answer-error" }) }
  return (
    <>
      <div class="field">
        <input id="answer" name={fact.id} value={typed} autocomplete="off" type={unit === "datetime" ? "date" : "text"} inputmode={unit === "integer" ? "numeric" : unit === "decimal" ? "decimal" : "text"} {...describe} {...(message === null ? {} : { "aria-invalid": "true" })} />
      </div>
      <div class="options">
        {others.map((value, index) => (
          <label class="option or">
            <input type="checkbox" name={fact.id} value={value} id={`answer-${String(index + 2)}`} checked={said.includes(value)} />
            <OptionWords site={site} fact={fact} value={value} />
          </label>
        ))}
      </div>
    </>
  )
}

export function problemWords(site: Site, problem: FactProblem): string {
  switch (problem.kind) {
    case "missing":
      return site.t("error.missing")
    case "not-a-value":
      return site.t("error.not-a-value")
    case "not-a-number":
      return site.t("error.not-a-number")
    case "not-a-day":
      return site.t("error.not-a-day")
    case "not-a-duration":
      return site.t("error.not-a-duration")
    case "one-only":
      return site.t("error.one-only")
    case "none-or-some":
      return site.t("error.none-or-some")
  }
}

export function WhyWeAsk({ site, asked }: { readonly site: Site; readonly asked: AskedQuestion }): JSX.Element {
  const why = asked.fact.visibility === "asker" ? { text: site.t("body.why"), language: site.language } : site.wording.factWhy(asked.fact.id)
  if (why === null && asked.because.length === 0) return <></>
  return (
    <div class="why-ask">
      <p>
        <b>{site.t("ask.why")}</b> {why !== null && <Worded site={site} of={why} />}
      </p>
      {asked.because.length > 0 && (
        <details>
          <summary>{site.t("ask.because", { count: asked.because.length })}</summary>
          <ul>
            {asked.because.map(({ clause, instrument }) => (
              <li {...langOf(site, site.wording.clauseTitle(clause).language)}>
                <a href={clauseHref(site, clause)}>
                  {site.wording.instrumentShort(instrument).text}: {site.wording.clauseTitle(clause).text}
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
