/** A plot as SVG: two panels, each with points joined by a line over one axis; every label is text. */

export interface Panel {
  readonly title: string
  readonly points: readonly { readonly x: number; readonly y: number }[]
}

const WIDTH = 360
const HEIGHT = 240
const MARGIN = { left: 64, right: 16, top: 36, bottom: 44 }

/** Panels side by side over the same `across`. */
export function plot(title: string, across: string, panels: readonly Panel[]): string {
  const width = WIDTH * panels.length
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(HEIGHT)}" role="img" aria-label="${title}" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${title}</title>`,
    `<rect width="${String(width)}" height="${String(HEIGHT)}" fill="#fff"/>`,
    ...panels.map((panel, index) => `<g transform="translate(${String(index * WIDTH)} 0)">${panelSvg(panel, across)}</g>`),
    "</svg>",
    "",
  ].join("\n")
}

function panelSvg({ title, points }: Panel, across: string): string {
  const xs = ticksTo(Math.max(...points.map(({ x }) => x)))
  const ys = ticksTo(Math.max(...points.map(({ y }) => y)))
  const left = (x: number): number => MARGIN.left + (x / (xs.at(-1) ?? 1)) * (WIDTH - MARGIN.left - MARGIN.right)
  const top = (y: number): number => HEIGHT - MARGIN.bottom - (y / (ys.at(-1) ?? 1)) * (HEIGHT - MARGIN.top - MARGIN.bottom)
  const place = ({ x, y }: Panel["points"][number]): string => `${left(x).toFixed(1)},${top(y).toFixed(1)}`
  return [
    `<text x="${String(MARGIN.left)}" y="20" font-weight="600">${title}</text>`,
    ...ys.map((y) => `<path d="M${String(MARGIN.left)} ${top(y).toFixed(1)}H${String(WIDTH - MARGIN.right)}" stroke="#ddd"/><text x="${String(MARGIN.left - 8)}" y="${(top(y) + 4).toFixed(1)}" text-anchor="end">${y.toLocaleString("en-US")}</text>`),
    ...xs.map((x) => `<text x="${left(x).toFixed(1)}" y="${String(HEIGHT - MARGIN.bottom + 18)}" text-anchor="middle">${String(x)}</text>`),
    `<text x="${String((MARGIN.left + WIDTH - MARGIN.right) / 2)}" y="${String(HEIGHT - 8)}" text-anchor="middle">${across}</text>`,
    `<polyline points="${points.map(place).join(" ")}" fill="none" stroke="#0b5394" stroke-width="2"/>`,
    ...points.map((point) => `<circle cx="${left(point.x).toFixed(1)}" cy="${top(point.y).toFixed(1)}" r="3" fill="#0b5394"><title>${String(point.x)}: ${point.y.toLocaleString("en-US")}</title></circle>`),
  ].join("")
}

/** Round numbers from 0 to `most` or somewhat more, four to six of them. */
function ticksTo(most: number): readonly number[] {
  const rough = most / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? 10 * power
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => Number((index * step).toPrecision(6)))
}
