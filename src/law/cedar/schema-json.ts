/**
 * cedar-wasm's JSON of a schema, read at the border into the little that a vocabulary needs.
 *
 *     {"": {"entityTypes": {"Who": {"enum": ["troops"]}, "Body": {"memberOfTypes": ["Group"], "shape": {…}}},
 *           "actions": {"joint-duty": {"appliesTo": {"principalTypes": ["Body"], "resourceTypes": ["City"], "context": {…}}}}}}
 */
import type { ElementType, FactType } from "./constants.ts"
import { entries, list, member, text } from "./json.ts"

export interface SchemaJson {
  readonly enums: ReadonlyMap<string, readonly string[]>
  /** Entity types that are not enums. */
  readonly entities: ReadonlyMap<string, { readonly memberOf: readonly string[]; readonly attributes: ReadonlyMap<string, AttributeJson> }>
  readonly actions: ReadonlyMap<string, ActionJson>
}

export interface AttributeJson {
  readonly optional: boolean
  readonly annotations: ReadonlyMap<string, string>
  readonly type: TypeJson
}

/** A type of ours, or what else Cedar has, by a name for messages. */
export type TypeJson = { readonly kind: "known"; readonly type: FactType } | { readonly kind: "refused"; readonly words: string }

export interface ActionJson {
  readonly principals: readonly string[]
  readonly resources: readonly string[]
  readonly memberOf: readonly string[]
  /** `null` where the context is a named type, which is refused. */
  readonly context: ReadonlyMap<string, AttributeJson> | null
}

/** What cedar-wasm accepted and names in the empty namespace; others are refused before this is called. */
export function readSchemaJson(json: unknown): SchemaJson {
  const namespace = member(json, "") ?? {}
  const entityTypes = entries(member(namespace, "entityTypes"))
  const enums = new Map(entityTypes.flatMap(([name, entity]) => (member(entity, "enum") === undefined ? [] : [[name, texts(member(entity, "enum"))] as const])))
  const entities = new Map(
    entityTypes.filter(([name]) => !enums.has(name)).map(([name, entity]) => [name, { memberOf: texts(member(entity, "memberOfTypes")), attributes: attributesOf(member(entity, "shape"), enums) ?? new Map<string, AttributeJson>() }] as const),
  )
  const actions = new Map(entries(member(namespace, "actions")).map(([name, action]) => [name, actionOf(action, enums)] as const))
  return { enums, entities, actions }
}

function actionOf(action: unknown, enums: SchemaJson["enums"]): ActionJson {
  const appliesTo = member(action, "appliesTo")
  const context = member(appliesTo, "context")
  return {
    principals: texts(member(appliesTo, "principalTypes")),
    resources: texts(member(appliesTo, "resourceTypes")),
    memberOf: list(member(action, "memberOf")).map((parent) => text(member(parent, "id"))),
    context: context === undefined ? new Map() : attributesOf(context, enums),
  }
}

function attributesOf(record: unknown, enums: SchemaJson["enums"]): ReadonlyMap<string, AttributeJson> | null {
  if (record === undefined) return new Map()
  if (member(record, "type") !== "Record") return null
  return new Map(
    entries(member(record, "attributes")).map(([name, attribute]) => {
      const annotations = new Map(entries(member(attribute, "annotations")).map(([key, value]) => [key, typeof value === "string" ? value : ""] as const))
      return [name, { optional: member(attribute, "required") === false, annotations, type: typeOf(attribute, enums) }] as const
    }),
  )
}

function typeOf(json: unknown, enums: SchemaJson["enums"]): TypeJson {
  const name = text(member(json, "type")).replace(/^__cedar::/, "")
  if (name !== "Set") return elementOrNumber(name, json, enums)
  const element = typeOf(member(json, "element"), enums)
  if (element.kind === "refused") return { kind: "refused", words: `a set of which each member is ${element.words}` }
  return isElement(element.type) ? { kind: "known", type: { kind: "set", of: element.type } } : { kind: "refused", words: `a set of ${element.type.kind === "set" ? "sets" : `${element.type.kind}s`}` }
}

function elementOrNumber(name: string, json: unknown, enums: SchemaJson["enums"]): TypeJson {
  switch (name) {
    case "Bool":
    case "Boolean":
      return known({ kind: "bool" })
    case "String":
      return known({ kind: "text" })
    case "Long":
      return known({ kind: "integer" })
    case "decimal":
    case "datetime":
    case "duration":
      return known({ kind: name })
    case "ipaddr":
      return { kind: "refused", words: "an address of the internet (`ipaddr`)" }
    case "Record":
      return { kind: "refused", words: "a record" }
    case "Entity":
      return entityType(text(member(json, "name")), enums)
    default:
      return { kind: "refused", words: `a type declared elsewhere (\`${name}\`)` }
  }
}

function entityType(name: string, enums: SchemaJson["enums"]): TypeJson {
  const values = enums.get(name)
  return values === undefined ? { kind: "refused", words: `an entity (\`${name}\`) that is no list of values` } : known({ kind: "enum", name, values })
}

function known(type: FactType): TypeJson {
  return { kind: "known", type }
}

function isElement(type: FactType): type is ElementType {
  return type.kind === "bool" || type.kind === "text" || type.kind === "integer" || type.kind === "enum"
}

function texts(json: unknown): readonly string[] {
  return list(json).map(text)
}
