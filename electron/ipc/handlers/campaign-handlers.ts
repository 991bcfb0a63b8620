import { checkPhone } from '../../../shared/sms/phone.ts'
import type { CampaignService } from '../../services/campaigns/campaign-service.ts'
import type { Keeper } from '../../services/campaigns/keeper.ts'
import type { WrittenFiles } from '../../services/files/written-files.ts'
import type { Reader } from '../../services/reading/reader.ts'
import type { ReportService } from '../../services/reports/report-service.ts'
import type { Scheduler } from '../../services/sending/scheduler.ts'
import type { SendingService } from '../../services/sending/sending-service.ts'
import type { Handlers } from '../register.ts'

export const campaignHandlers = ({
  campaigns,
  keeper,
  reader,
  reports,
  scheduler,
  sending,
  files,
  changed,
}: {
  readonly campaigns: CampaignService
  readonly keeper: Keeper
  readonly reader: Reader
  readonly reports: ReportService
  readonly scheduler: Scheduler
  readonly sending: SendingService
  readonly files: Pick<WrittenFiles, 'written'>
  /** Called when a campaign was renamed. */
  readonly changed: (campaignId: number) => void
}) =>
  ({
    'campaigns.create': async draft => ({ campaignId: await keeper.create(draft) }),
    'campaigns.addRecipients': async ({ campaignId, recipients }) => ({
      recipients: await sending.addRecipients(campaignId, recipients),
    }),
    'campaigns.preflight': ({ campaignId }) => sending.preflight(campaignId),
    'campaigns.discard': ({ campaignId }) => sending.discard(campaignId),
    'campaigns.active': () => ({ campaignId: sending.active() }),
    'campaigns.list': async () => (await reader.list()).map(sending.alive),
    'campaigns.get': ({ campaignId }) => sending.alive(campaigns.view(campaignId)),
    'campaigns.rename': async ({ campaignId, name }) => {
      await keeper.rename(campaignId, name)
      changed(campaignId)
    },
    'campaigns.recipients': ({ campaignId, ...query }) => reader.recipients(campaignId, query),
    'campaigns.overTime': ({ campaignId }) => reader.overTime(campaignId),
    'campaigns.sendTest': async ({ campaignId, phone, seq }) => ({
      campaignId: await sending.sendTest(campaignId, phone, seq),
    }),
    'campaigns.start': ({ campaignId, slice }) => sending.start(campaignId, slice),
    'campaigns.schedule': ({ campaignId, at }) =>
      sending.schedule(campaignId, at, () => scheduler.schedule(campaignId, at)),
    'campaigns.unschedule': ({ campaignId }) =>
      sending.unschedule(campaignId, () => scheduler.unschedule(campaignId)),
    'campaigns.recent': ({ campaignId }) => sending.recent(campaignId),
    'campaigns.skipRecent': async ({ campaignId, span }) => ({
      skipped: await sending.skipRecent(campaignId, span),
    }),
    'campaigns.acceptRecent': ({ campaignId }) => sending.acceptRecent(campaignId),
    'campaigns.sameText': ({ campaignId }) => sending.sameText(campaignId),
    'campaigns.skipSameText': async ({ campaignId }) => ({ skipped: await sending.skipSameText(campaignId) }),
    'campaigns.earlierSends': ({ campaignId }) => reader.earlierSends(campaignId),
    'campaigns.skipHad': async ({ campaignId, earlier }) => ({
      skipped: await sending.skipHad(campaignId, earlier),
    }),
    'campaigns.hadPeople': ({ campaignId, of, ...request }) => sending.hadPeople(campaignId, of, request),
    'campaigns.resultContacts': ({ campaignId, after, ...result }) =>
      reader.resultContacts(campaignId, result, after),
    'campaigns.checkCorrection': async ({ campaignId, phone }) => ({
      problem: await reader.correctionProblem(campaignId, phone),
    }),
    'campaigns.retry': ({ campaignId, states, codes, seqs, corrections = [] }) =>
      sending.retry(campaignId, {
        states,
        codes: codes ?? null,
        seqs: seqs ?? null,
        corrections: corrections.map(({ seq, phone }) => {
          const checked = checkPhone(phone, false)
          return { seq, phone: checked.kind === 'blocked' ? phone : checked.phone }
        }),
      }),
    'campaigns.outcomes': ({ campaignId }) => campaigns.outcomes(campaignId),
    'campaigns.unknowns': request => reader.unknowns(request),
    'campaigns.resolve': async ({ campaignId, seqs, resolution }) => ({
      resolved: await sending.resolve(campaignId, seqs, resolution),
    }),
    'campaigns.takeBack': async ({ campaignId, seqs, resolution }) => ({
      takenBack: await sending.takeBack(campaignId, seqs, resolution),
    }),
    'log.events': async ({ campaignId, seq }) => [...(await reader.events(campaignId, seq))],
    'log.searchByName': ({ name, ...request }) => reader.byName(name, request),
    'log.search': ({ digits, ...request }) => reader.byDigits(digits, request),
    'campaigns.pause': ({ campaignId }) => sending.pause(campaignId),
    'campaigns.resume': ({ campaignId }) => sending.resume(campaignId),
    'campaigns.cancel': ({ campaignId }) => sending.cancel(campaignId),
    'campaigns.tryContent': async ({ campaignId, ...content }) => ({
      trial: await sending.tryContent(campaignId, content),
    }),
    'campaigns.changeContent': async ({ campaignId, ...content }) => ({
      dueAgain: await sending.changeContent(campaignId, content),
    }),
    'campaigns.earlierContents': async ({ campaignId }) =>
      (await reader.earlierContents(campaignId)).map(({ version, signature, template, untilMs }) => ({
        version,
        signature,
        template,
        untilMs,
      })),
    'campaigns.progress': ({ campaignId }) => sending.progress(campaignId),
    'campaigns.exportReport': async ({ campaignId, format, masked }) =>
      files.written(await reports.exportReport(campaignId, format, masked)),
  }) satisfies Partial<Handlers>
