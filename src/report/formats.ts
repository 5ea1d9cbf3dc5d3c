import type { ReportFormat } from "../domain/programme.ts"

/** The files that a report can be had as. */
export type FileFormat = Exclude<ReportFormat, "page">
export const fileFormats: readonly FileFormat[] = ["json", "csv", "xlsx", "pdf", "pptx"]
