/** The look keeps its promises: contrast, weight, and no left or right. */
import { readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"
import { describe, expect, test } from "vitest"
import { bug } from "../kernel/text/bug.ts"
import { shorten } from "./style.ts"

const css = readFileSync(new URL("./look.css", import.meta.url), "utf8")

/** The colours of the first `:root` and, over them, of the dark one. */
function tokens(scheme: "light" | "dark"): ReadonlyMap<string, string> {
  const blocks = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, block = ""]) => block)
  const read = (block: string | undefined): readonly (readonly [string, string])[] => [...(block ?? "").matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name = "", value = ""]) => [name, value] as const)
  return new Map([...read(blocks[0]), ...(scheme === "dark" ? read(blocks[1]) : [])])
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (lighter + 0.05) / (darker + 0.05)
}

const TEXT_ON: readonly (readonly [text: string, ground: string])[] = [
  ...["ink", "ink-2", "link", "link-hover", "no", "yes", "ask"].flatMap((text) => [[text, "paper"], [text, "card"]] as const),
  ["ink", "ask-bg"], ["ink-2", "ask-bg"], ["link", "ask-bg"], ["ask", "ask-bg"], ["no", "no-bg"], ["ink", "no-bg"], ["yes", "yes-bg"], ["ink", "yes-bg"],
  ["ink", "say-bg"], ["ink-2", "say-bg"], ["on-link", "link"], ["paper", "ink"],
]

describe.each(["light", "dark"] as const)("%s", (scheme) => {
  const colours = tokens(scheme)
  const of = (name: string): string => colours.get(name) ?? bug(`no colour ${name}`)

  test.each(TEXT_ON)("%s on %s is text at 7:1", (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(7)
  })

  test("the edges of fields and choices are seen at 3:1", () => {
    expect(contrast(of("line-2"), of("card"))).toBeGreaterThanOrEqual(3)
    expect(contrast(of("line-2"), of("paper"))).toBeGreaterThanOrEqual(3)
  })
})

test("weighs at most 9 KB compressed", () => {
  expect(gzipSync(shorten(css)).length).toBeLessThanOrEqual(9 * 1024)
})

test("knows start and end, not left and right", () => {
  const physical = /(?:margin|padding|border|inset)-(?:left|right|top|bottom)|(?:^|[\s;{])(?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height)): /gm
  const declarations = shorten(css).replaceAll(/@media[^{]*\{|env\([^)]*\)/g, "{")
  expect(declarations.match(physical) ?? []).toEqual([])
})

test("fetches nothing", () => {
  expect(css).not.toMatch(/url\(|@import|@font-face/)
})
