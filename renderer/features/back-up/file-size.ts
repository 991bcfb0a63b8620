const kilo = 1024

/** Bytes as an owner reads them. */
export const sizeOf = (bytes: number): string =>
  bytes < kilo ** 2
    ? `${Math.max(1, Math.round(bytes / kilo))} KB`
    : bytes < 100 * kilo ** 2
      ? `${(bytes / kilo ** 2).toFixed(1)} MB`
      : `${Math.round(bytes / kilo ** 2)} MB`
