/** Writing down in an incident: notes are screened here again, whatever the browser did; names are sealed. */
import type { Context, Hono } from "hono"
import { NO_STORE, requires, type DeskEnv } from "../../../http/visit.tsx"
import { NO_FIELDS, type Fields as Sent } from "../../../http/sent-form.ts"
import type { Fields } from "../../../kernel/receipt/opening.ts"
import { newReference } from "../../../record/from-decision.ts"
import { keepName } from "../../../record/sealed-names.ts"
import { sendPage } from "../../../ui/send-page.tsx"
import type { Site } from "../../../ui/site.ts"
import type { PlainKey } from "../../../ui/texts.ts"
import { choiceIn, clockIn, countIn, field, formIdIn, textIn, type Mistake, type TypedText } from "./form.ts"
import { COPIES, FOOTAGE, PAPERS, type IncidentView, type Office } from "./model.ts"
import { NamesPage, NOTE_KINDS, NotePage, NotesPage, type NoteKind } from "./note-pages.tsx"
import { INCIDENT, incidentPath } from "./parts.tsx"
import type { Rooms } from "./rooms.ts"
import { recordNote } from "./write.ts"

type C = Context<DeskEnv>

const VALUES = ["paper", "copy", "moved", "count", "clock", "footage"] as const

export function noteRoutes(app: Hono<DeskEnv>, { office, whereOf, view }: Rooms): void {
  const kindIn = (c: C): NoteKind | undefined => NOTE_KINDS.find((kind) => kind === c.req.param("kind"))
  app.get(`${INCIDENT}/notes`, requires("incident/write", whereOf), async (c) => sendPage(c, <NotesPage site={c.var.site} visit={c.var.visit} view={await view(c)} />, 200, NO_STORE))
  app.get(`${INCIDENT}/notes/:kind`, requires("incident/write", whereOf), async (c) => {
    const kind = kindIn(c)
    return kind === undefined ? c.notFound() : showNote(c, await view(c), kind, NO_FIELDS, { form: newReference(), mistakes: [], refused: null, status: 200 })
  })
  app.post(`${INCIDENT}/notes/:kind`, requires("incident/write", whereOf), async (c) => {
    const kind = kindIn(c)
    return kind === undefined ? c.notFound() : writeNote(c, await office(), await view(c), kind)
  })
  app.get(`${INCIDENT}/names`, requires("incident/write", whereOf), async (c) => {
    const page = <NamesPage site={c.var.site} visit={c.var.visit} view={await view(c)} form={newReference()} typed={{ role: "", name: "" }} mistakes={[]} />
    return sendPage(c, page, 200, NO_STORE)
  })
  app.post(`${INCIDENT}/names`, requires("incident/write", whereOf), async (c) => writeName(c, await office(), await view(c)))
}

interface Shown {
  readonly form: string
  readonly mistakes: readonly Mistake[]
  readonly refused: PlainKey | null
  readonly status: 200 | 409 | 422 | 503
}

function showNote(c: C, view: IncidentView, kind: NoteKind, sent: Sent, { form, mistakes, refused, status }: Shown): Promise<Response> {
  const { site, visit } = c.var
  const typed = { text: textIn(site, sent, "text"), values: Object.fromEntries(VALUES.map((name) => [name, field(sent, name)])) }
  return sendPage(c, <NotePage site={site} visit={visit} view={view} kind={kind} form={form} typed={typed} mistakes={mistakes} refused={refused} />, status, NO_STORE)
}

async function writeNote(c: C, office: Office, view: IncidentView, kind: NoteKind): Promise<Response> {
  const { site, visit, form: sent } = c.var
  const form = formIdIn(sent)
  const read = readNote(site, kind, sent)
  if (read.kind === "wrong") return showNote(c, view, kind, sent, { form, mistakes: read.mistakes, refused: null, status: 422 })
  const recorded = await recordNote(office, { incident: view.incident, body: view.body, by: visit.person.id, form, deviceAt: null }, read.as, read.note)
  switch (recorded.kind) {
    case "written":
    case "known":
      return c.redirect(site.href(incidentPath(view.incident.id)), 303)
    case "form-used":
      return showNote(c, view, kind, sent, { form: newReference(), mistakes: [], refused: "incident.form-used", status: 409 })
    case "too-busy":
    case "read-only":
      return showNote(c, view, kind, sent, { form, mistakes: [], refused: `incident.${recorded.kind}`, status: 503 })
  }
}

type ReadNote = { readonly kind: "read"; readonly as: "note" | "paper" | "came" | "left" | "footage"; readonly note: Fields } | { readonly kind: "wrong"; readonly mistakes: readonly Mistake[] }

/** A note as its act holds it. Wrong, without a mistake to name, where a word in it may not be written down. */
function readNote(site: Site, kind: NoteKind, sent: Sent): ReadNote {
  const text = textIn(site, sent, "text")
  const words = { text: text.text.trim(), marks: text.marks }
  switch (kind) {
    case "note":
      return readIf(text, words.text === "" ? [{ field: "text", why: "incident.missing-text" }] : [], "note", words)
    case "paper": {
      const [paper, copy] = [choiceIn(sent, "paper", PAPERS), choiceIn(sent, "copy", COPIES)]
      return readIf(text, [...missing(paper, "paper", "incident.missing-paper"), ...missing(copy, "copy", "incident.missing-copy")], "paper", { ...words, paper, copy })
    }
    case "people": {
      const moved = choiceIn(sent, "moved", ["came", "left"])
      const [count, clock] = [countIn(sent, "count"), clockIn(sent, "clock")]
      const mistakes = [...missing(moved, "moved", "incident.missing-moved"), ...missing(count === undefined ? null : "", "count", "incident.wrong-count"), ...missing(clock, "clock", "incident.wrong-clock")]
      return readIf(text, mistakes, moved ?? "came", { ...words, count: count ?? null, clock: clock ?? "" })
    }
    case "footage": {
      const footage = choiceIn(sent, "footage", FOOTAGE)
      return readIf(text, missing(footage, "footage", "incident.missing-footage"), "footage", { ...words, footage })
    }
  }
}

function readIf(text: TypedText, mistakes: readonly Mistake[], as: "note" | "paper" | "came" | "left" | "footage", note: Fields): ReadNote {
  return mistakes.length > 0 || text.found.length > 0 ? { kind: "wrong", mistakes } : { kind: "read", as, note }
}

function missing(value: string | null, name: string, why: PlainKey): readonly Mistake[] {
  return value === null ? [{ field: name, why }] : []
}

async function writeName(c: C, office: Office, view: IncidentView): Promise<Response> {
  const { site, visit, form: sent } = c.var
  const role = choiceIn(sent, "role", ["agent", "worker", "other"])
  const name = field(sent, "name").trim().slice(0, 200)
  const mistakes: readonly Mistake[] = [...missing(role, "role", "incident.missing-role"), ...missing(name === "" ? null : name, "name", "incident.missing-name")]
  if (role === null || name === "") return sendPage(c, <NamesPage site={site} visit={visit} view={view} form={formIdIn(sent)} typed={{ role: role ?? "", name }} mistakes={mistakes} />, 422, NO_STORE)
  await keepName(office.db, office.sealingKey, { incident: view.incident.id, role, name, form: formIdIn(sent), at: office.clock(), by: visit.person.id })
  return c.redirect(site.href(incidentPath(view.incident.id, "names")), 303)
}
