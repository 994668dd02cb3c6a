import fc from "fast-check"
import { expect, test } from "vitest"
import { treeSize } from "./hashes.ts"
import { parseBundle, parseTilePath, printBundle, printTilePath, tileIsIn, tilesOf, tileWidth, type TilePlace } from "./tiles.ts"

test.each<[string, TilePlace]>([
  ["tile/0/000", { level: 0, index: 0, width: 256 }],
  ["tile/0/x001/x234/067", { level: 0, index: 1_234_067, width: 256 }],
  ["tile/0/x005/x000/123", { level: 0, index: 5_000_123, width: 256 }],
  ["tile/1/000.p/17", { level: 1, index: 0, width: 17 }],
  ["tile/entries/x001/000.p/255", { level: "entries", index: 1000, width: 255 }],
])("%s", (path, place) => {
  expect(printTilePath(place)).toBe(path)
  expect(parseTilePath(path)).toEqual(place)
})

test.each([
  "tile/0/0", "tile/0/00", "tile/0/1000", "tile/0/x000/001", "tile/00/000", "tile/7/000", "tile/-1/000", "tile/0/x001", "tile/0/001/002", "tile/0/000.p/0", "tile/0/000.p/256",
  "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000/", "tile/0/000 ", "/tile/0/000", "tile/data/000", "tile/0/X001/000", "tile/0/x999/x999/x999/x999/x999/999", "tile/0/000.p/1\n",
])("%j is no tile's path", (path) => {
  expect(parseTilePath(path)).toBeNull()
})

test("a tile has one path", () => {
  fc.assert(fc.property(fc.nat(6), fc.nat(2 ** 40), fc.integer({ min: 1, max: 256 }), (level, index, width) => {
    expect(parseTilePath(printTilePath({ level, index, width }))).toEqual({ level, index, width })
  }))
})

test("a tree of 70,000 leaves: the specification's example", () => {
  const tiles = [...tilesOf(treeSize(70_000))]
  expect(tiles.filter(({ width }) => width === 256).length).toBe(274)
  expect(tiles.filter(({ width }) => width < 256).map(printTilePath)).toEqual(["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"])
  expect([...tilesOf(treeSize(256))].map(printTilePath)).toEqual(["tile/0/000", "tile/1/000.p/1"])
  expect([...tilesOf(treeSize(0))]).toEqual([])
})

test("a tree has a tile of a width and all narrower ones, and no wider one", () => {
  const size = treeSize(70_000)
  expect(tileIsIn(size, { level: 0, index: 273, width: 112 })).toBe(true)
  expect(tileIsIn(size, { level: 0, index: 273, width: 1 })).toBe(true)
  expect(tileIsIn(size, { level: 0, index: 273, width: 113 })).toBe(false)
  expect(tileIsIn(size, { level: "entries", index: 274, width: 1 })).toBe(false)
  expect(tileWidth(size, 3, 0)).toBe(0)
})

test("bundles: reading is the inverse of writing, for the number of entries exactly", () => {
  fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }), (entries) => {
    const bytes = printBundle(entries)
    expect(parseBundle(bytes, entries.length)).toEqual({ kind: "bundle", entries })
    expect(parseBundle(bytes, entries.length + 1).kind).toBe("malformed")
    if (entries.length > 0) {
      expect(parseBundle(bytes, entries.length - 1).kind).toBe("malformed")
      expect(parseBundle(bytes.subarray(0, -1), entries.length).kind).toBe("malformed")
    }
  }))
  const long = new Uint8Array(65_535).fill(7)
  expect(parseBundle(printBundle([long]), 1)).toEqual({ kind: "bundle", entries: [long] })
})
