// All tests of releases, one after another in one city and one app: opening them takes longer than most of the tests.
import './draft.running.ts'
import './checking.running.ts'
import './open-data.running.ts'
import './forms.running.ts'
import './deciding.running.ts'
import './again.running.ts'
