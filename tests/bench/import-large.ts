import { largeExport } from '../factories/imports'
import { measureImport } from './import-steps'

await measureImport('Import of a file of 100,000 good lines', largeExport(100_000))
