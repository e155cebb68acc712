/** npm run sbom: writes sbom.cdx.json. */
import { writeFile } from 'node:fs/promises';
import { serviceBom } from './sbom.ts';

await writeFile('sbom.cdx.json', `${JSON.stringify(await serviceBom(), null, 2)}\n`);
