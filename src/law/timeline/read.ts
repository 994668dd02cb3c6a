/** timeline.yaml: read, and what its ids name looked up: figures, events, clauses. How its days follow one another is checked here, too. */
import { didYouMean, quote } from "../../kernel/text/did-you-mean.ts"
import { isNonEmpty, type NonEmpty } from "../../kernel/text/brand.ts"
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import type { LawCode } from "../codes.ts"
import { checkListIds } from "../files/list-ids.ts"
import type { Passage } from "../passage.ts"
import { errorAt } from "../problem.ts"
import type { ClauseId, Day, Source } from "../source.ts"
import { parseYaml, type YamlDocument, type YamlPath } from "../yaml/parse.ts"
import { readShaped } from "../yaml/shape.ts"
import { checkReadAfter, checkSaid } from "./check-days.ts"
import { NO_TIMELINE, type Correction, type EventId, type FigureGroup, type FigureGroupId, type Timeline, type TimelineEvent } from "./types.ts"
import { sourcesYaml, timelineYaml, type TimelineYaml } from "./yaml.ts"

/** `clauses`: by their ids; `null` where an instrument could not be read, and then none is looked up. */
export function readTimeline(passage: Passage, clauses: ReadonlyMap<string, ClauseId> | null, diagnostics: Diagnostic[]): Timeline {
  const sources = sourcesYaml.safeParse(parseYaml(passage, [])?.plain)
  const read = readShaped(passage, timelineYaml(sources.success ? sources.data.sources : null), diagnostics)
  return read === null ? NO_TIMELINE : new Reader(read.value, read.document, clauses, diagnostics).timeline()
}

interface Named {
  readonly code: LawCode
  readonly noun: string
  readonly hint: string
}

const EVENT: Named = { code: "law/unknown-event", noun: "event", hint: "declare it under `events`" }
const FIGURES: Named = { code: "law/unknown-figures", noun: "group of figures", hint: "declare it under `figures`" }
const CLAUSE: Named = { code: "law/unknown-clause", noun: "clause", hint: "write the instrument, `#` and the clause's id" }

class Reader {
  readonly #written: TimelineYaml
  readonly #document: YamlDocument
  readonly #diagnostics: Diagnostic[]
  readonly #clauses: ReadonlyMap<string, ClauseId> | null
  readonly #events: ReadonlyMap<string, EventId>
  readonly #figures: ReadonlyMap<string, FigureGroupId>

  constructor(written: TimelineYaml, document: YamlDocument, clauses: ReadonlyMap<string, ClauseId> | null, diagnostics: Diagnostic[]) {
    this.#written = written
    this.#document = document
    this.#diagnostics = diagnostics
    this.#clauses = clauses
    this.#events = new Map(written.events.map(({ id }) => [id, id]))
    this.#figures = new Map(written.figures.map(({ id }) => [id, id]))
  }

  timeline(): Timeline {
    const { events, statements, notices, figures, unknown } = this.#written
    this.#checkIds()
    return {
      figures: figures.flatMap((group, index) => this.#figureGroup(group, ["figures", index])),
      events: events.flatMap((event, index) => this.#event(event, ["events", index])),
      statements: statements.map(({ was, ...statement }, index) => {
        const path = ["statements", index]
        this.#diagnostics.push(...checkSaid(statement, path, this.#document))
        return { ...statement, about: this.#about(statement.about, path), data: this.#named([...path, "data"], statement.data, this.#figures, FIGURES), corrections: this.#corrections(was, path), span: this.#document.spanAt([...path, "id"]) }
      }),
      notices: notices.map(({ was, ...notice }, index) => {
        const path = ["notices", index]
        this.#diagnostics.push(...checkSaid(notice, path, this.#document))
        return { ...notice, grounds: this.#named([...path, "grounds"], notice.grounds, this.#clauses, CLAUSE), corrections: this.#corrections(was, path), span: this.#document.spanAt([...path, "id"]) }
      }),
      unknown: unknown.map((one, index) => ({ ...one, about: this.#about(one.about, ["unknown", index]) })),
    }
  }

  #checkIds(): void {
    for (const list of ["events", "statements", "notices", "figures", "unknown"] as const) {
      checkListIds(this.#document, [{ ids: this.#written[list].map(({ id }) => id), path: [list] }], list === "unknown" ? "unknown things" : list, this.#diagnostics)
    }
    const lists = this.#written.figures.map(({ figures }, index) => ({ ids: figures.map(({ id }) => id), path: ["figures", index, "figures"] }))
    checkListIds(this.#document, lists, "figures", this.#diagnostics)
  }

  #event({ was, ...event }: TimelineYaml["events"][number], path: YamlPath): readonly TimelineEvent[] {
    const history = this.#inSequence(event.history, [...path, "history"])
    const rest = {
      figures: this.#named([...path, "figures"], event.figures, this.#figures, FIGURES),
      clauses: this.#named([...path, "clauses"], event.clauses, this.#clauses, CLAUSE),
      corrections: this.#corrections(was, path),
      span: this.#document.spanAt([...path, "id"]),
    }
    return history === null ? [] : [{ ...event, ...rest, history }]
  }

  #figureGroup(group: TimelineYaml["figures"][number], path: YamlPath): readonly FigureGroup[] {
    const { figures } = group
    if (isNonEmpty(figures)) return [{ ...group, figures, span: this.#document.spanAt([...path, "id"]) }]
    this.#diagnostics.push(errorAt(this.#document.keyAt([...path, "figures"]), "law/empty-list", "the group holds no figures", { hint: "write who counts what, or leave the group out" }))
    return []
  }

  /** The oldest first; `null` where there is none. */
  #inSequence<Entry extends { readonly date: Day; readonly source: Source }>(entries: readonly Entry[], path: YamlPath): NonEmpty<Entry> | null {
    for (const [index, entry] of entries.entries()) {
      const { date } = entry
      const before = entries[index - 1]?.date ?? date
      this.#diagnostics.push(...checkReadAfter(entry, [...path, index], this.#document))
      if (date < before) this.#diagnostics.push(errorAt(this.#document.spanAt([...path, index, "date"]), "law/dates", `this is of ${date}, and stands behind what is of ${before}`, { hint: "put the oldest first" }))
    }
    if (isNonEmpty(entries)) return entries
    this.#diagnostics.push(errorAt(this.#document.keyAt(path), "law/empty-list", "the event has no status", { hint: "write what it became first, with its day and source" }))
    return null
  }

  #corrections(was: readonly Correction[], path: YamlPath): readonly Correction[] {
    for (const [index, { on }] of was.entries()) {
      const before = was[index - 1]?.on ?? on
      if (on > before) this.#diagnostics.push(errorAt(this.#document.spanAt([...path, "was", index, "on"]), "law/dates", `this was changed on ${on}, and stands behind a change of ${before}`, { hint: "put the newest change first" }))
    }
    return was
  }

  #about(about: { readonly events: readonly string[]; readonly clauses: readonly string[] }, path: YamlPath): { readonly events: readonly EventId[]; readonly clauses: readonly ClauseId[] } {
    return {
      events: this.#named([...path, "about", "events"], about.events, this.#events, EVENT),
      clauses: this.#named([...path, "about", "clauses"], about.clauses, this.#clauses, CLAUSE),
    }
  }

  #named<Id extends string>(path: YamlPath, names: readonly string[], known: ReadonlyMap<string, Id> | null, { code, noun, hint }: Named): readonly Id[] {
    return names.flatMap((name, index) => {
      const id = known?.get(name)
      if (names.indexOf(name) < index) this.#diagnostics.push(errorAt(this.#document.spanAt([...path, index]), "law/duplicate-id", `the ${noun} ${quote(name)} stands here twice`, { hint: "leave one of them out" }))
      if (id === undefined && known !== null) this.#diagnostics.push(errorAt(this.#document.spanAt([...path, index]), code, `no ${noun} is named ${quote(name)}`, { hint: didYouMean(name, known.keys()) ?? hint }))
      return id === undefined ? [] : [id]
    })
  }
}
