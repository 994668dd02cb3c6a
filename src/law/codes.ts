/**
 * Every code that a diagnostic about a pack can have, with what it means: the one list.
 *
 * Codes are stable: people search for them, and docs link to them. Each has a golden case of its name under
 * `tests/golden/pack/bad/`, or where no text can hold it in `tests/pack/cases-in-code.ts`; a test fails for a code that
 * stands in the source and not here, or here and without a case.
 */

export const LAW_CODES = {
  // Files
  "law/no-folder": "the pack's folder is not there",
  "law/missing-file": "a file that every pack needs is not there",
  "law/optional-file": "a file that a pack should have is not there (a warning)",
  "law/unread-file": "a file that nothing in a pack reads (a warning)",
  "law/unreadable-file": "a file that cannot be opened",
  "law/not-a-file": "a pipe, a link, a device or a socket where a file is expected",
  "law/too-large": "a file, or a pack, larger than is read",
  "law/not-utf8": "a file that is not UTF-8",
  "law/and-more": "a file with more mistakes than are listed",
  "law/hidden-character": "a character that nobody sees: a control, or one that turns the reading direction",

  // YAML
  "law/yaml-syntax": "YAML that cannot be read, or a construct that packs do without",
  "law/duplicate-key": "a key that stands twice in a map",
  "law/unknown-key": "a key, column or attribute that has no meaning here",
  "law/missing-key": "a key that must be there",
  "law/wrong-type": "a value of another kind than expected",
  "law/unknown-choice": "a word that is none of those allowed",
  "law/empty-text": "a text with nothing in it",
  "law/empty-list": "a list with nothing in it where something must be",

  // Forms of values
  "law/wrong-id": "an id that is not lower-case words joined by hyphens",
  "law/reserved-word": "a word that means something in a case or an address, used as an id",
  "law/not-a-day": "a day that does not exist, or in another form than 2025-08-30",
  "law/not-an-instant": "a moment without a day, a time and its distance from UTC",
  "law/bad-due": "a due date that is no day, duration or repetition",
  "law/bad-url": "an address that does not begin with https: or http:",
  "law/bad-colour": "a colour in another form than #9fd3ee",
  "law/bad-svg": "an SVG path or view box that is none",
  "law/bad-time-zone": "a time zone that the IANA database does not have",
  "law/bad-language": "a language tag that BCP 47 does not allow",
  "law/bad-pattern": "a pattern that is no regular expression",
  "law/bad-message": "a text that MessageFormat 2 cannot read",
  "law/dates": "days that make no sense together",
  "law/day-to-come": "something read, reviewed or changed on a day that has not come yet",

  // Ids that name something else
  "law/duplicate-id": "an id that two things have",
  "law/unknown-body": "a body that bodies.yaml does not have",
  "law/unknown-group": "a group that bodies.yaml does not have",
  "law/unknown-step": "a step that steps.yaml does not have",
  "law/unknown-question": "a question that the vocabulary does not have",
  "law/unknown-fact": "a fact that the question or the vocabulary does not have",
  "law/unknown-value": "a value that the fact does not have",
  "law/unknown-topic": "a topic that no fact of the vocabulary has",
  "law/unknown-outcome": "an outcome that is none",
  "law/unknown-rule": "a rule that no instrument has",
  "law/unknown-instrument": "an instrument that the pack does not have",
  "law/unknown-clause": "a clause that no instrument has",
  "law/unknown-source": "a source that the front matter does not have",
  "law/unknown-event": "an event that timeline.yaml does not have",
  "law/unknown-figures": "a group of figures that timeline.yaml does not have",
  "law/unknown-text": "a translation of a text that the pack does not have, or no longer",
  "law/unknown-language": "a words file in a language that pack.yaml does not list (a warning)",

  // Instruments
  "law/missing-front-matter": "an instrument without front matter",
  "law/bad-heading": "heading attributes that cannot be read",
  "law/bad-clause-id": "a clause id that is neither an Akoma Ntoso eId nor `cl_` and a name",
  "law/section-sign": "a section sign on a number that nobody has read",
  "law/missing-force": "a clause that does not say what it does",
  "law/missing-addressee": "a clause that does not say whom it addresses",
  "law/bad-addressee": "addressees that cannot stand together, or not here",
  "law/unknown-block": "a fenced block of no known kind",
  "law/block-outside-clause": "a block that stands under no clause",
  "law/nested-block": "a block or clause inside a list or a quotation",
  "law/unclosed-block": "a fenced block without an end",
  "law/block-argument": "a block that names no question, or something it has no use for",
  "law/rule-without-force": "a rule, or a duty, under a clause that only urges, demands or states",
  "law/bad-table": "a table of cases that cannot be read",
  "law/unreadable-markdown": "Markdown that cannot be read",

  // Guides
  "law/guide-without-source": "a guide that does not stand in the pack's first language",
  "law/missing-section": "a section that a guide must have and has not",
  "law/unknown-section": "a heading that begins no section of a guide",
  "law/not-a-statement": "something in a guide that is neither a heading nor a statement",
  "law/bad-statement": "a statement of a guide without an id, or braces that cannot be read",
  "law/statement-without-source": "a statement of a guide that does not say where it comes from",
  "law/guide-markup": "a link, bold, HTML or a lone backtick in a guide",
  "law/phone-in-prose": "a telephone number in a guide's text, and not in help.yaml",
  "law/unknown-help": "a help line that help.yaml does not have",
  "law/unknown-statement": "a translation of a statement that the guide does not have there",
  "law/missing-digest": "a translated statement that does not say of which text it is",
  "law/stale-translation": "a translation of a text that has changed since (a warning)",
  "law/hard-to-read": "a guide above the sixth grade (a warning)",

  // Cedar
  "law/cedar-syntax": "a rule, an assumption or a condition that is not Cedar",
  "law/cedar-invalid": "Cedar that the validator refuses for another reason",
  "law/does-not-compile": "Cedar that the diagrams do without: arithmetic, `like`, tags, a test of `resource` and their kin",
  "law/unguarded-fact": "a fact that may be absent, read without a test that it is there",
  "law/wrong-literal": "a decimal, datetime or duration that is none",
  "law/unsayable-text": "a text that a rule compares with a fact and that nobody could say: a reserved word, a comma in a set's member, blanks at its ends",
  "law/unknown-type": "a type that the vocabulary does not have",
  "law/unknown-attribute": "an attribute that `Body` does not have",
  "law/unknown-annotation": "an annotation that has no meaning here",
  "law/rule-without-id": "a rule without `@id`",
  "law/misplaced-must": "`@must` on a forbid, or where a clause only advises",
  "law/misplaced-stricter": "`@stricter` without a reason, or on something else than a binding forbid",
  "law/rule-never-holds": "a rule that holds in no situation (a warning)",
  "law/assumption-without-why": "an assumption that does not say why",
  "law/assumption-unused": "an assumption that applies to no question (a warning)",

  // Vocabulary
  "law/vocabulary-syntax": "a vocabulary that is no Cedar schema",
  "law/vocabulary-refused": "a type or declaration that a vocabulary cannot hold",
  "law/missing-entity": "a vocabulary without `Body` or `City`",
  "law/wrong-scope": "a question whose principal is not `Body`, or whose resource is not `City`",
  "law/fact-without-topic": "a fact without `@topic`",
  "law/fact-visibility": "a fact that is neither `@public` nor `@private`, or both",
  "law/fact-differs": "a fact that is declared in two ways",
  "law/body-attributes": "a body whose attributes or groups are not those that `Body` declares",

  // What the diagrams show
  "law/case-differs": "a case whose outcome is another one by the law",
  "law/case-decided-otherwise": "a case that rules decide which `by` does not name",
  "law/case-impossible": "a case whose facts cannot occur together",
  "law/case-never-holds": "a case that no day of the law makes run",
  "law/lower-rank-forbids": "a rule of lower rank that forbids what one of higher rank permits",
  "law/question-too-large": "a rule, or what can occur, whose diagram grows past its limit",
  "law/answered-by-rules": "a question whose outcome grows past the limit of a diagram",
  "law/not-the-optimum": "a question for which the best sequence of asking is not found (a warning)",

  // The time line
  "law/suspension-differs": "a clause that is suspended on other days by an event than by its own block",
  "law/suspension-untold": "a suspended clause of which no event tells (a warning)",
  "law/side-longer": "a side whose statements are over half as long again as another's (a warning)",
  "law/undated-source": "statements whose source has no day (a warning)",
  "law/old-status": "events of which nothing new is written for 90 days (a warning)",
  "law/sided-adjective": "an adjective that takes a side, outside quotation marks (a warning)",

  // Words
  "law/missing-words": "words that the first language must have",
  "law/untranslated": "words that another language does not have (a warning)",
  "law/misplaced-texts": "translations in the first language, in which the texts themselves are written",
} as const

export type LawCode = keyof typeof LAW_CODES
