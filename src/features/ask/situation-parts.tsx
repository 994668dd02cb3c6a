/** What carries a situation from page to page: forms with their hidden fields, the way back, what was said with its ways to change it. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Fact } from "../../law/types.ts"
import { factShort, givenWords } from "../../ui/fact-words.ts"
import { SITUATION_FORM, type SaidFact } from "../../ui/facts-so-far.tsx"
import { Hidden } from "../../ui/situation-form.tsx"
import { Arrow } from "../../ui/icons.tsx"
import type { Site } from "../../ui/site.ts"
import type { Back } from "../../asking/model.ts"
import { CONTROLS, dangerPath, hasPrivateFacts, privateFields, situationPath, type Situation } from "../../ui/situation.ts"

/** Carries private facts for the Change buttons that belong to it; not there where none was said. */
export function ChangeForm({ site, situation }: { readonly site: Site; readonly situation: Situation }): JSX.Element {
  if (!hasPrivateFacts(situation)) return <></>
  return (
    <form id={SITUATION_FORM} method="post" action={site.href(situationPath(situation))}>
      <Hidden fields={privateFields(situation)} />
    </form>
  )
}

export function saidFacts(site: Site, situation: Situation, facts: readonly Fact[]): readonly SaidFact[] {
  const isPrivate = hasPrivateFacts(situation)
  return facts.flatMap((fact) => {
    const given = situation.facts.get(fact.id)
    if (given === undefined) return []
    const change = isPrivate ? ({ kind: "button", name: CONTROLS.askAgain, value: fact.id } as const) : ({ kind: "link", href: site.href(situationPath(situation, fact)) } as const)
    return [{ fact: factShort(site, fact), value: givenWords(site, fact, given), change }]
  })
}

export function BackLink({ site, back, question, text }: { readonly site: Site; readonly back: Back; readonly question: Situation; readonly text?: string }): JSX.Element {
  const words = (
    <>
      <Arrow back={true} />
          {text ?? site.t("ask.back")}
    </>
  )
  if (back.kind === "first-screen") {
    return (
      <p class="crumb">
        <a href={site.href(dangerPath(question.question, question.on))}>{words}</a>
      </p>
    )
  }
  const { situation, askAgain } = back
  const address = site.href(situationPath(situation, askAgain ?? undefined))
  if (!hasPrivateFacts(situation)) {
    return (
      <p class="crumb">
        <a href={address}>{words}</a>
      </p>
    )
  }
  return (
    <form class="crumb" method="post" action={site.href(situationPath(situation))}>
      <Hidden fields={privateFields(situation)} />
      {askAgain !== null && <Hidden fields={[[CONTROLS.askAgain, askAgain.id]]} />}
      <button class="as-link">{words}</button>
    </form>
  )
}
