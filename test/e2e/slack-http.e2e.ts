import { slackScenario } from "./support/scenario.ts"

slackScenario({ mode: "events", language: "nl" })
