/**
 * The one style sheet of a site: look.css, then the pack's accent and emblem as custom properties. The address carries a
 * digest of the bytes, so it may be kept for ever.
 */
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import type { Pack } from "../law/types.ts"

export interface StyleSheet {
  readonly path: string
  readonly css: string
}

export function styleSheet(pack: Pack): StyleSheet {
  const css = shorten(readFileSync(new URL("./look.css", import.meta.url), "utf8")) + packColours(pack)
  const digest = createHash("sha256").update(css).digest("hex").slice(0, 16)
  return { path: `/style/${digest}.css`, css }
}

/** Without comments and the blanks at line ends: a reader on a slow line pays for them. */
export function shorten(css: string): string {
  return css.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/\n\s*/g, "\n").replaceAll(/\n+/g, "\n").trimStart()
}

function packColours(pack: Pack): string {
  const { accent, emblem } = pack.settings
  const light = [...colour("accent", accent?.light), ...colour("emblem", emblem?.light)]
  const dark = [...colour("accent", accent?.dark), ...colour("emblem", emblem?.dark)]
  return `${rule(light)}${dark.length === 0 ? "" : `@media (prefers-color-scheme: dark){${rule(dark)}}\n`}`
}

function rule(declarations: readonly string[]): string {
  return declarations.length === 0 ? "" : `:root{${declarations.join(";")}}\n`
}

/** Only a colour in hexadecimal: nothing else of a pack becomes CSS. */
function colour(property: string, value: string | undefined): readonly string[] {
  return value !== undefined && /^#[0-9a-f]{3,8}$/i.test(value) ? [`--${property}:${value}`] : []
}

/** A plain square, the icon of residents' guides: they show no emblem. */
export const PLAIN_ICON = icon("0 0 24 24", "M3 3h18v18H3z", "#465260")

/** The pack's emblem as the page's icon; the plain square where it has none. */
export function emblemIcon(pack: Pack): string {
  const { emblem } = pack.settings
  return emblem === null ? PLAIN_ICON : icon(emblem.viewBox, emblem.path, emblem.light)
}

function icon(viewBox: string, path: string, fill: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${attribute(viewBox)}"><path fill="${attribute(fill)}" d="${attribute(path)}"/></svg>`
}

function attribute(text: string): string {
  return text.replaceAll(/[^\w\s.,#+-]/g, "")
}
