import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { collect, root } from '../setup/run.mjs'

/** Debian's names of the processors. */
const architectures = { x64: 'amd64', arm64: 'arm64' }

const depends = [
  'libgtk-3-0 | libgtk-3-0t64',
  'libnss3',
  'libasound2 | libasound2t64',
  'libgbm1',
  'libxss1',
  'libsecret-1-0',
  'xdg-utils',
]

const bytesIn = folder =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)

/** @param {{ name: string, version: string, author: string, homepage: string }} manifest */
const control = (manifest, { architecture, kilobytes }) =>
  [
    `Package: ${manifest.name}`,
    `Version: ${manifest.version}`,
    `Architecture: ${architecture}`,
    `Maintainer: ${manifest.author}`,
    `Installed-Size: ${kilobytes}`,
    `Depends: ${depends.join(', ')}`,
    'Recommends: gnome-keyring | kwalletmanager, fonts-noto-cjk | fonts-wqy-zenhei',
    'Section: misc',
    'Priority: optional',
    `Homepage: ${manifest.homepage}`,
    'Description: 掌柜短信 - one marketing message to a list of customers',
    ' Cleans the list offline, shows every message and its cost before anything is',
    ' spent, sends it once through the provider 云极 and keeps the result as a report.',
    '',
  ].join('\n')

const desktopEntry = `[Desktop Entry]
Type=Application
Name=掌柜短信
Name[en]=Zhanggui SMS
Comment=给客户群发一条营销短信
Comment[en]=One marketing message to a list of customers
Exec=/opt/zhanggui-sms/zhanggui-sms
Icon=zhanggui-sms
Terminal=false
Categories=Office;
StartupWMClass=zhanggui-sms
`

/**
 * A Debian package of the unpacked app, by dpkg-deb alone: the app in /opt, a menu entry, icons, a command. It runs no
 * script on the owner's computer. Chromium's sandbox helper is set-uid, as Chromium's own package has it, so that the
 * sandbox stands where the system forbids user namespaces too.
 * @param {{ app: string, arch: 'x64' | 'arm64', work: string, to: string }} what folder of the unpacked app, its
 * processor, a folder to work in, the path of the package
 */
export async function makeDeb({ app, arch, work, to }) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const resources = join(root, 'scripts', 'resources')
  rmSync(work, { recursive: true, force: true })
  const write = (path, content) => {
    mkdirSync(dirname(join(work, path)), { recursive: true })
    writeFileSync(join(work, path), content)
  }
  cpSync(app, join(work, 'opt', manifest.name), { recursive: true })
  chmodSync(join(work, 'opt', manifest.name, 'chrome-sandbox'), 0o4755)
  mkdirSync(join(work, 'usr', 'bin'), { recursive: true })
  symlinkSync(`/opt/${manifest.name}/${manifest.name}`, join(work, 'usr', 'bin', manifest.name))
  write(`usr/share/applications/${manifest.name}.desktop`, desktopEntry)
  for (const file of readdirSync(join(resources, 'icons'))) {
    const size = file.replace('.png', '')
    write(
      `usr/share/icons/hicolor/${size}/apps/${manifest.name}.png`,
      readFileSync(join(resources, 'icons', file)),
    )
  }
  write(
    `usr/share/icons/hicolor/scalable/apps/${manifest.name}.svg`,
    readFileSync(join(resources, 'icon.svg')),
  )
  write(`usr/share/doc/${manifest.name}/copyright`, readFileSync(join(root, 'LICENSE')))
  const kilobytes = Math.ceil(bytesIn(work) / 1024)
  write('DEBIAN/control', control(manifest, { architecture: architectures[arch], kilobytes }))
  mkdirSync(dirname(to), { recursive: true })
  // gzip: every dpkg reads it, and it takes a fifth of the time of xz for a tenth more.
  const made = await collect('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', work, to])
  rmSync(work, { recursive: true, force: true })
  return made
}
