import type { RunningApp } from './app.ts'

/** A question that the app asks in a window of the system's, which no automation can drive. */
export type AskedQuestion = { readonly message: string; readonly detail: string }

type Recording = { zhangguiAsked?: AskedQuestion[] }

/** From now on the owner says this to every question, and what is asked is written down. */
export const answerOwner = ({ electron }: RunningApp, answer: 'yes' | 'no'): Promise<void> =>
  electron.evaluate(
    ({ dialog }, response) => {
      const recording = globalThis as Recording
      recording.zhangguiAsked ??= []
      dialog.showMessageBox = (async (...given: readonly unknown[]) => {
        const { message, detail } = given.at(-1) as AskedQuestion
        recording.zhangguiAsked?.push({ message, detail })
        return { response, checkboxChecked: false }
      }) as never
    },
    answer === 'yes' ? 1 : 0,
  )

/** What was asked since this was last looked at. */
export const askedOwner = ({ electron }: RunningApp): Promise<readonly AskedQuestion[]> =>
  electron.evaluate(() => {
    const recording = globalThis as Recording
    const asked = recording.zhangguiAsked ?? []
    recording.zhangguiAsked = []
    return asked
  })
