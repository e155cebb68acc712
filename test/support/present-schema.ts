/** The text of db/schema.sql, from a database that was built by the migrations. */
import { migrate } from '../../src/data/migrate.ts';
import { connect } from '../../src/data/pool.ts';
import { schemaText } from './schema-text.ts';
import { emptyDatabase, theCluster } from './world.ts';

/** The schema text of a new database with db/migrations and db/code applied. */
export async function presentSchema(): Promise<string> {
  const { database, drop } = await emptyDatabase();
  const cluster = await theCluster();
  await migrate(cluster.owner(database), cluster.app(database));
  const owner = await connect(cluster.owner(database));
  try {
    return await schemaText(owner);
  } finally {
    await owner.end();
    await drop();
  }
}
