/**
 * Adjectives that take a side, by language: outside quotation marks none stands on a time line, whoever is spoken of.
 *
 * The list is short on purpose. It catches what slips in; a person who reads for fairness is not spared by it.
 */
const ENGLISH = [
  "brave", "brazen", "brutal", "chaotic", "cruel", "deadly", "disgraceful", "draconian", "dystopian", "evil", "extreme", "extremist", "heroic", "historic", "horrific",
  "inhumane", "lawless", "massive", "notorious", "outrageous", "radical", "reckless", "ruthless", "savage", "shameful", "shocking", "so-called", "sweeping", "tyrannical",
  "unprecedented", "unhinged", "vicious",
]
const SPANISH = [
  "brutal(?:es)?", "caótic[oa]s?", "cruel(?:es)?", "desalmad[oa]s?", "descarad[oa]s?", "despiadad[oa]s?", "draconian[oa]s?", "escandalos[oa]s?", "espantos[oa]s?", "extremistas?", "extrem[oa]s?",
  "feroz", "feroces", "heroic[oa]s?", "históric[oa]s?", "horrible(?:s)?", "impactantes?", "inhuman[oa]s?", "masiv[oa]s?", "radical(?:es)?", "salvajes?", "supuest[oa]s?", "temerari[oa]s?",
  "tiránic[oa]s?", "valientes?", "vergonzos[oa]s?",
]
const LISTS: ReadonlyMap<string, RegExp> = new Map([["en", wordsOf(ENGLISH)], ["es", wordsOf(SPANISH)]])

function wordsOf(words: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}-])(?:${words.join("|")})(?![\\p{L}-])`, "giu")
}

/** Those of a text that stand outside quotation marks, as written; none in a language without a list. */
export function adjectivesIn(text: string, language: string): readonly string[] {
  const list = LISTS.get(language.split("-")[0] ?? "")
  return list === undefined ? [] : [...text.replace(/“[^”]*”|«[^»]*»|"[^"]*"/gu, " ").matchAll(list)].map(([word]) => word)
}
