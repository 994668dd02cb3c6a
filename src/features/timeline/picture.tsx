/**
 * The time line as a picture, made on the server, without scripts: across on a wide page and on paper, upright on a narrow one; then the
 * same in words. Its marks say how an event stood, in shapes that the key explains.
 */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import { EVENT_STATUSES, LANES, type DateIs, type StatusEntry, type TimelineEvent } from "../../law/timeline/types.ts"
import type { Day } from "../../law/types.ts"
import { printMonthName, printShortDay } from "../../ui/languages.ts"
import { langOf, type Site } from "../../ui/site.ts"
import { StatusShape, StatusWord } from "../../ui/status-mark.tsx"
import { eventHref, newestDay } from "../../ui/timeline.ts"
import { Written } from "../../ui/worded.tsx"
import type { Column } from "./picture/months.ts"
import { UPRIGHT_WIDTH, uprightLayout, type UprightLayout } from "./picture/upright.ts"
import { LINE_HEIGHT, TEXT_SIZE, WIDTH, wideLayout, type WideLayout } from "./picture/wide.ts"

/** Widths are estimated on the wide side: the ground of a title is what its letters mostly take. */
const GROUND = 0.88

export function TimelinePicture({ site }: { readonly site: Site }): JSX.Element {
  const { events } = site.pack.timeline
  const newest = newestDay(site.pack)
  if (events.length === 0 || newest === null) return <></>
  const titled = events.map((event) => ({ event, title: site.wording.written(event.title).text }))
  return (
    <section class="flow lanes">
      <h2>{site.t("picture.title")}</h2>
      <p class="muted">
        {site.t("picture.lead")} <a href="#list">{site.t("picture.to-list")}</a>
      </p>
      <Key site={site} />
      <Across site={site} layout={wideLayout(titled, (lane) => site.t(`lane.${lane}`), newest)} newest={newest} />
      <Upright site={site} layout={uprightLayout(titled, { head: (status) => headOf(site, status), lane: (lane) => site.t(`lane.${lane}`) })} />
      <details>
        <summary>{site.t("picture.in-words")}</summary>
        <InWords site={site} />
      </details>
    </section>
  )
}

function headOf(site: Site, { date, dateIs, status }: StatusEntry): readonly [string, string] {
  const day = printShortDay(site.language, date)
  return [dayInWords(site, day, dateIs), site.t(`status.${status}`)]
}

function dayInWords(site: Site, day: string, dateIs: DateIs): string {
  switch (dateIs) {
    case "known":
      return day
    case "about":
      return site.t("picture.about-day", { day })
    case "by":
      return site.t("picture.by-day", { day })
  }
}

/** The shapes that occur. */
function Key({ site }: { readonly site: Site }): JSX.Element {
  const used = new Set(site.pack.timeline.events.flatMap(({ history }) => history.map(({ status }) => status)))
  return (
    <ul class="key-of-marks" aria-label={site.t("picture.key")}>
      {EVENT_STATUSES.filter((status) => used.has(status)).map((status) => (
        <li>
          <StatusWord site={site} status={status} />
        </li>
      ))}
    </ul>
  )
}

interface FrameProps {
  readonly site: Site
  readonly id: "across" | "upright"
  readonly width: number
  readonly height: number
  readonly children: Child
}

function Frame({ site, id, width, height, children }: FrameProps): JSX.Element {
  return (
    <svg class={`lane-picture ${id}`} viewBox={`0 0 ${String(width)} ${String(height)}`} font-size={TEXT_SIZE} role="group" aria-labelledby={`${id}-name`} focusable="false">
      <title id={`${id}-name`}>{site.t("picture.title")}</title>
      {children}
    </svg>
  )
}

function Across({ site, layout, newest }: { readonly site: Site; readonly layout: WideLayout; readonly newest: Day }): JSX.Element {
  const bottom = layout.height - LINE_HEIGHT
  return (
    <Frame site={site} id="across" width={WIDTH} height={layout.height}>
      {layout.lanes.map(({ y, height, name }) => (
        <>
          <rect class="band" x="0.5" y={y} width={WIDTH - 1} height={height} rx="3" />
          <text class="heading">{linesAt(10, y + 8, name)}</text>
        </>
      ))}
      <Months site={site} columns={layout.columns} bottom={bottom - 4} />
      <path class="newest" d={`M${String(layout.newestX)} 32V${String(bottom - 4)}`} />
      <text class="small" x={Math.min(layout.newestX, WIDTH - 4)} y={bottom + 10} text-anchor="end">{site.t("picture.newest", { day: site.day(newest) })}</text>
      {layout.events.map(({ event, label, marks }) => (
        <>
          <Stem from={marks[0]?.x ?? 0} to={marks.at(-1)?.x ?? 0} y={marks[0]?.y ?? 0} />
          {marks.map((mark) => (
            <StatusShape status={mark.status} at={mark} />
          ))}
          <rect class="ground" x={label.x} y={label.top + 2} width={label.width * GROUND} height={label.lines.length * LINE_HEIGHT} />
          <TitleLink site={site} event={event} x={label.x} top={label.top} lines={label.lines} />
        </>
      ))}
    </Frame>
  )
}

function Stem({ from, to, y }: { readonly from: number; readonly to: number; readonly y: number }): JSX.Element {
  return from === to ? <></> : <path class="stem" d={`M${String(from)} ${String(y)}H${String(to)}`} />
}

/** Names of as many months as have room, with the year where it is new. */
function Months({ site, columns, bottom }: { readonly site: Site; readonly columns: readonly Column[]; readonly bottom: number }): JSX.Element {
  return (
    <>
      {columns.map((column, index) => {
        if (column.kind === "gap") return <text class="small" x={column.x + column.width / 2} y="27" text-anchor="middle">…</text>
        const before = columns.slice(0, index).findLast((one) => one.kind === "month")
        const year = column.month.slice(0, 4)
        const isNewYear = before?.kind !== "month" || before.month.slice(0, 4) !== year
        return (
          <>
            <path class={isNewYear ? "tick year" : "tick"} d={`M${String(column.x)} 32V${String(bottom)}`} />
            <text class="small" x={column.x + 3} y="27">{printMonthName(site.language, column.month)}</text>
            {isNewYear && <text class="small strong" x={column.x + 3} y="11">{year}</text>}
          </>
        )
      })}
    </>
  )
}

function Upright({ site, layout }: { readonly site: Site; readonly layout: UprightLayout }): JSX.Element {
  return (
    <Frame site={site} id="upright" width={UPRIGHT_WIDTH} height={layout.height}>
      {layout.lanes.map(({ lane, x, width }) => (
        <>
          <rect class="band" x={x + 0.5} y="0.5" width={width - 1} height={layout.height - 1} rx="3" />
          <path class="tick" d={`M${String(x + width / 2)} ${String(layout.top)}V${String(layout.height - 8)}`} />
          <text class="heading" transform={`translate(${String(x + width / 2 + 4)} ${String(layout.top - 4)}) rotate(-90)`}>{site.t(`lane.${lane}`)}</text>
        </>
      ))}
      {layout.rows.map((row) => (
        <>
          <StatusShape status={row.mark.status} at={row.mark} />
          <text class="heading">{linesAt(row.x, row.top, row.head)}</text>
          <TitleLink site={site} event={row.event} x={row.x} top={row.top + row.head.length * LINE_HEIGHT} lines={row.lines} />
        </>
      ))}
    </Frame>
  )
}

function TitleLink({ site, event, x, top, lines }: { readonly site: Site; readonly event: TimelineEvent; readonly x: number; readonly top: number; readonly lines: readonly string[] }): JSX.Element {
  return (
    <a href={eventHref(site, event.id)}>
      <text {...langOf(site, site.wording.written(event.title).language)}>{linesAt(x, top, lines)}</text>
    </a>
  )
}

/** Blanks between the lines are for those who copy the text, or hear it. */
function linesAt(x: number, top: number, lines: readonly string[]): readonly Child[] {
  return lines.map((line, index) => [
    index === 0 ? "" : " ",
    <tspan x={x} y={top + LINE_HEIGHT * (index + 1) - 4}>
      {line}
    </tspan>,
  ])
}

function InWords({ site }: { readonly site: Site }): JSX.Element {
  const { events } = site.pack.timeline
  return (
    <ul class="in-words">
      {LANES.filter((lane) => events.some((event) => event.lane === lane)).map((lane) => (
        <li>
          <b>{site.t(`lane.${lane}`)}</b>
          <ul>
            {events.filter((event) => event.lane === lane).map((event) => (
              <li>
                <a href={eventHref(site, event.id)}>
                  <Written site={site} text={event.title} />
                </a>
                : {event.history.map((status, index) => [index === 0 ? "" : "; ", headOf(site, status).join(" · ")])}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
