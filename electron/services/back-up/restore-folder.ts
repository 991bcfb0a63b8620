import { existsSync, lstatSync } from 'node:fs'
import { join } from 'node:path'

/** Holds the plan of a restore, and the unpacked back-up in `contents`. Without a plan, a back-up was only opened. */
export const restoreFolder = (userData: string): string => join(userData, 'restore')
export const contentsFolder = (userData: string): string => join(restoreFolder(userData), 'contents')
export const planPath = (userData: string): string => join(restoreFolder(userData), 'plan.json')

/** Whether the profile holds a restore, to be carried out or removed. */
export const isRestoreLeft = (userData: string): boolean =>
  lstatSync(restoreFolder(userData), { throwIfNoEntry: false })?.isDirectory() === true

/** Whether this start carries out a restore, which may take long. */
export const isRestoreDue = (userData: string): boolean => existsSync(planPath(userData))
