/**
 * The only fonts the test browser knows: static Noto files from npm, so that a page is drawn alike on every machine and a language
 * without glyphs is noticed. A language with another script adds its package here and to package.json.
 */
import { createRequire } from "node:module"
import { dirname, join } from "node:path"

const generic = {
  "sans-serif": { family: "Noto Sans", package: "@expo-google-fonts/noto-sans" },
  "system-ui": { family: "Noto Sans", package: "@expo-google-fonts/noto-sans" },
  serif: { family: "Noto Serif", package: "@expo-google-fonts/noto-serif" },
  monospace: { family: "Noto Sans Mono", package: "@expo-google-fonts/noto-sans-mono" },
} as const

/** The weights our pages use; the packages hold eighteen files each, and every one read is time lost at start. */
const styles = ["400Regular", "400Regular_Italic", "600SemiBold", "700Bold", "700Bold_Italic"]

/** The text of a fonts.conf that lists these fonts and no others. `cacheFolder` is where fontconfig keeps its index. */
export function fontsConf(cacheFolder: string): string {
  const require = createRequire(import.meta.url)
  const packages = new Set(Object.values(generic).map((font) => dirname(require.resolve(`${font.package}/package.json`))))
  const folders = [...packages].flatMap((folder) => styles.map((style) => `  <dir>${join(folder, style)}</dir>`))
  const aliases = Object.entries(generic).map(
    ([name, { family }]) =>
      `  <alias binding="same"><family>${name}</family><prefer><family>${family}</family></prefer></alias>`,
  )
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    "<fontconfig>",
    ...folders,
    `  <cachedir>${cacheFolder}</cachedir>`,
    ...aliases,
    "</fontconfig>",
    "",
  ].join("\n")
}
