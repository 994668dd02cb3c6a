/** Starts the test browser, from a test or from a script. Who starts it closes it. */
import { type Browser, chromium } from "playwright-core"
import { obtainChromium } from "./chromium.ts"

const flags = [
  "--no-sandbox", // in a container, as root, there is none to have
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--font-render-hinting=none", // so that text is as wide on one machine as on another
]

export async function launchBrowser(): Promise<Browser> {
  const { executable, env } = await obtainChromium()
  return chromium.launch({ executablePath: executable, env, args: flags, headless: true })
}
