/** Why a line is not replayed, in a person's words. */
import { quote } from "../kernel/text/did-you-mean.ts"
import { printable } from "../kernel/text/width.ts"
import type { PastProblem } from "../law/replay/past-decision.ts"
import type { OwnProblem } from "../law/replay/replay.ts"
import type { Texts } from "../ui/texts.ts"

export type LineProblem = PastProblem | { readonly kind: "too-long" | "not-utf8"; readonly found: string }

/** A text out of a file, in backticks; a terminal takes no orders from it. */
export function shown(text: string): string {
  return quote(printable(text))
}

export function lineProblem(texts: Texts, { kind, found }: LineProblem): string {
  switch (kind) {
    case "fact-form":
    case "day":
    case "outcome":
      return texts.t(`replay.problem-${kind}`, { found: shown(found) })
    case "too-long":
    case "not-utf8":
    case "not-json":
    case "not-object":
    case "no-question":
    case "no-facts":
    case "opening":
    case "closed":
    case "erased":
      return texts.t(`replay.problem-${kind}`)
  }
}

export function ownProblem(texts: Texts, question: string, unknown: OwnProblem): string {
  switch (unknown.kind) {
    case "question":
      return texts.t("replay.own-question", { question: shown(question) })
    case "fact":
      return texts.t("replay.own-fact", { question: shown(question), fact: shown(unknown.fact) })
    case "value":
      return texts.t("replay.own-value", { fact: shown(unknown.fact), value: shown(unknown.value) })
  }
}
