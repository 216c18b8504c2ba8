import { defineConfig } from '@playwright/test'

/**
 * Run by `npm test` (scripts/test-run.ts), which gives the database, the build and the browser. Three
 * projects: rules, operations on a real PostgreSQL, journeys in a real browser.
 */
export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  fullyParallel: true,
  // As many as the cores it is meant for: with three, each takes longer than it saves.
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // On a busy machine what is awaited comes, later.
  expect: { timeout: 15_000 },
  reporter: [['list'], ['./tests/fixtures/summary-reporter.ts']],
  use: {
    locale: 'fr-FR',
    // Nothing may depend on the zone of the machine or of the browser: neither is that of Paris.
    timezoneId: 'America/New_York',
    actionTimeout: 15_000,
    // A trace of each test would cost a quarter of the run: `npm test -- --trace retain-on-failure` takes them.
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.TEST_CHROMIUM || undefined,
      args: process.env.TEST_CHROMIUM_ARGS?.split(' ').filter(Boolean),
    },
  },
  projects: [
    { name: 'unit', testMatch: 'unit/**/*.spec.ts' },
    { name: 'database', testMatch: 'database/**/*.spec.ts' },
    { name: 'e2e', testMatch: 'e2e/**/*.spec.ts', timeout: 60_000 },
  ],
})
