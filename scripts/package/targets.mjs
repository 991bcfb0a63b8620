/**
 * What is packaged on each system: its name, and electron-builder's arguments. A deb has none: dpkg-deb makes it of the
 * unpacked app.
 * @typedef {{ name: string, args?: readonly string[] }} Target
 */

/** @type {Readonly<Record<string, readonly Target[]>>} */
export const targets = {
  win32: [
    { name: 'nsis', args: ['--win', 'nsis', '--x64', '--arm64'] },
    { name: 'zip', args: ['--win', 'zip', '--x64', '--arm64'] },
  ],
  darwin: [
    { name: 'dmg', args: ['--mac', 'dmg', '--universal'] },
    { name: 'zip', args: ['--mac', 'zip', '--universal'] },
  ],
  linux: [
    { name: 'zip', args: ['--linux', 'zip'] },
    { name: 'deb' },
    { name: 'AppImage', args: ['--linux', 'AppImage'] },
  ],
}

/**
 * The app as it lies in its folder, before it is put into packages: electron-builder's arguments, and how it names that
 * folder.
 * @param {{ platform?: NodeJS.Platform, arch?: string }} system
 */
export function unpacked({ platform = process.platform, arch = process.arch } = {}) {
  if (platform === 'darwin') return { args: ['--mac', 'dir', '--universal'], folder: 'mac-universal' }
  const [option, name] = platform === 'win32' ? ['--win', 'win'] : ['--linux', 'linux']
  const folder = arch === 'x64' ? `${name}-unpacked` : `${name}-${arch}-unpacked`
  return { args: [option, 'dir', `--${arch}`], folder }
}

/** Systems for which nothing is built here. */
export const elsewhere = platform =>
  Object.entries({ win32: 'Windows', darwin: 'macOS', linux: 'Linux' })
    .filter(([other]) => other !== platform)
    .map(([, name]) => name)
