import { slackScenario } from "./support/scenario.ts"

slackScenario({ mode: "socket", language: "en" })
