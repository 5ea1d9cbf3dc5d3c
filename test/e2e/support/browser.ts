/** Debian's Chromium through playwright-core, closed off from the network, and pictures of what it shows. */
import { mkdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { type Browser, chromium, type Page } from "playwright-core"
import { chromiumProgram } from "./programs.ts"

/** Not in git: for eyes. */
const pictures = fileURLToPath(new URL("../pictures/", import.meta.url))

export async function openBrowser(): Promise<Browser> {
  if (!chromiumProgram) throw new Error("chromium is not installed")
  mkdirSync(pictures, { recursive: true })
  return chromium.launch({
    executablePath: chromiumProgram,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  })
}

/** A busy machine's Chromium now and then gives no picture of a page that is well; a picture is for eyes, no assertion. */
const triesMax = 4

/** A picture of the page as it is now, `name.png` in test/e2e/pictures/. */
export async function picture(page: Page, name: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await page.screenshot({ path: `${pictures}${name}.png` })
      return
    } catch (error) {
      const isBusy = error instanceof Error && error.message.includes("Unable to capture screenshot")
      if (!isBusy || tries === triesMax) throw error
    }
  }
}
