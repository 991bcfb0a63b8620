import type { AcrossOptions } from '../../electron/services/sending/across.ts'

/** The reader of an owner who has never sent anything. */
export const noHistory: AcrossOptions['reader'] = {
  recent: async () => 0,
  sameText: async () => ({ people: 0, sends: [] }),
  sameWords: async () => [],
  withResends: async () => [],
  hadPeople: async () => ({ rows: [], total: 0, totalIsLeast: false, previous: null, next: null }),
}
