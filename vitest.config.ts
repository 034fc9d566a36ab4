import { defineConfig } from 'vitest/config'

const shared = {
  exclude: ['test/bench/**', 'node_modules/**', 'dist/**'],
  pool: 'forks' as const,
  testTimeout: 60_000,
  hookTimeout: 400_000,
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    slowTestThreshold: 500,
    projects: [
      { test: { ...shared, name: 'pure', include: ['src/lib/**/*.test.ts', 'test/architecture.test.ts'] } },
      {
        test: {
          ...shared,
          name: 'house',
          include: ['src/{platform,features,ui,commands}/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...shared.exclude, 'test/architecture.test.ts'],
        },
      },
    ],
  },
})
