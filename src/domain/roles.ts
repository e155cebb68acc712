// Who may do what: the only list of roles and of their permissions. The check of account.role in the database repeats
// the names of the roles.

/**
 * What a role may do. A permission that does not write is `read`: a role with no other permission gets read-only
 * transactions.
 */
const PERMISSIONS = {
  'filing.read': 'read',
  /** Check, file, correct and withdraw the filings of one's own bank. */
  'filing.create': 'write',
  /** Accept, return and void; accept and refuse amendments. */
  'filing.decide': 'write',
  /** Amendments of accepted filings: who accepts one is another auditor than the proposer. */
  'amendment.read': 'read',
  'amendment.propose': 'write',
  /** Import filings from before the registry. */
  'history.create': 'write',
  /** Lists and counts of firms and of their qualifications. */
  'firm.list': 'read',
  /** One firm with its qualifications. */
  'firm.read': 'read',
  /** Register firms, enter and revoke qualifications. */
  'firm.write': 'write',
  /** Upload sheets and work on them; each kind of import needs a further permission. */
  'import.create': 'write',
  /** Make links for downloads; each table needs a further permission. */
  'export.create': 'write',
  'totals.read': 'read',
  'posting.read': 'read',
  /** Closed years, bridges and statements. */
  'year.read': 'read',
  /** Close years and open them again. */
  'year.close': 'write',
  /** Register published figures and look them up. */
  'figure.manage': 'write',
  'trail.read': 'read',
  /** Who was refused, looked at filings, checked loans, took files away. */
  'access-log.read': 'read',
  'account.manage': 'write',
  /** Banks, regions, programme rules, LPR. */
  'reference.manage': 'write',
} as const satisfies Record<string, 'read' | 'write'>;

export type Permission = keyof typeof PERMISSIONS;

/** What a route requires: a permission, or only a session. */
export type Access = Permission | 'signed-in';

/** The database roles of accounts. Policies and column grants in db/code say which rows and columns each may read and write. */
export const DATABASE_ROLES = [
  'zhidai_officer',
  'zhidai_auditor',
  'zhidai_firm',
  'zhidai_admin',
  'zhidai_system_admin',
  'zhidai_security_admin',
  'zhidai_audit_admin',
] as const;
export type DatabaseRole = (typeof DATABASE_ROLES)[number];

interface RoleDefinition {
  /** The database role that its transactions run as. Several roles may share one. */
  readonly databaseRole: DatabaseRole;
  /** An account has one bank or one firm; or it may be limited to regions; or none of these. */
  readonly belongsTo: 'bank' | 'firm' | 'regions' | 'nothing';
  readonly permissions: readonly Permission[];
}

const TABLE = {
  officer: {
    databaseRole: 'zhidai_officer',
    belongsTo: 'bank',
    permissions: [
      'filing.read',
      'filing.create',
      'amendment.read',
      'amendment.propose',
      'firm.list',
      'firm.read',
      'import.create',
      'export.create',
      'totals.read',
    ],
  },
  auditor: {
    databaseRole: 'zhidai_auditor',
    belongsTo: 'regions',
    permissions: [
      'filing.read',
      'filing.decide',
      'amendment.read',
      'amendment.propose',
      'history.create',
      'firm.list',
      'firm.read',
      'firm.write',
      'import.create',
      'export.create',
      'totals.read',
      'posting.read',
      'year.read',
      'year.close',
      'figure.manage',
      'trail.read',
      'access-log.read',
    ],
  },
  firm: {
    databaseRole: 'zhidai_firm',
    belongsTo: 'firm',
    permissions: ['filing.read', 'firm.read', 'export.create', 'totals.read'],
  },
  admin: {
    databaseRole: 'zhidai_admin',
    belongsTo: 'nothing',
    permissions: ['account.manage', 'reference.manage'],
  },
  // The duties of `admin`, apart. Not named `system`: that is the role of jobs in the audit trail.
  system_admin: {
    databaseRole: 'zhidai_system_admin',
    belongsTo: 'nothing',
    permissions: ['reference.manage'],
  },
  security_admin: {
    databaseRole: 'zhidai_security_admin',
    belongsTo: 'nothing',
    permissions: ['account.manage'],
  },
  audit_admin: {
    databaseRole: 'zhidai_audit_admin',
    belongsTo: 'nothing',
    permissions: ['trail.read', 'access-log.read'],
  },
} as const satisfies Record<string, RoleDefinition>;

export type Role = keyof typeof TABLE;
export const ROLES: Readonly<Record<Role, RoleDefinition>> = TABLE;
export const ROLE_NAMES = Object.keys(TABLE) as Role[];

export const may = (role: Role, access: Access): boolean =>
  access === 'signed-in' || ROLES[role].permissions.includes(access);

export const rolesWith = (access: Access): Role[] => ROLE_NAMES.filter((role) => may(role, access));

/** The duties of administration, each a role. */
export const DUTIES = ['system_admin', 'security_admin', 'audit_admin'] as const satisfies readonly Role[];
export type Duty = (typeof DUTIES)[number];
export const ADMINISTRATORS: readonly Role[] = ['admin', ...DUTIES];

/**
 * The duties that must not be left without an active account. Where duties are not separate `admin` has two of them, and
 * the bureau's auditors read the audit trail. Where they are, `admin` has none (db/code/36-duties.sql).
 */
export function dutiesOf(role: Role, separate: boolean): readonly Duty[] {
  if (role === 'admin') return separate ? [] : ['system_admin', 'security_admin'];
  if (role === 'audit_admin' && !separate) return [];
  return DUTIES.filter((duty) => duty === role);
}

/** Whether a role signs in with a second factor where the setting requires one: administrators and the bureau's people. */
export const needsSecondFactor = (role: Role): boolean => ['regions', 'nothing'].includes(ROLES[role].belongsTo);

export const databaseRoleOf = (role: Role): DatabaseRole => ROLES[role].databaseRole;

/** Whether a role only reads. Its transactions are read-only, whatever its database role could write. */
export const isReadOnly = (role: Role): boolean =>
  ROLES[role].permissions.every((permission) => PERMISSIONS[permission] === 'read');
