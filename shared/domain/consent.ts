/**
 * From this many people on, the app asks the owner in a system window, outside the page, before a real campaign
 * starts.
 */
export const askedBySystemFrom = 100
