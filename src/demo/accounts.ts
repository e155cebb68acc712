/**
 * The accounts of the demonstration. Their logins and their password are documented for users and relied on by tests:
 * they must not change.
 */
import { randomUUID } from 'node:crypto';
import { DEMO_PASSWORD } from '../domain/account/password.ts';
import { BANKS } from './banks.ts';
import { ADMIN_LOGIN, type NewAccount } from './demo.queries.ts';

/** `description` is printed at the start. */
type DescribedAccount = Omit<NewAccount, 'id'> & { readonly description: string };

const officers: DescribedAccount[] = BANKS.map(({ code, name, login, officer }) => ({
  login,
  role: 'officer',
  displayName: officer,
  bankCode: code,
  description: `loan officer, ${name}`,
}));
const auditors: DescribedAccount[] = [
  { login: 'auditor', role: 'auditor', displayName: '沈知行', description: 'auditor of the bureau 主管部门' },
  { login: 'auditor2', role: 'auditor', displayName: '顾明舒', description: 'a second auditor 主管部门' },
  {
    login: 'auditor430211',
    role: 'auditor',
    displayName: '苏棠溪',
    regions: ['430211'],
    description: 'auditor of one region 天元区',
  },
];
const administrator: DescribedAccount = {
  login: ADMIN_LOGIN,
  role: 'admin',
  displayName: '管理员',
  description: 'accounts, banks, regions, rules 管理员',
};

/** Whether the account has the published password; the officers of other banks have random ones. */
export const hasDemoPassword = (login: string): boolean => !login.startsWith('officer-');

const account = ({ description: _description, ...rest }: DescribedAccount): NewAccount => ({
  id: randomUUID(),
  ...rest,
});
/** The officers and auditors, who act in the story. */
export const staffAccounts = (): NewAccount[] => [...officers, ...auditors].map(account);
export const firmAccount = (uscc: string, name: string): NewAccount => ({
  id: randomUUID(),
  login: 'firm',
  role: 'firm',
  displayName: name,
  uscc,
});
export const adminAccount = (): NewAccount => account(administrator);

/** Lines to print at the start: the accounts and their password. */
export function startMessages(firmName: string): string[] {
  const lines = [
    ...officers.filter(({ login }) => hasDemoPassword(login)),
    ...auditors,
    { login: 'firm', description: `firm ${firmName}` },
    administrator,
  ].map(({ login, description }) => `  ${login.padEnd(15)}${description}`);
  return [
    'Demonstration world: invented firms and loans. / 演示数据：企业与贷款均属虚构。',
    `Accounts, all with the password ${DEMO_PASSWORD}: / 演示账号，密码均为 ${DEMO_PASSWORD}：`,
    ...lines,
  ];
}
