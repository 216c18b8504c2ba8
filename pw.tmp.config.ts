import { defineConfig } from '@playwright/test'
export default defineConfig({ testDir: 'tests/unit', testMatch: 'subscriber-code.spec.ts', reporter: 'line' })
