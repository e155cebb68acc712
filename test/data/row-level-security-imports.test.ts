import { expect } from 'chai';
import { csvText, imported, loanRow, loansCsv, settled } from '../support/imports.ts';
import { goodFiling } from '../support/filing.ts';
import { createSqlAs, type SqlAs } from '../support/raw.ts';
import { changesNothing } from '../support/tables.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const MAY_NOT = '42501';
/** The tables whose rows belong to an import. */
const CHILD_TABLES = ['import_progress', 'import_chunk', 'import_row', 'import_mend'];

describe('row-level security: imports of another bank', function () {
  this.timeout(60_000);
  let world: World;
  let sqlAs: SqlAs;
  let [mine, theirs, bureaus] = ['', '', ''];
  before(async () => {
    world = await openWorld();
    sqlAs = createSqlAs(world);
    const begun = async (login: string, content: string, fields = {}): Promise<string> => {
      const client = await world.as(login);
      const record = await imported(client, content, fields);
      await client.patch(`/imports/${record.id}/rows/2`, { values: { firmName: '株洲改名有限公司' } });
      await client.patch(`/imports/${record.id}`, { mapping: { columns: { B: 'firmName' } } });
      // It is read again; its rows are absent until then.
      await settled(client, record.id);
      return record.id;
    };
    mine = await begun('officer', loansCsv(loanRow(), loanRow()));
    // A first loan that only another bank's filing contradicts.
    expect(
      (
        await (
          await world.as('officer')
        ).post('/filings', goodFiling({ uscc: FIRMS.F2, firmName: '株洲远航轨道科技有限公司', regionCode: '430204' }))
      ).status,
    ).to.equal(201);
    theirs = await begun(
      'officer2',
      loansCsv(
        loanRow(),
        loanRow({
          统一社会信用代码: FIRMS.F2,
          企业名称: '株洲远航轨道科技有限公司',
          所属区县: '石峰区',
          是否首贷: '是',
        }),
      ),
    );
    bureaus = await begun(
      'auditor',
      csvText([
        ['企业名称', '统一社会信用代码', '区县'],
        ['株洲星火股份有限公司', FIRMS.F1, '荷塘区'],
      ]),
      { kind: 'firms' },
    );
  });
  after(() => world.close());

  const ids = async (login: string, table: string): Promise<string[]> => {
    const column = table === 'import' ? 'id' : 'import_id';
    const rows = await sqlAs(login, `select distinct ${column} as id from ${table}`);
    return typeof rows === 'string' ? [rows] : rows.map(({ id }) => id).sort();
  };

  it('are hidden in every table, with all their rows', async () => {
    for (const table of ['import', ...CHILD_TABLES]) {
      const all = (
        await world.owner.query(`select distinct ${table === 'import' ? 'id' : 'import_id'} as id from ${table}`)
      ).rows
        .map(({ id }) => id)
        .sort();
      expect(all, table).to.deep.equal([mine, theirs, bureaus].sort());
      expect(await ids('officer', table), table).to.deep.equal([mine]);
      expect(await ids('officer2', table), table).to.deep.equal([theirs]);
      expect(await ids('auditor', table), table).to.deep.equal([bureaus]);
      expect(await ids('regional', table), table).to.deep.equal([]);
      for (const login of ['firm', 'admin', 'sysadmin', 'secadmin', 'auditadmin'])
        expect(await ids(login, table), `${table} ${login}`).to.deep.equal([MAY_NOT]);
    }
    for (const [login, bank] of [
      ['officer', 'ICBC'],
      ['officer2', 'CCB'],
      ['auditor', ''],
    ]) {
      expect(
        ((await sqlAs(login!, 'select distinct bank_code from import_column')) as any[]).map(
          ({ bank_code }) => bank_code,
        ),
      ).to.deep.equal([bank]);
    }
  });

  it('cannot be changed, extended or reduced', async () => {
    await changesNothing(world, async () => {
      for (const table of CHILD_TABLES) {
        expect(await sqlAs.affected('officer', `delete from ${table} where import_id = '${theirs}'`), table).to.equal(
          0n,
        );
        expect(
          await sqlAs.affected('auditor', `delete from ${table} where import_id = '${theirs}'`),
          table,
        ).to.be.oneOf([0n, MAY_NOT]);
      }
      expect(await sqlAs.affected('officer', `delete from import where id = '${theirs}'`)).to.equal(0n);
      expect(await sqlAs.affected('officer', `update import set state = 'committing' where id = '${theirs}'`)).to.equal(
        0n,
      );
      expect(
        await sqlAs.affected(
          'officer',
          `update import_row set verdict = 'valid', draft = '{}' where import_id = '${theirs}'`,
        ),
      ).to.equal(0n);
      for (const text of [
        `insert into import_row (import_id, n, cells, draft, verdict) values ('${theirs}', 99, '{}', '{}', 'valid')`,
        `insert into import_chunk values ('${theirs}', 99, '')`,
        `insert into import_mend values ('${theirs}', 99, '{}')`,
        `update import set bank_code = 'CCB' where id = '${mine}'`,
        `insert into import_column values ('CCB', 'filings', 'x', 'amount', null)`,
        `update import_row set import_id = '${theirs}' where import_id = '${mine}'`,
      ])
        expect(await sqlAs('officer', text), text).to.equal(MAY_NOT);
    });
  });

  it('are not touched by the functions for the end of an import', async () => {
    const linked = (id: string): Promise<unknown> => sqlAs('officer', `select import_relink('${id}') as n`);
    await changesNothing(world, async () => {
      for (const id of [theirs, bureaus]) {
        expect(await linked(id)).to.deep.equal([{ n: 0 }]);
        expect(await sqlAs('officer', `select import_first_loan_contradicted('${id}') as yes`)).to.deep.equal([
          { yes: false },
        ]);
      }
      for (const login of ['auditor', 'firm', 'admin', 'sysadmin', 'secadmin', 'auditadmin']) {
        expect(await sqlAs(login, `select import_relink('${mine}')`)).to.equal(MAY_NOT);
        expect(await sqlAs(login, `select import_first_loan_contradicted('${mine}')`)).to.equal(MAY_NOT);
      }
    });
  });

  it('do not reveal flags based on another bank’s filings, even to their own bank', async () => {
    const stored = (await sqlAs('officer2', `select draft, flags, errors from import_row where n = 3`)) as any[];
    expect(stored).to.have.length(1);
    expect(JSON.stringify(stored)).to.not.match(/IN_REVIEW|FIRST_LOAN/);
  });
});
