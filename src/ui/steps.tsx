/** Steps by person: you and your supervisor in one numbered sequence, then what to do if they go in, and what not to do. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { StepId } from "../law/types.ts"
import type { Child } from "hono/jsx"
import type { Site } from "./site.ts"
import { Worded } from "./worded.tsx"

export interface StepLine {
  readonly id: string
  readonly who: "worker" | "supervisor" | "if-they-go-in" | "do-not"
}

/** `phones` is shown under the worker's steps: whom to call, and on which number. */
export function Steps({ site, steps, phones }: { readonly site: Site; readonly steps: readonly StepLine[]; readonly phones?: Child }): JSX.Element {
  const of = (who: StepLine["who"]): readonly StepLine[] => steps.filter((step) => step.who === who)
  const [worker, supervisor, ifTheyGoIn, doNot] = [of("worker"), of("supervisor"), of("if-they-go-in"), of("do-not")]
  return (
    <>
      <Numbered site={site} heading={site.t("steps.you")} steps={worker} start={1} />
      {phones}
      <Numbered site={site} heading={site.t("steps.supervisor")} steps={supervisor} start={worker.length + 1} />
      {ifTheyGoIn.length + doNot.length > 0 && (
        <div class="pair">
          <Boxed site={site} kind="do" heading={site.t("steps.if-they-go-in")} steps={ifTheyGoIn} />
          <Boxed site={site} kind="dont" heading={site.t("steps.do-not")} steps={doNot} />
        </div>
      )}
    </>
  )
}

interface GroupProps {
  readonly site: Site
  readonly heading: string
  readonly steps: readonly StepLine[]
}

function Numbered({ site, heading, steps, start }: GroupProps & { readonly start: number }): JSX.Element {
  if (steps.length === 0) return <></>
  return (
    <section class="step-group">
      <h2>{heading}</h2>
      <ol class="steps" start={start}>
        {steps.map((step) => (
          <li>
            <StepText site={site} step={step} />
          </li>
        ))}
      </ol>
    </section>
  )
}

export function Boxed({ site, kind, heading, steps }: GroupProps & { readonly kind: "do" | "dont" }): JSX.Element {
  if (steps.length === 0) return <></>
  return (
    <section class={`box ${kind}`}>
      <h2>{heading}</h2>
      <ul>
        {steps.map((step) => (
          <li>
            <StepText site={site} step={step} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function StepText({ site, step }: { readonly site: Site; readonly step: StepLine }): JSX.Element {
  return <Worded site={site} of={site.wording.step(step.id as StepId).text} />
}
