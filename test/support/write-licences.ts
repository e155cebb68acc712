/** npm run licences: writes docs/licences.md, or fails with the packages whose licences may not be used. */
import { writeFile } from 'node:fs/promises';
import { licencesText, readLicences, refusedLicences } from './licences.ts';

const all = await readLicences();
const refused = refusedLicences(all);
if (refused.length > 0) {
  process.stderr.write(`${refused.map(({ name, version, licence }) => `${name} ${version}: ${licence}`).join('\n')}\n`);
  process.exit(1);
}
await writeFile('docs/licences.md', licencesText(all));
