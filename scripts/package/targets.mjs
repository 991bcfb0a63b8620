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

/** Systems for which nothing is built here, and what is said of them. */
export const elsewhere = platform =>
  Object.entries({ win32: 'Windows', darwin: 'macOS', linux: 'Linux' })
    .filter(([other]) => other !== platform)
    .map(([, name]) => name)
