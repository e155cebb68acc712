/**
 * The data of every test database: regions, banks, firms, qualifications, accounts. Most tests rely on it: add rows,
 * but change none.
 */
import { randomUUID } from 'node:crypto';
import { asSystem } from '../../src/data/as-actor.ts';
import type { Db } from '../../src/data/database.ts';
import type { Role } from '../../src/domain/roles.ts';
import { nameKey } from '../../src/domain/values/text.ts';

export const PASSWORD = 'Zhidai-demo-2026';

/** Codes without a real firm. F1–F4 are on the public lists; F5 and F6 are unknown. */
export const FIRMS = {
  F1: '91430200000000027W',
  F2: '91430200000000035P',
  F3: '91430200000000043J',
  F4: '91430200000000051D',
  F5: '91430200000000094T',
  F6: '91430200000000107G',
  F7: '91430200000000115B',
} as const;

interface AccountSeed {
  role: Role;
  bank?: string;
  uscc?: string;
  regions?: string[];
}

export const ACCOUNTS: Record<string, AccountSeed> = {
  officer: { role: 'officer', bank: 'ICBC' },
  colleague: { role: 'officer', bank: 'ICBC' },
  officer2: { role: 'officer', bank: 'CCB' },
  auditor: { role: 'auditor' },
  auditor2: { role: 'auditor' },
  regional: { role: 'auditor', regions: ['430211', '430281'] },
  firm: { role: 'firm', uscc: FIRMS.F1 },
  firm2: { role: 'firm', uscc: FIRMS.F2 },
  admin: { role: 'admin' },
};

const REGIONS: readonly (readonly [string, string, string | null, string | null])[] = [
  ['430202', '荷塘区', null, null],
  ['430203', '芦淞区', null, null],
  ['430204', '石峰区', null, null],
  ['430211', '天元区', null, null],
  ['430212', '渌口区', '2018-01-01', null],
  ['430221', '株洲县', null, '2018-12-31'],
  ['430281', '醴陵市', null, null],
  ['420102', '江岸区', null, null],
];

/** F1 is both in 2024–2026, F2 high-tech only, F3 technology SME only, F4 held a qualification long ago. */
const QUALIFICATIONS: readonly (readonly [string, string, string, string, string])[] = [
  ['high_tech', 'GR202343000001', FIRMS.F1, '2023-10-16', '2026-10-15'],
  ['tech_sme', '202443020000000001', FIRMS.F1, '2024-03-01', '2025-03-31'],
  ['tech_sme', '202543020000000001', FIRMS.F1, '2025-07-01', '2026-03-31'],
  ['high_tech', 'GR202443000002', FIRMS.F2, '2024-11-01', '2027-10-31'],
  ['tech_sme', '202643021100000003', FIRMS.F3, '2026-01-01', '2027-03-31'],
  ['high_tech', 'GR201843000004', FIRMS.F4, '2018-10-17', '2021-10-16'],
];

export async function seedTemplate(db: Db, passwordHash: string): Promise<void> {
  const at = new Date('2026-01-01T00:00:00.000Z');
  await asSystem(db, 'demo', { action: 'demo.seed', at }, async (tx) => {
    await tx
      .insertInto('region')
      .values(REGIONS.map(([code, name, valid_from, valid_to]) => ({ code, name, valid_from, valid_to })))
      .execute();
    await tx
      .insertInto('bank')
      .values([
        { code: 'ICBC', name: '工商银行株洲分行' },
        { code: 'CCB', name: '建设银行株洲分行' },
        { code: 'BOC', name: '中国银行株洲分行' },
      ])
      .execute();
    const firms: readonly (readonly [string, string, string, string])[] = [
      [FIRMS.F1, '株洲星火智能装备有限公司', 'ZZXHZNZBYXGS', '430211'],
      [FIRMS.F2, '株洲远航轨道科技有限公司', 'ZZYHGDKJYXGS', '430204'],
      [FIRMS.F3, '醴陵新釉陶瓷材料有限公司', 'LLXYTCCLYXGS', '430281'],
      [FIRMS.F4, '株洲旧铁机械有限公司', 'ZZJTJXYXGS', '430202'],
    ];
    await tx
      .insertInto('firm')
      .values(
        firms.map(([uscc, name, initials, region_code]) => ({
          uscc,
          name,
          name_key: nameKey(name),
          initials,
          region_code,
        })),
      )
      .execute();
    await tx
      .insertInto('qualification')
      .values(
        QUALIFICATIONS.map(([kind, certificate_no, uscc, valid_from, valid_to]) => ({
          kind,
          certificate_no,
          uscc,
          valid_from,
          valid_to,
        })),
      )
      .execute();
    for (const [login, seed] of Object.entries(ACCOUNTS)) {
      await tx
        .insertInto('account')
        .values({
          id: randomUUID(),
          login,
          role: seed.role,
          display_name: `${login} 测试`,
          bank_code: seed.bank ?? null,
          uscc: seed.uscc ?? null,
          regions: seed.regions ?? null,
          password_hash: passwordHash,
          must_change_password: false,
          password_changed_at: at.toISOString(),
        })
        .execute();
    }
  });
}
