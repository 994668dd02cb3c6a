/**
 * bodies.yaml: the groups of bodies, and the departments, offices and sister agencies that ask.
 *
 * A body's attributes are compared with `entity Body` by cedar/vocabulary.ts.
 */
import { z } from "zod"
import { didYouMean, quote } from "../../kernel/text/did-you-mean.ts"
import type { Diagnostic, Span } from "../../kernel/text/diagnostic.ts"
import { bodyId, groupId } from "../ids.ts"
import type { Passage } from "../passage.ts"
import { errorAt } from "../problem.ts"
import type { Body, BodyId, Group, GroupId } from "../types.ts"
import { defaulting, idAs, mapOf, optional, text } from "../yaml/forms.ts"
import type { YamlDocument } from "../yaml/parse.ts"
import { keys, readShaped } from "../yaml/shape.ts"
import { checkListIds } from "./list-ids.ts"

export interface Bodies {
  readonly groups: ReadonlyMap<GroupId, Group>
  readonly bodies: ReadonlyMap<BodyId, Body>
}

const bodiesYaml = keys({
  groups: defaulting(z.array(keys({ id: idAs(groupId), name: text })), []),
  bodies: z.array(
    keys({
      id: idAs(bodyId),
      name: text,
      kind: z.enum(["department", "office", "sister-agency"]),
      in: defaulting(z.array(idAs(groupId)), []),
      attributes: defaulting(mapOf(z.unknown()), new Map()),
      "supervisor-line": optional(text),
      "counsel-line": optional(text),
      next: optional(text),
    }),
  ),
})

type WrittenBody = z.output<typeof bodiesYaml>["bodies"][number]

export function readBodies(passage: Passage, diagnostics: Diagnostic[]): Bodies | null {
  const read = readShaped(passage, bodiesYaml, diagnostics)
  if (read === null) return null
  const { value, document } = read
  // One list of names: `to` in a heading names either.
  checkListIds(document, [{ ids: value.groups.map((group) => group.id), path: ["groups"] }, { ids: value.bodies.map((body) => body.id), path: ["bodies"] }], "bodies or groups", diagnostics)
  const groups = new Map(value.groups.map((group) => [group.id, group]))
  const bodies = value.bodies.map((body, index) => {
    checkGroups(body, index, groups, document, diagnostics)
    return bodyFrom(body, document.spanAt(["bodies", index, "id"]))
  })
  return { groups, bodies: new Map(bodies.map((body) => [body.id, body])) }
}

function checkGroups(body: WrittenBody, index: number, groups: ReadonlyMap<GroupId, Group>, document: YamlDocument, diagnostics: Diagnostic[]): void {
  for (const [place, group] of body.in.entries()) {
    if (groups.has(group)) continue
    diagnostics.push(errorAt(document.spanAt(["bodies", index, "in", place]), "law/unknown-group", `no group is named ${quote(group)}`, { hint: didYouMean(group, groups.keys()) ?? "declare it under `groups`" }))
  }
}

function bodyFrom(written: WrittenBody, span: Span): Body {
  const { "supervisor-line": supervisorLine, "counsel-line": counselLine, ...rest } = written
  return { ...rest, supervisorLine, counselLine, span }
}
