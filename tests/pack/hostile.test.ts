/** What an author could write to mislead, by mistake or on purpose: each is said where it stands, or is right. */
import { describe, expect, test } from "vitest"
import { packFromFiles } from "../../src/law/from-pack.ts"
import { filesOf } from "./golden-case.ts"

const ORDER = "law/order.md"
const base = new Map([...filesOf("")].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]))

/** What is said of the base pack with `before` in a file put as `after`: code, what is underlined, sentence. */
function said(path: string, before: string, after: string): readonly string[] {
  const text = base.get(path) ?? expect.fail(path)
  expect(text).toContain(before)
  const { diagnostics, texts } = packFromFiles(new Map([...base, [path, text.replace(before, () => after)]].map(([name, content]) => [name ?? "", Buffer.from(content ?? "")])))
  return diagnostics.map(({ code, message, span }) => `${code} [${span === null ? "" : (texts.get(span.path) ?? "").slice(span.start, span.end)}] ${message}`)
}

const CEDAR = "```cedar"
const UNLESS = "unless { context.agreement };\n```\n"
const AFTER = "prohibited | no-joint-duty |\n```\n"
const MORE = "## More {#cl_more force=binds to=all}"
const more = (text: string): string => `${AFTER}\n${MORE}\n\n${text}\n`

describe("Markdown", () => {
  test.each([
    ["a rule in a comment", "The police join", `<!--\n${CEDAR}\n@id("x") permit (principal, action, resource);\n\`\`\`\n-->\n\nThe police join`, ["law/nested-block [```cedar] a block stands inside HTML, expected at the top level", "law/nested-block [```] a block stands inside HTML, expected at the top level"]],
    ["a clause in an element", AFTER, `${AFTER}\n<div>\n${MORE}\n</div>\n`, [`law/nested-block [${MORE}] a clause stands inside HTML, expected at the top level`]],
    ["a comment without law", "The police join", "<!-- as in 1985 -->\n\nThe police join", []],
    ["a block in a quotation", AFTER, `${AFTER}\n> ~~~ duty\n> id: x\n> ~~~\n`, ["law/nested-block [~~~ duty] a block stands inside a list or a quotation, expected at the top level"]],
    ["a clause in a list", AFTER, `${AFTER}\n1. a\n   - ${MORE}\n`, [`law/nested-block [${MORE}] a clause stands inside a list or a quotation, expected at the top level`]],
    ["a block that has not ended", UNLESS, UNLESS.replace("```\n", ""), ["law/unclosed-block [```cases joint-duty] a block begins here inside another, which has not ended"]],
    ["two pairs of braces", AFTER, `${AFTER}\n## More {#cl_a} {#cl_more force=binds to=all}\n`, ["law/bad-heading [{#cl_a}] these braces are not the heading's attributes"]],
    ["a brace within the braces", AFTER, `${AFTER}\n## More {#cl_more force=binds to="all}"}\n`, ['law/bad-heading [{#cl_more force=binds to="all}"}] these braces are not the heading\'s attributes']],
    ["a heading of two lines", AFTER, `${AFTER}\nMore {#cl_more force=binds to=all}\n---\n\nText.\n`, []],
    ["a heading with signs at its end", AFTER, `${AFTER}\n${MORE} ##\n\nText.\n`, []],
    ["a longer fence", CEDAR, "~~~~~ cedar", ["law/unclosed-block [~~~~~ cedar] this block has no end, and so all that follows is part of it", "law/rule-without-id [`] this rule has no id"]],
    ["a carriage return in front matter", "text: summary", "text: summary # official\rnumber: x", ["law/hidden-character [\r] U+000D stands here, which some programs take for a new line and others do not"]],
  ])("%s", (_name, before, after, expected) => {
    expect(said(ORDER, before, after)).toEqual(expected)
  })
})

describe("rules", () => {
  test.each([
    ["steps in a comment", '@steps("decline")', '// @steps("nothing")\n@steps("decline")', []],
    ["steps behind a comment with others", '@steps("decline")', '// @steps("decline")\n@steps("refuse")', ["law/unknown-step [refuse] no step is named `refuse`"]],
    ["steps in a note", '@steps("decline")', '@note("@steps(\\"x\\")") @steps("decline, refuse")', ["law/unknown-step [refuse] no step is named `refuse`"]],
    ["a step with an escape", '@steps("decline")', '@steps("d\\u{65}cline")', []],
    ["an unknown step with an escape", '@steps("decline")', '@steps("d\\u{65}clin")', ['law/unknown-step ["d\\u{65}clin"] no step is named `declin`']],
    ["a rule behind a comment and a carriage return", CEDAR, `${CEDAR}\n// see below\r@id("b") permit (principal, action, resource);`, ["law/hidden-character [\r] U+000D stands here, which some programs take for a new line and others do not", "law/missing-words [rules] the rule `b` has no words in the pack's first language, `en`"]],
    ["a broken rule beside a sound one", AFTER, more(`${CEDAR}\n@id("b") permit (principal, action, resource) when { context.x };\n\`\`\``), ["law/unknown-fact [x] `joint-duty` has no fact `x`"]],
  ])("%s", (_name, before, after, expected) => {
    expect(said(ORDER, before, after).filter((line) => !line.includes("context.x }"))).toEqual(expected)
  })
})

describe("vocabulary", () => {
  test.each([
    ["an action in itself", 'action "joint-duty"', 'action "joint-duty" in ["joint-duty"]', ['law/vocabulary-refused ["joint-duty"] a vocabulary cannot hold actions that stand in one another in a circle']],
    ["groups in a circle", "entity Group;", 'entity Group;\naction "a" in ["b"];\naction "b" in ["a"];', ['law/vocabulary-refused ["a"] a vocabulary cannot hold actions that stand in one another in a circle', 'law/vocabulary-refused ["b"] a vocabulary cannot hold actions that stand in one another in a circle']],
    ["a question in two ways in one group", 'action "joint-duty"', 'action "c";\naction "a" in ["c"];\naction "b" in ["c"];\naction "joint-duty" in ["a", "b"]', []],
    ["a blank topic", '@topic("who")', '@topic(" ")', ["law/fact-without-topic [who] `who` has no topic"]],
  ])("%s", (_name, before, after, expected) => {
    expect(said("vocabulary.cedarschema", before, after).filter((line) => !line.startsWith("law/unknown-topic") && !line.startsWith("law/missing-words"))).toEqual(expected)
  })
})

describe("days and repetitions", () => {
  const IN_FORCE = "in-force: 2026-01-05"
  test.each([
    ["in-force: 2026-02-30", ["law/not-a-day [2026-02-30] `2026-02-30` is not a day"]],
    ["in-force: 2100-02-29", ["law/not-a-day [2100-02-29] `2100-02-29` is not a day"]],
    ["in-force: 0000-01-01", ["law/not-a-day [0000-01-01] `0000-01-01` is not a day"]],
    ["in-force: 2026-01-05T00:00:00Z", ["law/not-a-day [2026-01-05T00:00:00Z] `2026-01-05T00:00:00Z` is not a day"]],
    ["in-force: 2024-02-29", []],
    ['in-force: "2026-01-05"', []],
  ])("%s", (after, expected) => {
    expect(said(ORDER, IN_FORCE, after)).toEqual(expected)
  })

  test.each(["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-23:59"])("withdrawn from %s", (from) => {
    expect(said(ORDER, CEDAR, `\`\`\`withdrawn\nfrom: ${from}\nby: Counsel\n\`\`\`\n\n${CEDAR}`)).toEqual([`law/not-an-instant [${from}] \`${from}\` is not a moment of the calendar's days`])
  })

  const duty = (due: string): readonly string[] => said(ORDER, AFTER, more(`\`\`\`duty\nid: d\nwho: police\nwhat: Tell the council.\ndue: ${due}\n\`\`\``))

  test.each(["P30D", "P1Y2M3DT4H5M6S", "P2W", "2027-01-31", "FREQ=YEARLY", "RRULE:FREQ=DAILY;BYHOUR=9,17", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYMONTH=2,3;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", "FREQ=DAILY;UNTIL=20271231T235959Z", "FREQ=YEARLY;BYWEEKNO=53;WKST=MO"])("due %s", (due) => {
    expect(duty(due)).toEqual([])
  })

  test.each([
    "P", "PT", "P1W2D", "-P1D", "P1.5D", "P99999Y", "2026-02-30", "R5/P1D", "freq=daily", "BYMONTH=3", "FREQ=SECONDLY", "FREQ=DAILY;;INTERVAL=2", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=1;UNTIL=20270101",
    "FREQ=YEARLY;BYMONTH=13", "FREQ=YEARLY;BYMONTH=", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30,31", "FREQ=WEEKLY;BYDAY=2MO", "FREQ=MONTHLY;BYDAY=0MO", "FREQ=YEARLY;BYDAY=54MO", "FREQ=WEEKLY;BYMONTHDAY=1",
    "FREQ=DAILY;UNTIL=20260230", "FREQ=DAILY;UNTIL=20270101T250000Z", "FREQ=DAILY;BYHOUR=24", "FREQ=DAILY;BYMINUTE=60", "FREQ=YEARLY;BYYEARDAY=367", "FREQ=MONTHLY;BYYEARDAY=1", "FREQ=YEARLY;BYWEEKNO=54", "FREQ=MONTHLY;BYWEEKNO=1",
    "FREQ=DAILY;BYSETPOS=1", "FREQ=YEARLY;BYSETPOS=0;BYMONTH=1", "FREQ=WEEKLY;WKST=1MO", "__proto__=1;FREQ=DAILY",
  ])("not due %s", (due) => {
    expect(duty(due)).toEqual([`law/bad-due [${due}] \`${due}\` is no due date`])
  })
})

describe("YAML and the forms of values", () => {
  test.each([
    ["a directive", "pack.yaml", "id: base", "%YAML 1.1\n---\nid: base", ["law/yaml-syntax [%] a directive is not read in packs"]],
    ["no language", "pack.yaml", "[en]", "[]", ["law/empty-text [[]] there is no language here"]],
    ["a merge", "pack.yaml", "id: base", "id: base\n<<: { id: other }", ["law/unknown-key [<<] the key `<<` has no meaning here"]],
    ["a key that is nothing", "steps.yaml", "decline:", "~: worker\ndecline:", ["law/wrong-id [~] `~` is not an id"]],
    ["a key in other digits", "steps.yaml", "decline:", "0x10: worker\ndecline:", ["law/missing-words [steps] the step `0x10` has no words in the pack's first language, `en`"]],
    ["an address with a name before it", ORDER, "by: Clerk,", "by: Clerk, url: 'https://city.example@other.example/',", ["law/bad-url ['https://city.example@other.example/'] `https://city.example@other.example/` is not a web address"]],
    ["an address over two lines", ORDER, "by: Clerk,", 'by: Clerk, url: "https://a.example/\\nb",', ['law/bad-url ["https://a.example/\\nb"] `https://a.example/ b` is not a web address']],
    ["a message that computes", "words/en.yaml", "Say no.", "'{5 :number}'", ["law/bad-message ['{5 :number}'] the text has a place for `number`, and nothing is computed or marked in it"]],
    ["a message that marks", "words/en.yaml", "Say no.", "'{#b}No{/b}'", ["law/bad-message ['{#b}No{/b}'] the text has a place for `b`, and nothing is computed or marked in it"]],
    ["a pattern that fits every text", "screening/en.yaml", base.get("screening/en.yaml") ?? "", "words: [{ pattern: 'a*', kind: birthplace, hint: x }]\n", ["law/bad-pattern ['a*'] `a*` fits every text"]],
    ["words that look like values", ORDER, "title: An order", "title: yes", []],
    ["a time of day", "help.yaml", base.get("help.yaml") ?? "", "- { id: a, name: A, number: 12:30:45, line-of: X, for: legal, source: { by: a, read-on: 2026-01-01, confidence: P } }\n", []],
  ])("%s", (_name, path, before, after, expected) => {
    expect(said(path, before, after)).toEqual(expected)
  })
})
