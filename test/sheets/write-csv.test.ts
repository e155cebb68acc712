import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { csv } from '../../src/sheets/write-csv.ts';

describe('the CSV writer', () => {
  it('quotes fields, writes numbers unformatted, neutralises formulas, and writes instants in Shanghai time', async () => {
    const columns = [
      { title: '名称, 全称', kind: 'text' },
      { title: '代码', kind: 'code' },
      { title: '金额', kind: 'wan' },
      { title: '日期', kind: 'day' },
      { title: '时间', kind: 'instant' },
    ] as const;
    const written = (
      await buffer(
        csv({
          columns,
          rows: [
            [['他说"好", 换\n行', '00123', '-1.50', '2024-03-05', '2024-12-31T16:00:00.000Z']],
            [],
            [
              ['=1+1', '-', '-1+1', '=x', '昨天'],
              [{ value: '+a,b', bad: true, comment: '不写' }, null, 12n, '2024-02-30', '2024-02-30T00:00:00.000Z'],
            ],
          ],
        }),
      )
    ).toString();
    expect(written).to.equal(
      [
        '\ufeff"名称, 全称",代码,金额,日期,时间',
        '"他说""好"", 换\n行",00123,-1.50,2024-03-05,2025-01-01 00:00:00',
        "'=1+1,'-,'-1+1,'=x,昨天",
        '"\'+a,b",,12,2024-02-30,2024-02-30T00:00:00.000Z',
        '',
      ].join('\r\n'),
    );
  });
});
