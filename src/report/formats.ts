/** The files that a report can be had as. */
export const reportFormats = ["json", "csv", "xlsx", "pdf", "pptx"] as const
export type ReportFormat = (typeof reportFormats)[number]
