import { expect } from 'chai';
import { contradictsRegion, indexRegions, regionOfCell } from '../../src/domain/sheet/cell-region.ts';
import type { ReadCell } from '../../src/domain/sheet/cell.ts';

const region = (code: string, name: string, validFrom: string | null = null, validTo: string | null = null) => ({
  code,
  name,
  validFrom,
  validTo,
});
const REGIONS = indexRegions([
  region('430202', '荷塘区'),
  region('430211', '天元区'),
  region('430212', '渌口区', '2018-01-01'),
  region('430221', '株洲县', null, '2018-12-31'),
  region('430271', '云龙示范区'),
  region('430281', '醴陵市'),
  region('320106', '鼓楼区'),
  region('350102', '鼓楼区'),
  region('433101', '吉首市'),
]);
const read = (text: string, day?: string, kind: ReadCell['kind'] = 'text'): string => {
  const value = regionOfCell({ text, kind }, REGIONS, day);
  return value.ok ? value.value : value.code;
};

describe('regions in cells', () => {
  it('are read by code, by name, and by name after their province and city', () => {
    for (const [text, code] of [
      ['430211', '430211'],
      ['430211000000', '430211'],
      ['430211001', '430211'],
      ['430211.0', '430211'],
      ['天元区', '430211'],
      [' 天元 区 ', '430211'],
      ['株洲市天元区', '430211'],
      ['湖南省株洲市天元区', '430211'],
      ['湖南株洲天元区', '430211'],
      ['湖南省/株洲市/天元区', '430211'],
      ['中国湖南省-株洲市-天元区', '430211'],
      ['430211天元区', '430211'],
      ['430211 株洲市天元区', '430211'],
      ['430211（天元区）', '430211'],
      ['天元区（430211）', '430211'],
      ['天元区430211', '430211'],
      ['湖南省醴陵市', '430281'],
      ['株洲醴陵市', '430281'],
      ['株洲市云龙示范区', '430271'],
      ['福州市鼓楼区', '350102'],
      ['江苏省南京市鼓楼区', '320106'],
      ['湘西自治州吉首市', '433101'],
      ['湘西土家族苗族自治州吉首市', '433101'],
      ['湖南湘西吉首市', '433101'],
    ] as const)
      expect(read(text), text).to.equal(code);
    expect(read('430211', undefined, 'number')).to.equal('430211');
    expect([read('株洲县', '2017-05-01'), read('株洲县', '2024-05-01')]).to.deep.equal(['430221', 'UNKNOWN_REGION']);
  });

  it('are contradicted by another city, province, code or region in another column', () => {
    const contradicts = (text: string): boolean =>
      contradictsRegion({ text, kind: 'text' }, '430211', REGIONS, undefined);
    for (const text of ['长沙市', '湖北省', '430202', '430202001', '4301', '荷塘区', '湖南省湘潭市', '110105'])
      expect(contradicts(text), text).to.equal(true);
    for (const text of [
      '株洲市',
      '株洲',
      '湖南省',
      '湖南省株洲市',
      '430211',
      '430200',
      '4302',
      '43',
      '天元区',
      '高新区',
      '',
      '是',
    ])
      expect(contradicts(text), text).to.equal(false);
  });

  it('are refused when code and name, or city and name, disagree, and when there are two', () => {
    for (const text of [
      '430211荷塘区',
      '荷塘区（430211）',
      '430211荷塘区、天元区',
      '荷塘区、天元区',
      '荷塘区/天元区',
      '荷塘区天元区',
      '荷塘区和天元区',
      '长沙市天元区',
      '湖北省株洲市天元区',
      '江西省天元区',
      '430211长沙市天元区',
      '新天元区',
      '天元区泰山路1号',
      '鼓楼区',
      '430211天元',
    ])
      expect(read(text), text).to.equal('AMBIGUOUS_REGION');
    for (const text of ['浦东新区', '株洲市', '天元', '元区', '区', '', '430211.5元', '2026-03-15'])
      expect(read(text), text).to.be.oneOf(['UNKNOWN_REGION', 'AMBIGUOUS_REGION']);
    expect(read('430211', undefined, 'date')).to.equal('UNKNOWN_REGION');
  });
});
