/** `npm run teams:package [file]`: writes the app that one uploads in Teams. */
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { readSettings } from "./config.ts"
import { teamsPackage } from "./teams/package/index.ts"

async function main(file: string): Promise<number> {
  if (existsSync(".env")) process.loadEnvFile(".env")
  const read = readSettings(process.env)
  const app = read.type === "settings" ? read.settings.teams?.app : null
  const problems = [
    ...(read.type === "problems" ? read.problems : []),
    ...(read.type === "settings" && !app
      ? ["MICROSOFT_APP_ID is missing: the package is of the bot's app registration"]
      : []),
    ...(read.type === "settings" && !read.settings.publicUrl.startsWith("https://")
      ? ["PUBLIC_URL is not an https:// address: Teams shows it as the place to read what is kept"]
      : []),
  ]
  if (read.type === "problems" || !app || problems.length > 0) {
    process.stderr.write(`${problems.map((p) => `- ${p}`).join("\n")}\n`)
    return 1
  }
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
  const zip = await teamsPackage({ appId: app.id, publicUrl: read.settings.publicUrl, version })
  writeFileSync(file, zip)
  process.stdout.write(`${file}: upload it in Teams under Apps, Manage your apps\n`)
  return 0
}

process.exitCode = await main(process.argv[2] ?? "draagvlak-teams.zip")
