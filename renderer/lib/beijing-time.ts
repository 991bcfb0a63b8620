/**
 * Days and minutes of China for times that the owner chooses. It has one zone and no summer time, so the offset is a
 * constant, whatever zone the computer is in.
 */
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const offsetMs = 8 * 60 * minuteMs

/** Which day of China a moment lies in, counted from 1970. */
export const beijingDay = (ms: number): number => Math.floor((ms + offsetMs) / dayMs)

/** Minutes since midnight in China. */
export const beijingMinute = (ms: number): number => Math.floor(((ms + offsetMs) % dayMs) / minuteMs)

/** The moment in which a minute of a day of China begins. */
export const atBeijing = (day: number, minute: number): number => day * dayMs + minute * minuteMs - offsetMs
