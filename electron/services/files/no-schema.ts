/**
 * Replaces ajv and ajv-formats in the bundle: electron-store can validate against a JSON schema but is never asked
 * to; every reader here uses a zod schema.
 */
export class Ajv2020 {
  constructor() {
    throw new Error('electron-store has no schema checker in this app')
  }
}

// biome-ignore lint/style/noDefaultExport: that is how ajv-formats is imported
export default { default: () => undefined }
