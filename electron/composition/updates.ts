import { app } from 'electron'
import { updateHandlers } from '../ipc/handlers/update-handlers.ts'
import { outside } from '../platform/outside.ts'
import { feedSource, fetchOutside } from '../platform/update-feed.ts'
import { createJsonStore } from '../services/files/json-store.ts'
import { requestFeed } from '../services/updates/feed-request.ts'
import { publicKeyOf } from '../services/updates/feed-source.ts'
import { createUpdateCheck } from '../services/updates/update-check.ts'
import type { Base } from './base.ts'
import type { WindowLink } from './window-link.ts'

/** Checks for a newer version, where the build names a feed. */
export function buildUpdates({ userData, clock, log }: Base, isSending: () => boolean, window: WindowLink) {
  const source = feedSource()
  const check =
    source === null
      ? null
      : createUpdateCheck({
          key: publicKeyOf(source),
          pages: source.pages,
          ownVersion: app.getVersion(),
          request: () => requestFeed(source.url, fetchOutside),
          store: createJsonStore({ cwd: userData, clock, name: 'updates' }),
          clock,
          isSending,
          onFound: notice => {
            log.info('a newer version is out', { version: notice.version })
            window.tell('update-found', notice)
          },
        })
  check?.start()
  return {
    handlers: updateHandlers(check, outside.page),
    close: (): void => check?.stop(),
  }
}
