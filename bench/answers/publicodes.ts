/** publicodes: a rule for each class of rules, and the outcome table as `variations`; it has all seven outcomes in one evaluation. */
import Engine from "publicodes"
import { terminalOf } from "../../src/kernel/diagram/outcome.ts"
import type { Outcome, RuleClass } from "../../src/kernel/diagram/types.ts"
import { classConditions, type Writer } from "./conditions.ts"
import { oneByOne, type Contestant } from "./measure.ts"
import type { FactValues, Subject } from "./situations.ts"

type Rule = string | Record<string, unknown>

/** A rule's name: words of letters, by publicodes' grammar. */
const named = (id: string): string => id.replaceAll(/[_-]/g, " ")

/** A condition and its contrary: publicodes negates comparisons, not conditions put together. */
interface Both {
  readonly yes: Rule
  readonly no: Rule
}

const every = (parts: readonly Rule[]): Rule => ({ "toutes ces conditions": parts })
const some = (parts: readonly Rule[]): Rule => ({ "une de ces conditions": parts })

const WRITER: Writer<Both> = {
  all: (parts) => ({ yes: every(parts.map(({ yes }) => yes)), no: some(parts.map(({ no }) => no)) }),
  any: (parts) => ({ yes: some(parts.map(({ yes }) => yes)), no: every(parts.map(({ no }) => no)) }),
  not: ({ yes, no }) => ({ yes: no, no: yes }),
  is: (fact, values) => {
    const [only, ...others] = values.map((value): Both => ({ yes: `${named(fact)} = '${value}'`, no: `${named(fact)} != '${value}'` }))
    if (only !== undefined && others.length === 0) return only
    const all = [...(only === undefined ? [] : [only]), ...others]
    return { yes: some(all.map(({ yes }) => yes)), no: every(all.map(({ no }) => no)) }
  },
  holds: (fact) => ({ yes: `${named(fact)} = oui`, no: `${named(fact)} = non` }),
  same: (fact, other) => ({ yes: `${named(fact)} = ${named(other)}`, no: `${named(fact)} != ${named(other)}` }),
}

const ROWS: readonly { readonly classes: readonly RuleClass[]; readonly outcome: Outcome }[] = [
  { classes: ["binding-forbid", "binding-must"], outcome: "conflict" },
  { classes: ["binding-forbid"], outcome: "prohibited" },
  { classes: ["binding-must"], outcome: "required" },
  { classes: ["binding-permit"], outcome: "allowed" },
  { classes: ["advising-forbid"], outcome: "advised-against" },
  { classes: ["advising-permit"], outcome: "advised-for" },
]

export function publicodes(subject: Subject): Contestant {
  const classes = classConditions(subject.spec, WRITER)
  const has = new Set(classes.map((one) => one.class))
  const rows = ROWS.filter((row) => row.classes.every((kind) => has.has(kind)))
  const engine = new Engine({
    ...Object.fromEntries(subject.spec.facts.map((fact) => [named(fact.id), fact.shape.kind === "yes-no" ? { type: "booléen" } : { type: "texte" }])),
    ...Object.fromEntries(classes.map(({ class: kind, text: { yes } }) => [named(kind), typeof yes === "string" ? { valeur: yes } : yes])),
    outcome: {
      variations: [
        ...rows.map(({ classes: kinds, outcome }) => ({ si: { "toutes ces conditions": kinds.map(named) }, alors: `'${outcome}'` })),
        { sinon: "'silent'" },
      ],
    },
  } as ConstructorParameters<typeof Engine>[0])
  const situations = subject.situations.map(({ values }) => situationOf(values))
  const decide = (situation: number): number => terminalOf(engine.setSituation(situations[situation] as never).evaluate("outcome").nodeValue as Outcome)
  return oneByOne(subject, "publicodes", "peer", "setSituation and evaluate; the outcome table as variations", decide)
}

function situationOf(values: FactValues): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [named(id), typeof value === "boolean" ? (value ? "oui" : "non") : `'${value}'`]))
}
