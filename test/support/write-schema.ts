/** npm run schema:print: writes db/schema.sql. */
import { writeFile } from 'node:fs/promises';
import { presentSchema } from './present-schema.ts';
import { stopCluster } from './world.ts';

void presentSchema()
  .then((text) => writeFile('db/schema.sql', text))
  .finally(stopCluster);
