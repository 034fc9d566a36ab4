// Around a whole run of the tests: a folder for its databases, which is gone with all that still runs in it when the tests are done;
// and an order in which two processes have something to do from the start.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BaseSequencer } from 'vitest/node';
import { owner } from '../src/platform/embedded/lock.js';
export default function setup() {
    const folder = mkdtempSync(join(tmpdir(), 'upstream-tests-'));
    process.env.UPSTREAM_TEST_RUN = folder;
    return async () => {
        for (const name of readdirSync(folder))
            await discard(join(folder, name));
        rmSync(folder, { recursive: true, force: true });
    };
}
/** Ends the embedded database of a folder nobody needs any more, and removes both. */
export async function discard(folder) {
    const running = owner(folder);
    if (running)
        process.kill(running.pid, 'SIGKILL');
    while (owner(folder))
        await new Promise(resolve => setTimeout(resolve, 10));
    rmSync(folder, { recursive: true, force: true });
}
const needsCity = (file) => /openTest(App|Store)\(\s*'demo'/.test(readFileSync(file.moduleId, 'utf8'));
/** One file that needs the demonstration city first: it makes the city while the others run. The rest of its kind last. */
export class CityAside extends BaseSequencer {
    async sort(files) {
        const sorted = await super.sort(files);
        const [first, ...later] = sorted.filter(needsCity);
        return [...(first ? [first] : []), ...sorted.filter(file => !needsCity(file)), ...later];
    }
}
//# sourceMappingURL=run.js.map