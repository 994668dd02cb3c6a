/** A vocabulary with a fact of every type, for the tests of this folder. */
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import { bug } from "../../kernel/text/bug.ts"
import type { Body, BodyId, ClauseId, Force, Group, GroupId, Question } from "../types.ts"
import type { CedarBlock } from "./rules.ts"
import { readVocabulary, type Vocabulary } from "./vocabulary.ts"

export const SAMPLE_SCHEMA = `
entity Group;
entity City;
entity Body in [Group] { police: Bool, size: Long, nick?: String, kinds: Set<String>, kind: Kind };
entity Kind enum ["office", "agency"];
entity Who enum ["agents", "troops", "not-said"];
entity Paper enum ["warrant", "letter", "none"];
action "contact";
action "ask" in ["contact"] appliesTo {
  principal: Body, resource: City,
  context: {
    @topic("t") @public who: Who,
    @topic("t") @public whom: Who,
    @topic("t") @public paper?: Paper,
    @topic("t") @public yes_no: Bool,
    @topic("t") @public also: Bool,
    @topic("t") @public maybe?: Bool,
    @topic("t") @public name: String,
    @topic("t") @public nick?: String,
    @topic("t") @public age: Long,
    @topic("t") @public height?: Long,
    @topic("t") @public price: decimal,
    @topic("t") @public seen: datetime,
    @topic("t") @public lasted: duration,
    @topic("t") @private papers: Set<Paper>,
    @topic("t") @private words: Set<String>,
    @topic("t") @private numbers?: Set<Long>,
    @topic("t") @private answers: Set<Bool>,
  }
};
action "call" in ["contact"] appliesTo {
  principal: Body, resource: City,
  context: { @topic("t") @public who: Who, @topic("t") @public age: Long, @topic("u") @private only_here?: Bool }
};
`

const nowhere = { path: "bodies.yaml", start: 0, end: 1 }

function body(id: string, groups: readonly string[], attributes: Readonly<Record<string, unknown>>): Body {
  return { id: id as BodyId, name: id, kind: "department", in: groups as readonly GroupId[], attributes: new Map(Object.entries(attributes)), supervisorLine: null, counselLine: null, next: null, span: nowhere }
}

export const SAMPLE_BODIES: readonly Body[] = [
  body("police", ["departments", "uniformed"], { police: true, size: 900, kinds: ["armed", "large"], kind: "office", nick: "blue" }),
  body("library", ["departments"], { police: false, size: 40, kinds: [], kind: "office" }),
  body("transit", ["sisters", "uniformed"], { police: false, size: 300, kinds: ["large"], kind: "agency", nick: "rail" }),
]

export const SAMPLE_GROUPS: readonly Group[] = ["departments", "sisters", "uniformed"].map((id) => ({ id: id as GroupId, name: id }))

export const SAMPLE: Vocabulary = mustRead(SAMPLE_SCHEMA)

export function mustRead(schema: string): Vocabulary {
  const { value, diagnostics } = readVocabulary({ path: "v.cedarschema", text: schema }, SAMPLE_BODIES, SAMPLE_GROUPS)
  return value ?? bug(diagnostics.map(({ message }) => message).join("; "))
}

export function sampleQuestion(id: string): Question {
  return SAMPLE.questions.find((question) => question.id === id) ?? bug(`no question ${id}`)
}

export function block(text: string, force: Force = "binds", offset = 0): CedarBlock {
  return { clause: { id: "order#cl_it" as ClauseId, force }, path: "law/order.md", text, offset }
}

/** A diagnostic as tests write it: `law/code [what is underlined] message · hint`. */
export function said(text: string, { code, span, message, hint }: Diagnostic): string {
  const underlined = span === null ? "nowhere" : text.slice(span.start, span.end)
  return `${code} [${underlined}] ${message}${hint === undefined ? "" : ` · ${hint}`}`
}
