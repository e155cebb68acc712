/**
 * Title and detail of each problem code, in Chinese and English. Texts may be changed freely; a new code needs its
 * texts here and its status in http/problem.ts.
 */
import type { ProblemCode } from './codes.ts';
import type { Template } from './template.ts';

export interface ProblemTemplate {
  title: Template;
  detail: Template;
}

const problem = (zhTitle: string, zhDetail: string, enTitle: string, enDetail: string): ProblemTemplate => ({
  title: { 'zh-CN': zhTitle, en: enTitle },
  detail: { 'zh-CN': zhDetail, en: enDetail },
});

export const PROBLEM_MESSAGES: Readonly<Record<ProblemCode, ProblemTemplate>> = {
  UNAUTHENTICATED: problem(
    '未登录',
    '请先登录；如已登录，登录状态可能已过期，请重新登录。',
    'Not signed in',
    'Sign in first; if you were signed in, the session has ended: sign in again.',
  ),
  BAD_CREDENTIALS: problem(
    '登录失败',
    '登录名或密码不正确，请重新输入。忘记密码请联系管理员重置。',
    'Sign-in failed',
    'The login or the password is wrong. Try again, or ask an administrator for a reset.',
  ),
  ACCOUNT_LOCKED: problem(
    '登录暂时锁定',
    '登录失败次数过多，请稍后再试[（{seconds} 秒后）]，或联系管理员解锁。',
    'Sign-in locked for now',
    'Too many failures. Try again later[, in {seconds} seconds], or ask an administrator to unlock.',
  ),
  REFRESH_INVALID: problem(
    '刷新令牌无效',
    '刷新令牌无效或已过期，请重新登录。',
    'Refresh token not valid',
    'The refresh token is unknown or has expired. Sign in again.',
  ),
  REFRESH_REUSED: problem(
    '刷新令牌已被使用',
    '该刷新令牌已用过一次，为安全起见本次登录的所有令牌均已失效。请重新登录；如非本人操作请修改密码。',
    'Refresh token used before',
    'This refresh token was used already, so the whole session has ended. Sign in again; if it was not you, change your password.',
  ),
  FORBIDDEN: problem(
    '没有权限',
    '您的角色不能进行此操作。如确有需要，请联系管理员。',
    'Not permitted',
    'Your role does not permit this. If you need it, ask an administrator.',
  ),
  NOT_FOUND: problem(
    '未找到',
    '没有这条记录，或您无权查看。请核对地址或编号。',
    'Not found',
    'There is no such record that you may see. Check the address or the number.',
  ),
  METHOD_NOT_ALLOWED: problem(
    '不支持的请求方法',
    '此地址不支持该方法[，支持：{allowed}]。请改用支持的方法。',
    'Method not allowed',
    'This address does not support that method[; it supports {allowed}]. Use a supported one.',
  ),
  VALIDATION_FAILED: problem(
    '内容有误',
    '请按 errors 中逐项列出的说明更正后重新提交。[仅列出前 {listed} 项，另有 {omitted} 项。]',
    'Validation failed',
    'Correct each entry in “errors” and send the request again.[ Only the first {listed} are listed; there are {omitted} more.]',
  ),
  PAYLOAD_TOO_LARGE: problem(
    '内容过大',
    '请求内容超过上限[ {max} 字节]，请精简或分次提交。',
    'Too large',
    'The body is over the limit[ of {max} bytes]. Shorten it or send it in parts.',
  ),
  UNSUPPORTED_MEDIA_TYPE: problem(
    '不支持的内容类型',
    '请以 UTF-8 编码的 JSON 发送，并设置 Content-Type: application/json。',
    'Unsupported media type',
    'Send JSON in UTF-8 with Content-Type: application/json.',
  ),
  TOO_MANY_REQUESTS: problem(
    '请求过于频繁',
    '请稍后再试[（{seconds} 秒后）]。',
    'Too many requests',
    'Slow down and try again later[, in {seconds} seconds].',
  ),
  PRECONDITION_REQUIRED: problem(
    '缺少 If-Match',
    '请先读取该记录，并把得到的 ETag 放入 If-Match 后重新提交。',
    'If-Match is missing',
    'Read the record first and send its ETag as If-Match.',
  ),
  STALE_VERSION: problem(
    '记录已被他人修改',
    '在您读取之后该记录已有变动。请重新读取，核对后再提交。',
    'Changed by somebody else',
    'The record has changed since you read it. Read it again, compare, and send your change again.',
  ),
  STATE_CONFLICT: problem(
    '当前状态不允许此操作',
    '[该备案当前状态为“{state}”，]不能进行此操作。请刷新后查看可用的操作。',
    'Not possible in this state',
    'The present state[, {state},] does not allow this. Reload to see what can be done.',
  ),
  DUPLICATE_RECEIPT: problem(
    '借据号重复',
    '本行已有使用该借据号的备案[（{id}）]。请核对借据号；如为同一笔贷款，请勿重复备案。',
    'Receipt number taken',
    'Your bank has a filing with this receipt number already[ ({id})]. Check the number; do not file the same loan twice.',
  ),
  QUALIFICATION_OVERLAP: problem(
    '资质重叠',
    '该证书编号已登记。请核对证书编号和统一社会信用代码。',
    'Qualifications overlap',
    "The certificate is registered already. Check its number and the firm's code.",
  ),
  IDEMPOTENCY_KEY_REUSED: problem(
    '幂等键已用于其他内容',
    '该 Idempotency-Key 已用于内容不同的请求。请为新的请求换用新键。',
    'Idempotency key used for something else',
    'This Idempotency-Key was used with another body. Take a new key for a new request.',
  ),
  CONFLICT: problem(
    '与现有数据冲突',
    '此操作与现有数据冲突。请刷新后核对，再重新提交。',
    'Conflict',
    'This conflicts with what is on record. Reload, compare and try again.',
  ),
  INTERNAL: problem(
    '系统出错',
    '系统内部出错，未能完成操作。请稍后再试；如仍失败，请把请求编号告知管理员。',
    'Something went wrong here',
    'The request could not be completed. Try again later; if it fails again, give the request id to an administrator.',
  ),
  UNAVAILABLE: problem(
    '服务暂不可用',
    '系统暂时无法处理请求，请稍后再试。',
    'Unavailable',
    'The service cannot answer just now. Try again in a moment.',
  ),
};
