import { shanghaiTime } from '../../shared/time/shanghai.ts'

/** The file and the moment in China, so that two campaigns of one list can be told apart in the history. */
export const campaignName = (fileName: string, nowMs: number): string => {
  const file = fileName.replace(/\.[^.]+$/, '').slice(0, 60)
  return `${file} ${shanghaiTime(nowMs).slice(0, 'yyyy-MM-dd HH:mm'.length)}`.trim()
}
