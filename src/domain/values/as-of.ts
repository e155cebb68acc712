/** A point of the ledger, as a request names it: a posting by its number, or the last one by an instant. */
export type AsOf = { readonly posting: bigint } | { readonly instant: string };
