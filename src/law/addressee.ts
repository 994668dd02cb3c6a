/**
 * Whom a clause or a duty addresses: bodies and groups by id, or `all`, or `outside` (nobody of the city).
 *
 *     cpd, oemc        all        outside
 */
import { didYouMean, quote } from "../kernel/text/did-you-mean.ts"
import type { Diagnostic } from "../kernel/text/diagnostic.ts"
import type { Bodies } from "./files/bodies.ts"
import { spanOf, split, type Passage } from "./passage.ts"
import { errorAt } from "./problem.ts"
import type { Addressee, BodyId, GroupId } from "./types.ts"

/** Without `bodies`, because their file could not be read, names are not looked up. */
export function readAddressee(passage: Passage, bodies: Bodies | null, diagnostics: Diagnostic[]): Addressee | null {
  const names = split(passage, /[,\s]+/)
  const [only] = names
  if (only === undefined) {
    diagnostics.push(errorAt(spanOf(passage), "law/bad-addressee", "nobody is addressed here", { hint: "name bodies or groups, or `all`" }))
    return null
  }
  if (names.length === 1 && only.text === "all") return { kind: "all" }
  if (names.length === 1 && only.text === "outside") return { kind: "outside" }
  return bodies === null ? null : byName(names, bodies, diagnostics)
}

function byName(names: readonly Passage[], known: Bodies, diagnostics: Diagnostic[]): Addressee | null {
  const byText = { bodies: new Map<string, BodyId>([...known.bodies.keys()].map((id) => [id, id])), groups: new Map<string, GroupId>([...known.groups.keys()].map((id) => [id, id])) }
  const bodies: BodyId[] = []
  const groups: GroupId[] = []
  for (const name of names) {
    const body = byText.bodies.get(name.text)
    const group = byText.groups.get(name.text)
    if (body !== undefined) bodies.push(body)
    else if (group !== undefined) groups.push(group)
    else if (name.text === "all" || name.text === "outside") diagnostics.push(errorAt(spanOf(name), "law/bad-addressee", `\`${name.text}\` stands beside other names, expected alone`, { hint: "leave out one or the other" }))
    else diagnostics.push(errorAt(spanOf(name), "law/unknown-body", `no body or group is named ${quote(name.text)}`, { hint: didYouMean(name.text, [...byText.bodies.keys(), ...byText.groups.keys(), "all", "outside"]) }))
  }
  return bodies.length + groups.length === 0 ? null : { kind: "bodies", bodies, groups }
}
