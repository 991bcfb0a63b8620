/** What benchmarks keep in the app's page between two steps. */
interface Window {
  benchBatches: string[]
}
