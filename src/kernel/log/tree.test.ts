/** Trees, tiles and proofs against the definitions of RFC 6962, written out as they stand there. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { nodeCrypto as crypto } from "../../record/node-crypto.ts"
import { bytesFromHex, equalBytes, hexFromBytes, utf8 } from "../text/bytes.ts"
import { edgeFromTiles, edgeRoot, EMPTY_EDGE, grow, type Edge, type GrownTile } from "./growth.ts"
import { emptyRoot, HASH_BYTES, largestPowerBelow, leafHash, leafIndex, nodeHash, treeSize, type Hash } from "./hashes.ts"
import { checkConsistency, checkInclusion, type TreeHead } from "./proofs.ts"
import { planConsistency, planInclusion, planRoot, readProof, type TileReader } from "./tile-proofs.ts"
import { tilesOf, tileWidth } from "./tiles.ts"

const leaves = (count: number): readonly Hash[] => Array.from({ length: count }, (_, index) => leafHash(crypto, utf8(`entry ${index}`)))

/** RFC 6962 §2.1 over the leaves from `from` to `to`, as it stands there; a subtree's root is computed once. */
class Definition {
  readonly #leaves: readonly Hash[]
  readonly #roots = new Map<string, Hash>()

  constructor(all: readonly Hash[]) {
    this.#leaves = all
  }

  /** MTH(D[from:to]) */
  mth(to: number, from = 0): Hash {
    if (to === from) return emptyRoot(crypto)
    if (to - from === 1) return this.#leaves[from] as Hash
    const known = this.#roots.get(`${from}:${to}`)
    if (known !== undefined) return known
    const k = from + largestPowerBelow(to - from)
    const root = nodeHash(crypto, this.mth(k, from), this.mth(to, k))
    this.#roots.set(`${from}:${to}`, root)
    return root
  }

  /** PATH, §2.1.1 */
  path(index: number, to: number, from = 0): readonly Hash[] {
    if (to - from <= 1) return []
    const k = from + largestPowerBelow(to - from)
    return index < k ? [...this.path(index, k, from), this.mth(to, k)] : [...this.path(index, to, k), this.mth(k, from)]
  }

  /** SUBPROOF, §2.1.2 */
  subproof(older: number, to: number, from = 0, known = true): readonly Hash[] {
    if (older === to) return known ? [] : [this.mth(to, from)]
    const k = from + largestPowerBelow(to - from)
    return older <= k ? [...this.subproof(older, k, from, known), this.mth(to, k)] : [...this.subproof(older, to, k, false), this.mth(k, from)]
  }

  head(size: number): TreeHead {
    return { size: treeSize(size), root: this.mth(size) }
  }
}

/** A tree and its tiles as a log keeps them: one row a tile, a longer row in place of a shorter. */
class Grown {
  edge: Edge = EMPTY_EDGE
  readonly rows = new Map<string, GrownTile>()

  add(hashes: readonly Hash[]): void {
    const { edge, tiles } = grow(crypto, this.edge, hashes)
    this.edge = edge
    for (const tile of tiles) {
      const before = this.rows.get(`${tile.level}/${tile.index}`)
      if (before !== undefined) expect(equalBytes(tile.hashes.subarray(0, before.hashes.length), before.hashes)).toBe(true)
      this.rows.set(`${tile.level}/${tile.index}`, tile)
    }
  }

  readonly read: TileReader = ({ level, index, width }) => {
    const row = this.rows.get(`${level}/${index}`)
    if (row === undefined) throw new Error(`no tile ${level}/${index}`)
    return row.hashes.subarray(0, width * HASH_BYTES)
  }
}

/** As text: node:crypto gives Buffers, which are Uint8Arrays and not equal to them here. */
const hex = (hashes: readonly Uint8Array[]): readonly string[] => hashes.map(hexFromBytes)
const flip = (hash: Uint8Array, bit: number): Hash => Uint8Array.from(hash, (byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)) as Hash

test("the roots of eight inputs that other implementations have in their tests (certificate-transparency-go, merkle_tree_test)", () => {
  const inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
  const roots = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]
  const grown = new Grown()
  inputs.forEach((input, index) => {
    grown.add([leafHash(crypto, bytesFromHex(input) ?? new Uint8Array(0))])
    expect(hexFromBytes(edgeRoot(crypto, grown.edge))).toBe(roots[index])
  })
  expect(hexFromBytes(emptyRoot(crypto))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
})

describe("every size and index up to 100", () => {
  const all = leaves(100)
  const defined = new Definition(all)
  const grown = new Grown()
  grown.add(all)

  test("roots and inclusion proofs are those of the definition, and hold", () => {
    for (let size = 1; size <= 100; size++) {
      const tree = defined.head(size)
      expect(hex(readProof(crypto, planRoot(tree.size), grown.read))).toEqual(hex([tree.root]))
      for (let index = 0; index < size; index++) {
        const hashes = readProof(crypto, planInclusion(leafIndex(index), tree.size), grown.read)
        expect(hex(hashes)).toEqual(hex(defined.path(index, size)))
        expect(checkInclusion(crypto, { index: leafIndex(index), leaf: all[index] as Hash, hashes }, tree)).toEqual({ kind: "holds" })
      }
    }
  })

  test("consistency proofs are those of the definition, and hold", () => {
    for (let newer = 1; newer <= 100; newer++) {
      const tree = defined.head(newer)
      for (let older = 1; older <= newer; older++) {
        const before = defined.head(older)
        const hashes = readProof(crypto, planConsistency(before.size, tree.size), grown.read)
        expect(hex(hashes)).toEqual(older === newer ? [] : hex(defined.subproof(older, newer)))
        expect(checkConsistency(crypto, before, tree, hashes)).toEqual({ kind: "holds" })
      }
    }
  })
})

test("a flipped bit, another index, another size, a hash more or fewer: no inclusion proof holds", () => {
  const all = leaves(40)
  const defined = new Definition(all)
  for (const size of [1, 2, 7, 8, 33, 40]) {
    const tree = defined.head(size)
    for (let index = 0; index < size; index++) {
      const hashes = defined.path(index, size)
      const right = { index: leafIndex(index), leaf: all[index] as Hash, hashes }
      const wrong = [
        ...[0, 7, 255].map((bit) => ({ ...right, leaf: flip(right.leaf, bit) })),
        ...hashes.map((hash, at) => ({ ...right, hashes: hashes.with(at, flip(hash, (index * 37 + at * 11) % 256)) })),
        ...Array.from({ length: size }, (_, other) => ({ ...right, index: leafIndex(other) })).filter((one) => one.index !== index),
        { ...right, index: leafIndex(size) },
        { ...right, hashes: [...hashes, tree.root] },
        ...(hashes.length > 0 ? [{ ...right, hashes: hashes.slice(1) }] : []),
      ]
      for (const one of wrong) expect(checkInclusion(crypto, one, tree).kind).not.toBe("holds")
      expect(checkInclusion(crypto, right, { ...tree, root: flip(tree.root, index % 256) }).kind).toBe("root-differs")
    }
  }
})

test("a flipped bit in either root or any hash, a hash more or fewer: no consistency proof holds", () => {
  const all = leaves(40)
  const defined = new Definition(all)
  for (const newer of [2, 3, 8, 31, 40]) {
    const tree = defined.head(newer)
    for (let older = 1; older < newer; older++) {
      const before = defined.head(older)
      const hashes = defined.subproof(older, newer)
      const wrong = [
        ...hashes.map((hash, at) => [before, tree, hashes.with(at, flip(hash, (older * 13 + at) % 256))] as const),
        [{ ...before, root: flip(before.root, older) }, tree, hashes] as const,
        [before, { ...tree, root: flip(tree.root, older) }, hashes] as const,
        [before, tree, [...hashes, tree.root]] as const,
        [before, tree, hashes.slice(1)] as const,
        [tree, before, hashes] as const,
      ]
      for (const one of wrong) expect(checkConsistency(crypto, ...one).kind).not.toBe("holds")
    }
  }
})

test("the empty tree is the beginning of every tree, with an empty proof and no other", () => {
  const none: TreeHead = { size: treeSize(0), root: emptyRoot(crypto) }
  const some = new Definition(leaves(5)).head(5)
  expect(checkConsistency(crypto, none, some, []).kind).toBe("holds")
  expect(checkConsistency(crypto, none, none, []).kind).toBe("holds")
  expect(checkConsistency(crypto, none, some, [some.root]).kind).toBe("proof-length")
  expect(checkConsistency(crypto, { ...none, root: some.root }, some, []).kind).toBe("history-differs")
  expect(checkConsistency(crypto, some, { ...some, root: none.root }, []).kind).toBe("history-differs")
})

describe("growing", () => {
  const all = leaves(70_000)
  const defined = new Definition(all)

  test.each([0, 1, 2, 255, 256, 257, 65_535, 65_536, 65_537, 70_000])("%i leaves: the tiles of the specification, and their root", (size) => {
    const grown = new Grown()
    for (let at = 0; at < size; at += 10_000) grown.add(all.slice(at, Math.min(at + 10_000, size)))
    const tiles = [...grown.rows.values()].map(({ level, index, width }) => ({ level, index, width }))
    expect(tiles.sort((a, b) => a.level - b.level || a.index - b.index)).toEqual([...tilesOf(treeSize(size))])
    for (const { hashes, width } of grown.rows.values()) expect(hashes.length).toBe(width * HASH_BYTES)
    expect(hex([edgeRoot(crypto, grown.edge)])).toEqual(hex([defined.mth(size)]))
    expect(hex(edgeFromTiles(treeSize(size), grown.read)?.levels ?? [])).toEqual(hex(grown.edge.levels))
    for (const index of [0, size >> 1, size - 1].filter((one) => one >= 0 && one < size)) {
      const hashes = readProof(crypto, planInclusion(leafIndex(index), treeSize(size)), grown.read)
      expect(checkInclusion(crypto, { index: leafIndex(index), leaf: all[index] as Hash, hashes }, { size: treeSize(size), root: edgeRoot(crypto, grown.edge) }).kind).toBe("holds")
    }
  })

  test("in pieces of any size a tree is the same, and no hash once written changes", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(700), { minLength: 1, maxLength: 8 }), (pieces) => {
        const grown = new Grown()
        let at = 0
        for (const piece of pieces) grown.add(all.slice(at, (at += piece)))
        const whole = grow(crypto, EMPTY_EDGE, all.slice(0, at))
        expect(hex(grown.edge.levels)).toEqual(hex(whole.edge.levels))
        for (const tile of whole.tiles) expect(equalBytes(grown.rows.get(`${tile.level}/${tile.index}`)?.hashes ?? new Uint8Array(0), tile.hashes)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  test("a tile that is missing or short gives no edge", () => {
    const grown = new Grown()
    grown.add(all.slice(0, 300))
    expect(edgeFromTiles(treeSize(300), () => null)).toBeNull()
    expect(edgeFromTiles(treeSize(300), (tile) => grown.read(tile).subarray(1))).toBeNull()
  })

  test("widths far out are exact", () => {
    const size = treeSize(2 ** 52 + 300)
    expect(tileWidth(size, 0, 2 ** 44 + 1)).toBe(44)
    expect(tileWidth(size, 6, 0)).toBe(16)
    expect([...tilesOf(size, 2 ** 52)].length).toBe(4)
  })
})
