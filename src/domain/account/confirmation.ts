// The words of db/code/36-duties.sql, which decides what needs a second person. A test compares them with the database.

/** How an account came to be, or to what it may do now. */
export const CONFIRMATIONS = ['one_person', 'hand_over', 'command', 'awaited', 'two_people', 'refused'] as const;
export type Confirmation = (typeof CONFIRMATIONS)[number];

/** What another security administrator has yet to confirm. */
export const AWAITING = ['account', 'password', 'enabling', 'regions'] as const;
export type Awaiting = (typeof AWAITING)[number];

/** Whether the confirmation issues a one-time password: whoever asked must not know it. */
export const issuesPassword = (awaits: Awaiting | null): boolean => awaits === 'account' || awaits === 'password';
