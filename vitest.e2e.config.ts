import { defineConfig } from "vitest/config"
import { skippedReporter } from "./test/support/skipped.ts"

const json = process.env.RESULTS_JSON

export default defineConfig({
  test: {
    include: ["test/e2e/**/*.e2e.ts"],
    exclude: ["**/node_modules/**"],
    reporters: [skippedReporter(), "verbose", ...(json ? [["json", { outputFile: json }] as const] : [])],
    // Real programs, browsers and ports: one at a time, and slow machines are given their time.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    teardownTimeout: 30_000,
    env: { TZ: "Pacific/Chatham" },
  },
})
