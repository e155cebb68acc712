import { randomUUID } from 'node:crypto';
import { BANKS } from './banks.ts';
import { LAST_LOGIN, type NewAccount } from './demo.queries.ts';

/** The password of the accounts that people may use. */
export const DEMO_PASSWORD = 'Zhidai-demo-2026';

type Listed = Omit<NewAccount, 'id'> & { readonly who: string };

const officers: Listed[] = BANKS.map(({ code, name, login, officer }) => ({
  login,
  role: 'officer',
  displayName: officer,
  bankCode: code,
  who: `loan officer, ${name}`,
}));
const auditors: Listed[] = [
  { login: 'auditor', role: 'auditor', displayName: '沈知行', who: 'auditor of the bureau 主管部门' },
  { login: 'auditor2', role: 'auditor', displayName: '顾明舒', who: 'a second auditor 主管部门' },
  {
    login: 'auditor430211',
    role: 'auditor',
    displayName: '苏棠溪',
    regions: ['430211'],
    who: 'auditor of one region 天元区',
  },
];
const [administrator]: [Listed] = [
  { login: LAST_LOGIN, role: 'admin', displayName: '管理员', who: 'accounts, banks, regions, rules 管理员' },
];

/** Whose accounts can be signed in to; the other banks' officers have a password that nobody knows. */
export const isOpen = (login: string): boolean => !login.startsWith('officer-');

const account = ({ who: _who, ...rest }: Listed): NewAccount => ({ id: randomUUID(), ...rest });
export const workingAccounts = (): NewAccount[] => [...officers, ...auditors].map(account);
export const firmAccount = (uscc: string, name: string): NewAccount => ({
  id: randomUUID(),
  login: 'firm',
  role: 'firm',
  displayName: name,
  uscc,
});
export const lastAccount = (): NewAccount => account(administrator);

/** What is printed at the start. */
export function welcome(firmName: string): string[] {
  const lines = [
    ...officers.filter(({ login }) => isOpen(login)),
    ...auditors,
    { login: 'firm', who: `firm ${firmName}` },
    administrator,
  ].map(({ login, who }) => `  ${login.padEnd(15)}${who}`);
  return [
    'Demonstration world: invented firms and loans. / 演示数据：企业与贷款均属虚构。',
    `Accounts, all with the password ${DEMO_PASSWORD}: / 演示账号，密码均为 ${DEMO_PASSWORD}：`,
    ...lines,
  ];
}
