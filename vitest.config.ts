import { defineConfig } from "vitest/config"
import { skippedReporter } from "./test/support/skipped.ts"

// Where .ci/run wants the results for counting.
const json = process.env.RESULTS_JSON
const toFile = (outputFile: string): ["json", object][] => [["json", { outputFile }]]

export default defineConfig({
  test: {
    testTimeout: 30_000,
    include: ["test/**/*.test.ts"],
    exclude: ["test/e2e/**", "**/node_modules/**"],
    reporters: [skippedReporter(), "default", ...(json ? toFile(json) : [])],
    // No zone of any customer, with odd offsets: code that leans on the machine's own zone shows itself.
    env: { TZ: "Pacific/Chatham" },
  },
})
