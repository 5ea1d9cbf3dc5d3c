import { defineConfig } from "vitest/config"
import { skippedReporter } from "./test/support/skipped.ts"

const json = process.env.RESULTS_JSON
const toFile = (outputFile: string): ["json", object][] => [["json", { outputFile }]]

export default defineConfig({
  test: {
    include: ["test/e2e/**/*.e2e.ts"],
    exclude: ["**/node_modules/**"],
    reporters: [skippedReporter(), "verbose", ...(json ? toFile(json) : [])],
    // Real programs, browsers and ports: one at a time, and slow machines are given their time.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    teardownTimeout: 30_000,
    env: { TZ: "Pacific/Chatham" },
  },
})
