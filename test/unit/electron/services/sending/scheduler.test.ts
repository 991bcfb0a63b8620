import { describe, expect, test } from 'vitest'
import { createCampaignService } from '../../../../../electron/services/campaigns/campaign-service.ts'
import { createCampaignStore } from '../../../../../electron/services/campaigns/campaign-store.ts'
import { createSendLog } from '../../../../../electron/services/send-log/send-log.ts'
import { createScheduler } from '../../../../../electron/services/sending/scheduler.ts'
import { openDatabase } from '../../../../../electron/services/storage/database.ts'
import { defaultSettings } from '../../../../../shared/domain/settings.ts'
import { pauseReasons } from '../../../../../shared/domain/states.ts'
import { AppError } from '../../../../../shared/ipc/result.ts'
import { createManualClock } from '../../../../fakes/clocks.ts'
import { makeReady, openDesk } from '../../../../fakes/desk.ts'
import { sampleDraft } from '../../../../fakes/sample-draft.ts'

/** Starts at a set time, on the real campaigns and the real send log (in memory). */

function stage() {
  const clock = createManualClock()
  const database = openDatabase(':memory:')
  const store = createCampaignStore(database, clock.now)
  const campaigns = createCampaignService(store, () => defaultSettings)
  const log = createSendLog(database, clock.now)
  const failures: unknown[] = []
  /** What begins, in order. */
  const begun: number[] = []
  let sending: number | null = null
  let refusal: Error | null = null
  let isHeld = false

  const newCampaign = () => {
    const id = store.create(sampleDraft({ mode: 'practice' }))
    store.addRecipients(id, [
      { row: 2, phone: '13800138000', values: [], parts: 1, nearLimit: false, skip: null },
    ])
    makeReady(database, id)
    return id
  }

  /** As at a start of the app. */
  const open = () => {
    const scheduler = createScheduler({
      campaigns: {
        ...campaigns,
        scheduled: () => {
          if (isHeld) throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })
          return campaigns.scheduled()
        },
      },
      keeper: openDesk(database, clock.now).keeper,
      store: { setStatus: async (...args) => log.setStatus(...args) },
      clock,
      isSending: () => sending !== null,
      async begin(id) {
        if (refusal !== null) throw refusal
        log.begin(id)
        sending = id
        begun.push(id)
      },
      onNear: () => {},
      onChange: () => {},
      onFailure: (_id, error) => failures.push(error),
    })
    scheduler.start()
    return scheduler
  }

  return {
    clock,
    log,
    open,
    newCampaign,
    begun,
    failures,
    view: (id: number) => store.get(id),
    /** Another program holds the database, reading included. */
    hold: (held: boolean) => {
      isHeld = held
    },
    refuse: (error: Error | null) => {
      refusal = error
    },
    /** The campaign that is being sent is not any more. */
    end(how: 'finish' | 'pause') {
      if (sending === null) return
      if (how === 'finish') log.finish(sending)
      else log.setStatus(sending, 'paused', { reason: 'owner' })
      sending = null
    },
  }
}

const minute = 60_000

test('begins at its time, and counts as scheduled until the log has its beginning', async () => {
  const { clock, open, newCampaign, begun, view } = stage()
  const scheduler = open()
  const id = newCampaign()
  await scheduler.schedule(id, clock.now() + 10 * minute)
  await clock.advance(9 * minute)
  expect(begun).toEqual([])
  expect(view(id)).toMatchObject({ status: 'scheduled', startedAt: null })
  await clock.advance(minute)
  expect(begun).toEqual([id])
  expect(view(id).status).toBe('sending')
  await clock.advance(5 * minute)
  expect(begun).toEqual([id])
  expect(clock.outstanding()).toBe(0)
})

test('a database that can’t be read for a while: the time is watched again, and what is due begins', async () => {
  const { clock, open, newCampaign, begun, failures, hold } = stage()
  const scheduler = open()
  const id = newCampaign()
  await scheduler.schedule(id, clock.now() + minute)
  await clock.advance(30_000)
  const next = scheduler.nextAt()
  hold(true)
  expect(scheduler.nextAt()).toBe(next)
  await clock.advance(45_000)
  expect(failures.length).toBeGreaterThan(0)
  hold(false)
  await clock.advance(15_000)
  expect(begun).toEqual([id])
  scheduler.stop()
  expect(clock.outstanding()).toBe(0)
})

describe('two that are due at the same minute', () => {
  test.each(['finish', 'pause'] as const)('the second waits for the first, however long: %s', async how => {
    const { clock, open, newCampaign, begun, view, end } = stage()
    const scheduler = open()
    const [first, second] = [newCampaign(), newCampaign()]
    const at = clock.now() + minute
    await scheduler.schedule(first, at)
    await scheduler.schedule(second, at)
    await clock.advance(60 * minute)
    expect(begun).toEqual([first])
    expect(view(second)).toMatchObject({ status: 'scheduled', startedAt: null })
    end(how)
    await clock.advance(2_000)
    expect(begun).toEqual([first, second])
    scheduler.stop()
    expect(clock.outstanding()).toBe(0)
  })

  test('one that another campaign was quicker than stays in the queue', async () => {
    const { clock, open, newCampaign, begun, view, refuse, failures } = stage()
    const scheduler = open()
    const id = newCampaign()
    await scheduler.schedule(id, clock.now() + minute)
    refuse(new AppError('another-campaign-is-sending'))
    await clock.advance(5 * minute)
    expect(view(id).status).toBe('scheduled')
    expect(failures).toEqual([])
    refuse(null)
    await clock.advance(2_000)
    expect(begun).toEqual([id])
  })
})

describe('a time that was missed', () => {
  test('people who were sent something since the owner looked are asked about later, and it can be given a new time', async () => {
    const { clock, open, newCampaign, view, refuse } = stage()
    const scheduler = open()
    const id = newCampaign()
    await scheduler.schedule(id, clock.now() + minute)
    refuse(new AppError('recent-more', { detail: '1' }))
    await clock.advance(minute)
    expect(view(id)).toMatchObject({ status: 'paused', pause: { reason: 'recent-more' }, startedAt: null })
    await scheduler.schedule(id, clock.now() + minute)
    expect(view(id).status).toBe('scheduled')
    scheduler.stop()
  })

  const missed = { status: 'paused', pause: { reason: 'schedule-missed' }, startedAt: null }

  test('asks, was never started, and can be given a new time', async () => {
    const { clock, open, newCampaign, begun, view } = stage()
    const before = open()
    const id = newCampaign()
    before.schedule(id, clock.now() + minute)
    before.stop()
    await clock.advance(10 * minute)
    const scheduler = open()
    await clock.advance(1_000)
    expect(view(id)).toMatchObject(missed)
    await scheduler.schedule(id, clock.now() + minute)
    expect(view(id)).toMatchObject({ status: 'scheduled', pause: null, startedAt: null })
    await clock.advance(minute)
    expect(begun).toEqual([id])
    expect(view(id).startedAt).toBe(clock.now())
    await expect(scheduler.schedule(id, clock.now() + minute)).rejects.toThrow('wrong-state')
    scheduler.stop()
  })

  test.each(pauseReasons)(
    'can be given a new time whatever it stands paused for by now: %s',
    async reason => {
      const { clock, open, newCampaign, log, view } = stage()
      const scheduler = open()
      const id = newCampaign()
      log.setStatus(id, 'paused', { reason })
      await scheduler.schedule(id, clock.now() + minute)
      expect(view(id)).toMatchObject({ status: 'scheduled', pause: null, startedAt: null })
      scheduler.stop()
    },
  )

  test('also where the computer slept over it, whatever else is being sent', async () => {
    const { clock, open, newCampaign, begun, view } = stage()
    const scheduler = open()
    const [running, id] = [newCampaign(), newCampaign()]
    await scheduler.schedule(running, clock.now() + minute)
    await scheduler.schedule(id, clock.now() + 30 * minute)
    await clock.advance(2 * minute)
    clock.sleep(60 * minute)
    await clock.advance(1_000)
    expect(begun).toEqual([running])
    expect(view(id)).toMatchObject(missed)
    scheduler.stop()
  })

  test('and where it could not begin: the reason is told', async () => {
    const { clock, open, newCampaign, begun, view, refuse, failures } = stage()
    const scheduler = open()
    const id = newCampaign()
    await scheduler.schedule(id, clock.now() + minute)
    refuse(new AppError('credentials-missing'))
    await clock.advance(minute + 1_000)
    expect(begun).toEqual([])
    expect(view(id)).toMatchObject(missed)
    expect(failures).toMatchObject([{ code: 'credentials-missing' }])
    scheduler.stop()
  })

  test('a paused campaign that was begun can’t be scheduled', async () => {
    const { clock, open, newCampaign, end } = stage()
    const scheduler = open()
    const id = newCampaign()
    await scheduler.schedule(id, clock.now() + minute)
    await clock.advance(2 * minute)
    end('pause')
    await expect(scheduler.schedule(id, clock.now() + minute)).rejects.toThrow('wrong-state')
    scheduler.stop()
  })
})

test('a crash at the moment of the start: it is still scheduled, and begins or asks', async () => {
  const { clock, open, newCampaign, begun, view, refuse } = stage()
  const scheduler = open()
  const [soon, late] = [newCampaign(), newCampaign()]
  await scheduler.schedule(soon, clock.now() + 10 * minute)
  await scheduler.schedule(late, clock.now() + minute)
  // The app ends while the start is on its way: nothing of it was written.
  refuse(new AppError('another-campaign-is-sending'))
  await clock.advance(minute)
  scheduler.stop()
  expect(view(late).status).toBe('scheduled')
  refuse(null)
  await clock.advance(5 * minute)
  const again = open()
  await clock.advance(1_000)
  expect(view(late)).toMatchObject({
    status: 'paused',
    pause: { reason: 'schedule-missed' },
    startedAt: null,
  })
  expect(view(soon).status).toBe('scheduled')
  expect(begun).toEqual([])
  again.stop()
})
