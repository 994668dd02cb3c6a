/**
 * The time line as an Atom feed (RFC 4287), one in each language, the newest first.
 *
 * An entry's id is made of the pack, what it is and when it stood so, and of nothing else: it stays while words, languages and addresses
 * change; a second status of one kind and day counts besides. An answer stands with what it answers. Links are relative, as §2 allows, since a server behind a proxy does not know its own name. `via` is the source. A correction
 * moves `updated`, so that who read the old text sees the new one.
 */
import { createHash } from "node:crypto"
import type { AnswerSlot, Correction, StatusEntry, TimelineEvent } from "../../law/timeline/types.ts"
import type { Day, Source } from "../../law/types.ts"
import type { Text } from "../../law/wording.ts"
import type { Site } from "../../ui/site.ts"
import { sourceIs } from "../../ui/source-line.tsx"
import { eventHref, noticeHref, statementHref } from "../../ui/timeline.ts"
import { kindOf, entriesOf } from "./queries.ts"
import type { Entry } from "./model.ts"

interface FeedEntry {
  readonly id: string
  readonly title: string
  readonly published: Day
  readonly updated: Day
  readonly href: string
  readonly source: Source
  readonly summary: readonly Text[]
}

export function feedOf(site: Site): string {
  const { settings } = site.pack
  const entries = entriesOf(site.pack).toReversed().map((entry) => ({ entry, ...feedEntry(site, entry) }))
  const updated = entries.map((entry) => entry.updated).reduce((newest, day) => (day > newest ? day : newest), "0001-01-01" as Day)
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${site.language}">`,
    `<id>${urn(settings.id, site.language)}</id>`,
    element("title", site.t("feed.title", { city: settings.name })),
    element("subtitle", site.t("timeline.lead")),
    `<updated>${instant(updated)}</updated>`,
    `<author>${element("name", site.wording.written(settings.publisher).text)}</author>`,
    link("self", "application/atom+xml", site.href("/timeline.atom")),
    link("alternate", "text/html", site.href("/timeline")),
    ...entries.map(({ entry, ...fed }) => printEntry(site, entry, fed)),
    "</feed>\n",
  ].join("\n")
}

function printEntry(site: Site, entry: Entry, fed: FeedEntry): string {
  const kind = kindOf(entry)
  return [
    "<entry>",
    `<id>${fed.id}</id>`,
    element("title", fed.title),
    `<published>${instant(fed.published)}</published>`,
    `<updated>${instant(fed.updated)}</updated>`,
    link("alternate", "text/html", fed.href),
    ...(fed.source.url === null ? [] : [link("via", null, fed.source.url)]),
    `<category term="${kind}" label="${escaped(site.t(`entry-kind.${kind}`))}"/>`,
    element("summary", [...fed.summary.map(({ text }) => text), `${sourceIs(site, fed.source)} ${site.wording.written(fed.source.by).text}.`].join(" ")),
    "</entry>",
  ].join("\n")
}

function feedEntry(site: Site, entry: Entry): FeedEntry {
  const { pack, wording } = site
  const said = (text: string): Text => wording.written(text)
  const own = (id: readonly string[], corrections: readonly Correction[]): Pick<FeedEntry, "id" | "published" | "updated"> => ({
    id: urn(pack.settings.id, entry.kind, ...id),
    published: entry.date,
    updated: corrections.reduce((newest, { on }) => (on > newest ? on : newest), entry.date),
  })
  switch (entry.kind) {
    case "status": {
      const { event, status, isFirst } = entry
      const title = `${said(event.title).text}: ${site.t(`status.${status.status}`)}`
      return { ...own([event.id, ...momentOf(event, status)], event.corrections), title, href: eventHref(site, event.id), source: status.source, summary: [...(status.says === null ? [] : [said(status.says)]), ...(isFirst || status.says === null ? [said(event.what)] : [])] }
    }
    case "statement": {
      const { id, speaker, role, says, quote, answer, source, corrections } = entry.statement
      return { ...own([id], corrections), title: `${said(speaker).text}, ${said(role).text}`, href: statementHref(site, id), source, summary: [said(says), ...(quote === null ? [] : [{ ...said(quote), text: `“${quote}”` }]), answerIn(site, answer)] }
    }
    case "notice": {
      const { id, title, demands, answer, source, corrections } = entry.notice
      return { ...own([id], corrections), title: said(title).text, href: noticeHref(site, id), source, summary: [said(demands), answerIn(site, answer)] }
    }
  }
}

/** What of an event's history a status is: which, when, and, where it is not the first of these, the how many-th. */
function momentOf({ history }: TimelineEvent, entry: StatusEntry): readonly string[] {
  const { status, date } = entry
  const alike = history.filter((one) => one.status === status && one.date === date)
  const place = alike.indexOf(entry)
  return [status, date, ...(place === 0 ? [] : [String(place + 1)])]
}

function answerIn(site: Site, answer: AnswerSlot): Text {
  const said = answer.kind === "none-found" ? site.t("timeline.no-answer", { day: site.day(answer.asOf) }) : `${site.wording.written(answer.by).text}: ${site.wording.written(answer.says).text}`
  return { text: `${site.t("timeline.answer")}: ${said}`, language: site.language }
}

/** A UUID made of names (RFC 9562 §5.8), version 8: the first half of their SHA-256. */
function urn(...names: readonly string[]): string {
  const hex = createHash("sha256").update(JSON.stringify(["writ/timeline", ...names])).digest("hex")
  const variant = "89ab"[parseInt(hex.slice(16, 17), 16) % 4] ?? "8"
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** A day has no hour; noon in Greenwich is the same day in most of the world. */
function instant(day: Day): string {
  return `${day}T12:00:00Z`
}

function element(name: string, text: string): string {
  return `<${name}>${escaped(text)}</${name}>`
}

function link(rel: string, type: string | null, href: string): string {
  return `<link rel="${rel}"${type === null ? "" : ` type="${type}"`} href="${escaped(href)}"/>`
}

/** Characters that XML 1.0 does not know are left out. */
function escaped(text: string): string {
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
}
