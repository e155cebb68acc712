// Written by `npm run types:console` from src/domain; test/web/api-types.test.ts fails when it is stale.

export const KIND_CODE = /^[a-z][a-z_]{0,38}$/;

/** What a pattern of certificate numbers consists of, and what it may not contain. */
export const NUMBER_PATTERN_FORM = /^\^[-A-Z0-9[\]{}()|]*\$$/;
export const NUMBER_PATTERN_REFUSED = /\)\{|\{(?![0-9]{1,2}\})|[(|^][|)$]/;

export const KIND_LIMITS = {
  nameMax: 200,
  patternMax: 100,
  headingsMax: 20,
  monthsMax: 600,
  positionMax: 1000,
  positionDefault: 100,
} as const;
