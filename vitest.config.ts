import { defineConfig } from 'vitest/config'
import { CityAside } from './test/run.ts'

const shared = {
  exclude: ['test/bench/**', 'node_modules/**', 'dist/**'],
  pool: 'forks' as const,
  isolate: false, // none of our modules keeps a state of its own: they are read once per process, not once per file
  testTimeout: 60_000,
  hookTimeout: 400_000,
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: CityAside },
    slowTestThreshold: 500,
    projects: [
      { test: { ...shared, name: 'pure', include: ['src/lib/**/*.test.ts', 'test/architecture.test.ts'] } },
      {
        test: {
          ...shared,
          name: 'house',
          globalSetup: 'test/run.ts',
          retry: process.env.CI ? 1 : 0, // browsers on a busy machine; a test that needed it is named in the report
          include: ['src/{platform,features,ui,commands}/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...shared.exclude, 'test/architecture.test.ts'],
        },
      },
    ],
  },
})
