/**
 * The features of the API, one line each. app.ts mounts what they register. A new feature is its folder and one line
 * here.
 */
export { accessLog } from './access-log/access-log.feature.ts';
export { admin } from './admin/admin.feature.ts';
export { amendments } from './amendments/amendments.feature.ts';
export { auth } from './auth/auth.feature.ts';
export { exports } from './exports/exports.feature.ts';
export { filings } from './filings/filings.feature.ts';
export { firms } from './firms/firms.feature.ts';
export { imports } from './imports/imports.feature.ts';
export { postings } from './postings/postings.feature.ts';
export { qualifications } from './qualifications/qualifications.feature.ts';
export { reference } from './reference/reference.feature.ts';
export { templates } from './templates/templates.feature.ts';
export { totals } from './totals/totals.feature.ts';
export { trail } from './trail/trail.feature.ts';
