/** The states of a certificate whose firm is not in the registry (待认领证书). The check of the database repeats them. */
export const WAITING_STATES = ['waiting', 'assigned', 'dropped'] as const;
export type WaitingState = (typeof WAITING_STATES)[number];
