import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Holds the plan of a restore, and in `contents` what came out of the back-up. Without a plan it was only looked at. */
export const restoreFolder = (userData: string): string => join(userData, 'restore')
export const contentsFolder = (userData: string): string => join(restoreFolder(userData), 'contents')
export const planPath = (userData: string): string => join(restoreFolder(userData), 'plan.json')

/** Whether anything of a restore stands in the profile, to be carried out or cleared away. */
export const isRestoreLeft = (userData: string): boolean => existsSync(restoreFolder(userData))

/** Whether this start carries one out, which may take its time. */
export const isRestoreDue = (userData: string): boolean => existsSync(planPath(userData))
