import { test } from 'vitest'
import { dataPath, described, good, londonBook } from '../../../../test/readings.ts'
import { mpsDashboard } from './mps-dashboard.ts'
import { mpsVawgWard } from './mps-vawg-ward.ts'

test('time', async () => {
  const places = londonBook()
  for (const [format, source, path] of [
    [mpsDashboard, 'mps-dashboard-knife', 'mps-dashboards/monthly_dashboard_knife_202203-202602.csv.gz'],
    [mpsDashboard, 'mps-dashboard-other', 'mps-dashboards/monthly_dashboard_other_202108-202507.csv.gz'],
    [mpsVawgWard, 'mps-vawg-ward', 'mps-dashboards/vawg_offences_by_ward_201401-202602.csv.gz'],
  ] as const) {
    const context = { ...described('london', source), places }
    const a = performance.now()
    const r = await good({ format, path: dataPath(path), context })
    const b = performance.now()
    let n = 0
    for await (const x of r.series()) n += x.measureIds.length
    console.log(source, Math.round(b - a), Math.round(performance.now() - b), n, r.cells)
  }
})
