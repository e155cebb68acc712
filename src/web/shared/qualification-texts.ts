/** A high-tech certificate loses its status (取消资格); a technology-SME number is withdrawn (撤销登记编号). */
const revoke = (kind: string): string => (kind === 'tech_sme' ? '撤销登记编号' : '取消资格');

const zh = {
  highTech: '高企',
  notHighTech: '非高企',
  techSme: '科小',
  notTechSme: '非科小',
  parts: { both: '高企且科小', highTechOnly: '仅高企', techSmeOnly: '仅科小', neither: '其他科技型企业' },
  revoke,
  confirmRevoke: (kind: string) => `确认${revoke(kind)}`,
  revoked: (kind: string) => `已${revoke(kind)}`,
  revokedFrom: (kind: string, day: string) => `自 ${day} 起${revoke(kind)}`,
  linksHere: '今日放款关联此证书',
  linksElsewhere: '今日放款关联较新的证书',
};

const en: typeof zh = {
  highTech: 'High-tech',
  notHighTech: 'Not high-tech',
  techSme: 'Tech SME',
  notTechSme: 'Not tech SME',
  parts: { both: 'Both', highTechOnly: 'High-tech only', techSmeOnly: 'Tech SME only', neither: 'Neither' },
  revoke: () => 'Revoke',
  confirmRevoke: () => 'Revoke',
  revoked: () => 'Revoked',
  revokedFrom: (_kind, day) => `Revoked from ${day}`,
  linksHere: 'Loans of today link to this one',
  linksElsewhere: 'Loans of today link to the newer one',
};

/** Words about qualifications: the parts of the two-by-two, and how a qualification ends. */
export const qualificationTexts = { 'zh-CN': zh, en };

/** The name of a part, by its value in the API. */
export const partName = ({ parts }: typeof zh, part: string): string => parts[part as keyof typeof parts] ?? part;
