/** From so many people on, the app asks the owner itself, outside the page, before a real campaign begins. */
export const askedBySystemFrom = 100
