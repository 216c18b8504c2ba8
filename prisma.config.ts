import { defineConfig } from 'prisma/config'

// Prisma's CLI downloads a schema engine that `generate` does not need: any executable will do
// (docs/operations.md, « Prisma sans téléchargement »). Migrations go through scripts/platform/migrate.ts.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({ schema: 'prisma/schema' })
