/** What one item of an incident says, in a reader's words. Names stand as roles. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { StepId } from "../../../law/types.ts"
import { OutcomeWord, type Result } from "../../../ui/outcome.tsx"
import type { Site } from "../../../ui/site.ts"
import { Worded } from "../../../ui/worded.tsx"
import type { Disposition, Line, Written } from "./model.ts"

export function LineWords({ site, line }: { readonly site: Site; readonly line: Line }): JSX.Element {
  const { content } = line
  switch (content.kind) {
    case "answer":
      return (
        <p>
          <QuestionName site={site} id={content.decision.cell.question} /> <ResultWord site={site} outcome={content.decision.cell.outcome} />
        </p>
      )
    case "done":
      return <DoneWords site={site} disposition={content.disposition} />
    case "note":
      return <WrittenWords site={site} written={content.written} />
    case "paper":
      return (
        <>
          <p>
            {site.t("incident.paper-line")} {site.t(`incident.paper-${content.paper}`)}. {site.t(`incident.copy-${content.copy}`)}.
          </p>
          <WrittenWords site={site} written={content.court} />
        </>
      )
    case "came":
    case "left":
      return (
        <>
          <p>
            {site.t(`incident.${content.kind}`)}
            {content.count !== null && <>: {site.t("incident.people-count", { count: content.count })}</>}
            {content.clock !== "" && <>, {content.clock}</>}
          </p>
          <WrittenWords site={site} written={content.said} />
        </>
      )
    case "footage":
      return (
        <>
          <p>{site.t(`incident.footage-${content.footage}`)}</p>
          <WrittenWords site={site} written={content.where} />
        </>
      )
    case "step":
      return (
        <p>
          {site.t("incident.ticked")} <Worded site={site} of={site.wording.step(content.step as StepId).text} />
        </p>
      )
    case "call":
    case "direction":
    case "point":
    case "signed":
      return <p>{site.t(`incident.line-${content.kind}`)}</p>
    case "erased":
      return <p class="muted">{site.t("incident.erased")}</p>
  }
}

export function WrittenWords({ site, written }: { readonly site: Site; readonly written: Written }): JSX.Element {
  if (written.text === "") return <></>
  return (
    <>
      <p class="typed">{written.text}</p>
      {written.marks.length > 0 && <p class="muted">{site.t("incident.marked", { words: site.list(written.marks.map((mark) => `“${mark}”`)) })}</p>}
    </>
  )
}

/** What was done; where it is not what the answers say, that is said, and nothing more. */
export function DoneWords({ site, disposition }: { readonly site: Site; readonly disposition: Disposition }): JSX.Element {
  return (
    <>
      <p>
        <b>{site.t("incident.done")}:</b> {site.t(`incident.did-${disposition.did}`)}
      </p>
      <WrittenWords site={site} written={disposition} />
      {disposition.did === "otherwise" && disposition.answers.length > 0 && <p class="differs">{site.t("incident.differs")}</p>}
    </>
  )
}

export function QuestionName({ site, id }: { readonly site: Site; readonly id: string }): JSX.Element {
  const question = site.book.question(id)
  return question === undefined ? <>{id}</> : <Worded site={site} of={site.wording.questionShort(question.id)} />
}

const RESULTS: readonly Result[] = ["prohibited", "allowed", "required", "advised-against", "advised-for", "silent", "conflict", "open", "impossible"]

export function ResultWord({ site, outcome }: { readonly site: Site; readonly outcome: string }): JSX.Element {
  const result = RESULTS.find((one) => one === outcome)
  return result === undefined ? <>{outcome}</> : <OutcomeWord site={site} result={result} />
}
