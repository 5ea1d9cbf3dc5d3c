import { reportPage } from "../../adapters/dashboard/report-page.ts"
import { makeVoice } from "../../adapters/dashboard/voice.ts"
import type { Report } from "../../src/report/report.ts"
import { words } from "../report/office.ts"

/** The report's page as text, without its markup. */
export function pageText(report: Report, language: "nl" | "en"): string {
  return pageHtml(report, language)
    .replace(/<style>.*?<\/style>/s, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replaceAll(/\s+/g, " ")
}

export function pageHtml(report: Report, language: "nl" | "en"): string {
  return String(reportPage(report, makeVoice(language, words[language]), Date.parse("2027-01-20T12:00Z")))
}
