import { townExport } from '../factories/imports'
import { measureImport } from './import-steps'

await measureImport('Import of a town’s export (three files)', townExport())
