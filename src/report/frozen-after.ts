/** A period is frozen so many local days after its end: a week on Thursday 00:00. */
export const frozenAfterDays = 3
