import { readFileSync } from 'node:fs'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'

/** A schema as the engine takes it: path and text of each file. */
export type SchemaFiles = [path: string, text: string][]

/** All tables are ours. */
export const FILTERS = { externalTables: [], externalEnums: [] }

let loaded = false

/**
 * Prisma's own schema engine, in WebAssembly: the one that its command line downloads is not needed
 * (docs/decisions/database-without-download.md).
 */
export async function openSchemaEngine(
  schema: SchemaFiles,
  databaseUrl: string,
): Promise<engine.SchemaEngine> {
  if (!loaded) {
    const file = new URL(import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
    const bytes = readFileSync(new URL('schema_engine_bg.wasm', file))
    const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': engine as never })
    const glue = engine as unknown as { __wbg_set_wasm(exports: WebAssembly.Exports): void }
    glue.__wbg_set_wasm(instance.exports)
    ;(instance.exports.__wbindgen_start as () => void)()
    Object.assign(globalThis, {
      PRISMA_WASM_PANIC_REGISTRY: {
        set_message(message: string) {
          throw new Error(`schema engine: ${message}`)
        },
      },
    })
    loaded = true
  }
  const factory = bindMigrationAwareSqlAdapterFactory(new ScriptAdapter(databaseUrl))
  return engine.SchemaEngine.new({ datamodels: schema }, () => {}, factory)
}

/**
 * Prisma's adapter cuts a script at each semicolon, in a comment or a function's body too, and commits
 * statement by statement. Sent whole, PostgreSQL reads it right, and a migration that fails leaves nothing.
 */
class ScriptAdapter extends PrismaPg {
  private readonly databaseUrl: string

  constructor(databaseUrl: string) {
    super({ connectionString: databaseUrl, options: '-c TimeZone=UTC' })
    this.databaseUrl = databaseUrl
  }

  override async connect() {
    const adapter = await super.connect()
    adapter.executeScript = async (script) => {
      const client = new pg.Client({ connectionString: this.databaseUrl, options: '-c TimeZone=UTC' })
      await client.connect()
      await client.query(script).finally(() => client.end())
    }
    return adapter
  }
}
