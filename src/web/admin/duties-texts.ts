// Texts of confirmations and of separate duties.
const zh = {
  confirmations: '待确认事项',
  confirmationsLead:
    '职责分离时，开立或变更主管部门、安全管理员和审计管理员账号须两人办理：一人申请，另一名安全管理员确认。',
  nothing: '没有待确认的事项',
  what: {
    account: '开立账号',
    password: '重置密码',
    enabling: '恢复启用',
    regions: '扩大管辖县市区（园区）',
  } as Record<string, string>,
  effect: {
    account: '确认后账号启用，一次性密码只向您显示一次，请转交本人；申请人不会看到。',
    password: '确认后账号恢复启用，新的一次性密码只向您显示一次，请转交本人；申请人不会看到。',
    enabling: '确认后账号恢复启用，沿用原密码。',
    regions: '确认后立即生效，包括已登录的会话；此前仍按原管辖范围。',
  } as Record<string, string>,
  account: '账号',
  askedBy: '申请人',
  askedAt: '申请时间',
  regionsNow: '现管辖',
  regionsAsked: '申请管辖',
  regions: '管辖县市区（园区）',
  confirm: '确认',
  confirmOne: (login: string) => `确认 ${login}`,
  confirmed: (login: string) => `${login} 已确认`,
  refuse: '不予确认',
  withdraw: '撤回申请',
  refuseTitle: (login: string) => `不予确认：${login}`,
  withdrawTitle: (login: string) => `撤回申请：${login}`,
  refuseText: '账号保持现状：新开立或已重置密码的账号仍为停用，管辖范围不变。原因记入操作日志。',
  reason: '原因',
  refused: (login: string) => `${login} 的申请已终止`,
  own: '您是申请人，须由另一名安全管理员确认。',
  handOverOnly: '须由安全管理员确认。',
  awaitingTag: '待确认',
  awaitingMany: (count: string) => `有 ${count} 个账号待另一名安全管理员确认。`,
  open: '查看待确认事项',
  asked: (login: string) => `${login} 已提交，待另一名安全管理员确认`,
  resetText: (login: string) =>
    `${login} 的全部登录随即退出，账号停用，待另一名安全管理员确认后启用；新的一次性密码届时向确认人显示。`,
  takesTwo: '此角色的账号须由另一名安全管理员确认后启用，一次性密码届时向确认人显示。',
  widens: '扩大管辖范围须由另一名安全管理员确认，确认前仍按原范围。',
  handingOver:
    '已启用职责分离。您现在只能移交：请开立两名安全管理员及系统、审计管理员账号。两名安全管理员登录并设置密码后，此账号自动停用。',
};

export type DutiesTexts = typeof zh;

const en: DutiesTexts = {
  confirmations: 'Confirmations',
  confirmationsLead:
    'Duties are separate: to open or change the account of a bureau auditor, a security administrator or an audit administrator takes two people. One asks, another security administrator confirms.',
  nothing: 'Nothing awaits a confirmation',
  what: {
    account: 'New account',
    password: 'New password',
    enabling: 'Enable again',
    regions: 'Wider regions',
  },
  effect: {
    account:
      'Confirming enables the account and shows its one-time password once, to you alone. Give it to its owner; whoever asked does not see it.',
    password:
      'Confirming enables the account again and shows its new one-time password once, to you alone. Give it to its owner; whoever asked does not see it.',
    enabling: 'Confirming enables the account again, with the password that it had.',
    regions: 'Confirming takes effect at once, also in open sessions. Until then the present regions apply.',
  },
  account: 'Account',
  askedBy: 'Asked by',
  askedAt: 'Asked at',
  regionsNow: 'Regions now',
  regionsAsked: 'Regions asked for',
  regions: 'Regions',
  confirm: 'Confirm',
  confirmOne: (login) => `Confirm ${login}`,
  confirmed: (login) => `${login} is confirmed`,
  refuse: 'Refuse',
  withdraw: 'Withdraw',
  refuseTitle: (login) => `Refuse: ${login}`,
  withdrawTitle: (login) => `Withdraw: ${login}`,
  refuseText:
    'The account stays as it is: a new one, or one whose password was reset, stays disabled; regions do not change. The reason goes into the audit trail.',
  reason: 'Reason',
  refused: (login) => `The request for ${login} has ended`,
  own: 'You asked for this. Another security administrator must confirm it.',
  handOverOnly: 'A security administrator must confirm.',
  awaitingTag: 'Awaits confirmation',
  awaitingMany: (count) =>
    count === '1'
      ? '1 account awaits a confirmation by another security administrator.'
      : `${count} accounts await a confirmation by another security administrator.`,
  open: 'Open confirmations',
  asked: (login) => `${login} awaits a confirmation by another security administrator`,
  resetText: (login) =>
    `Ends all sessions of ${login} and disables the account until another security administrator confirms. The new one-time password is shown then, to that person.`,
  takesTwo:
    'An account with this role is enabled when another security administrator confirms it. The one-time password is shown then, to that person.',
  widens: 'Wider regions await a confirmation by another security administrator. Until then the present ones apply.',
  handingOver:
    'Duties are separate. You only hand over now: open accounts for two security administrators, a system and an audit administrator. This account is closed when both security administrators have signed in and set their passwords.',
};

export const dutiesTexts = { 'zh-CN': zh, en };
