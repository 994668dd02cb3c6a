/** Ids of things that stand in lists of a YAML file: each only once. */
import { quote } from "../../kernel/text/did-you-mean.ts"
import type { Diagnostic, Span } from "../../kernel/text/diagnostic.ts"
import { errorAt } from "../problem.ts"
import type { YamlDocument, YamlPath } from "../yaml/parse.ts"

/** `lists`: the ids of each list, in sequence, and where the list stands; `things`: what they are, for the message. */
export function checkListIds(document: YamlDocument, lists: readonly { readonly ids: readonly string[]; readonly path: YamlPath }[], things: string, diagnostics: Diagnostic[]): void {
  const first = new Map<string, Span>()
  for (const { ids, path } of lists) {
    for (const [index, id] of ids.entries()) {
      const span = document.spanAt([...path, index, "id"])
      const before = first.get(id)
      if (before === undefined) first.set(id, span)
      else diagnostics.push(errorAt(span, "law/duplicate-id", `two ${things} are named ${quote(id)}`, { hint: "give one of them another id", related: [{ span: before, note: "the first stands here" }] }))
    }
  }
}
