/**
 * Pictures of pages, to look at: `node scripts/screenshots.mjs http://localhost:8080 FOLDER /en/ /en/law …`
 *
 * Each page whole, at 320 and 1280 pixels wide, light and dark, as FOLDER/<page>-<width>-<scheme>.png.
 */
import { mkdirSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { load } from "./load.mjs"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const widths = [320, 1280]
const schemes = ["light", "dark"]

const [base, folder, ...paths] = process.argv.slice(2)
if (base === undefined || folder === undefined || paths.length === 0) {
  process.stderr.write("node scripts/screenshots.mjs BASE-URL FOLDER PATH…\n")
  process.exit(2)
}

function fileName(path, width, scheme) {
  const page = path.replaceAll(/[^\w.-]+/g, "-").replaceAll(/^-|-$/g, "") || "home"
  return join(folder, `${page}-${width}-${scheme}.png`)
}

async function takeAll(browser) {
  for (const width of widths) {
    for (const colorScheme of schemes) {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme })
      for (const path of paths) {
        await page.goto(new URL(path, base).href)
        const file = fileName(path, width, colorScheme)
        await page.screenshot({ path: file, fullPage: true })
        process.stdout.write(`${file}\n`)
      }
      await page.close()
    }
  }
}

const { launchBrowser } = await load(join(root, "tests/journeys/setup/browser.ts"), root)
mkdirSync(folder, { recursive: true })
const browser = await launchBrowser()
try {
  await takeAll(browser)
} finally {
  await browser.close()
}
