/**
 * Stands in the bundle for ajv and ajv-formats: electron-store can check what it keeps against a JSON schema, and is
 * never asked to; every reader here parses with a schema of its own.
 */
export class Ajv2020 {
  constructor() {
    throw new Error('electron-store has no schema checker in this app')
  }
}

// biome-ignore lint/style/noDefaultExport: that is how ajv-formats is imported
export default { default: () => undefined }
