import { expect } from 'chai';
import { asSystem } from '../../src/data/as-actor.ts';
import { closeDatabase, openDatabase } from '../../src/data/database.ts';
import { applySchema, isCurrent, migrate, withOwner } from '../../src/data/migrate.ts';
import { connect, createPool } from '../../src/data/pool.ts';
import { ensureRoles } from '../../src/data/roles.ts';
import { schemaTexts } from '../../src/data/schema-texts.ts';
import { verifyTotals } from '../../src/features/totals/totals.verify.ts';
import { catalogue } from '../support/catalogue.ts';
import { allRows, hashOf, insertRows, releases, textsOfRelease } from '../support/release.ts';
import { superuserOn } from '../support/superuser.ts';
import { emptyDatabase, theCluster } from '../support/world.ts';

const RELEASES = releases();

describe('an upgrade from each released version', function () {
  this.timeout(60_000);

  it('is tested for at least one version', async () => {
    expect((await RELEASES).length).to.be.greaterThan(0);
  });

  it('uses the migrations of that version unchanged', async () => {
    for (const { version, migrations } of await RELEASES)
      for (const [name, hash] of Object.entries(migrations))
        expect(hashOf(schemaTexts().migrations.get(name) ?? ''), `${name} of ${version}`).to.equal(hash);
  });

  it('keeps every row, and yields the schema of a new database and totals that verify', async () => {
    const cluster = await theCluster();
    const fresh = await emptyDatabase();
    await migrate(cluster.owner(fresh.database), cluster.app(fresh.database));
    const wanted = await withConnection(cluster.owner(fresh.database), catalogue);
    await fresh.drop();

    for (const release of await RELEASES) {
      const { database, drop } = await emptyDatabase();
      const [owner, app] = [cluster.owner(database), cluster.app(database)];
      await withOwner(owner, async (db) => {
        await ensureRoles(db, 'zhidai_app');
        await applySchema(db, textsOfRelease(release));
      });
      await withConnection(superuserOn(cluster, database), (superuser) => insertRows(superuser, release));
      expect(await isCurrent(app), release.version).to.equal(false);

      await migrate(owner, app);

      expect(await isCurrent(app), release.version).to.equal(true);
      expect(await withConnection(owner, catalogue), release.version).to.deep.equal(wanted);
      const rows = await withConnection(owner, allRows);
      for (const [table, records] of Object.entries(release.rows))
        expect(rows[table]?.length, `${table} of ${release.version}`).to.be.at.least(records.length);
      const db = openDatabase(createPool(app, { max: 2, role: 'zhidai_app' }));
      const differences = await asSystem(db, 'verify', { action: 'registry.verify', at: new Date() }, verifyTotals, {
        snapshot: true,
      });
      expect(differences, release.version).to.deep.equal([]);
      await closeDatabase(db);
      await drop();
    }
  });
});

async function withConnection<T>(
  to: Parameters<typeof connect>[0],
  work: (connection: Awaited<ReturnType<typeof connect>>) => Promise<T>,
): Promise<T> {
  const connection = await connect(to);
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}
