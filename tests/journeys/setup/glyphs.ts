/**
 * Finds the characters of a page that its fonts cannot draw, where a reader would see an empty box.
 *
 * Each character is drawn on a canvas in the font of its own element, beside U+10FFFF, which no font has: what looks the same is
 * a box. Spaces and other characters without ink of their own are never the same as a box.
 */
import type { Page } from "playwright-core"

/** The characters of the page's visible text without a glyph, each once, in the order of the page. */
export function missingGlyphs(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const size = 40
    const canvas = document.createElement("canvas")
    canvas.width = 3 * size
    canvas.height = 2 * size
    const pen = canvas.getContext("2d", { willReadFrequently: true })
    if (pen === null) throw new Error("this browser has no canvas")

    const draw = (character: string, font: string): string => {
      pen.clearRect(0, 0, canvas.width, canvas.height)
      pen.font = font
      pen.fillText(character, size / 2, 1.25 * size)
      return pen.getImageData(0, 0, canvas.width, canvas.height).data.join()
    }

    const fontOf = (element: Element): string => {
      const { fontStyle, fontWeight, fontFamily } = getComputedStyle(element)
      return `${fontStyle} ${fontWeight} ${String(size)}px ${fontFamily}`
    }

    const visibleTexts = function* (): Generator<{ element: Element; text: string }> {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      while (walker.nextNode() !== null) {
        const element = walker.currentNode.parentElement
        if (element?.checkVisibility() === true) yield { element, text: walker.currentNode.textContent ?? "" }
      }
      for (const field of document.querySelectorAll<HTMLInputElement>("input, textarea")) {
        if (field.checkVisibility()) yield { element: field, text: `${field.value}${field.placeholder}` }
      }
    }

    const boxes = new Map<string, string>()
    const looked = new Set<string>()
    const missing = new Set<string>()
    for (const { element, text } of visibleTexts()) {
      const font = fontOf(element)
      const box = boxes.get(font) ?? draw("\u{10FFFF}", font)
      boxes.set(font, box)
      for (const character of text) {
        if (looked.has(font + character)) continue
        looked.add(font + character)
        if (draw(character, font) === box) missing.add(character)
      }
    }
    return [...missing]
  })
}
