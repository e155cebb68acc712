/** The texts at the beginning of the OpenAPI document, in both languages. A new tag of routes is described here. */
import packageJson from '../../package.json' with { type: 'json' };

export const TITLE = 'Zhidai 知贷';
export const VERSION: string = packageJson.version;

export const TAGS: Readonly<Record<string, string>> = {
  'sign-in': 'Sign-in 登录',
  filings: 'Filings 备案',
  imports: 'Imports of spreadsheets 数据导入',
  exports: 'Links to files 导出下载',
  totals: 'Totals 统计',
  years: 'Closed years 关账',
  figures: 'Published figures and codes 发布登记与核验码',
  postings: 'Postings of the ledger 过账',
  firms: 'Firms 企业',
  qualifications: 'Qualifications of firms 企业资质',
  reference: 'Regions, banks, programme rules 县市区（园区）、银行与办法参数',
  trail: 'Audit trail 操作日志',
  'access log': 'Access log 访问日志',
  administration: 'Administration 系统管理',
};

/** The conventions of all calls, as CommonMark. */
export const DESCRIPTION = `The registry of knowledge-value credit loans. 科技型企业知识价值信用贷款备案系统接口。

**English**

- JSON in UTF-8, camelCase. Sign in with \`POST /api/v1/auth/login\` and send \`Authorization: Bearer …\`; the token is valid for 15 minutes, \`POST /api/v1/auth/refresh\` returns the next. A session ends after 12 hours, or when it makes no request for its idle minutes; requests with \`Zhidai-Activity: none\` do not count.
- Order of checks: 401, 403, 404, 400, 428, 412, 409/422. A record that you may not see answers 404, like one that does not exist.
- Amounts are yuan as a decimal string with at most two places, never a JSON number. Rates are per cent a year, as a decimal string.
- Dates are \`YYYY-MM-DD\` in Asia/Shanghai, instants RFC 3339 in UTC, years Shanghai calendar years.
- Text is trimmed; control characters are refused. An optional field may be absent or null, with the same meaning; in a PATCH an absent field stays unchanged and null clears an optional one. An unknown field is a 400.
- Lists return \`items\` and \`nextCursor\`; \`limit\` is 1–200, default 50. Several values of a filter are separated by commas; a repeated or unknown parameter is a 400.
- Errors are \`application/problem+json\` (RFC 9457) with a \`code\` from a closed list and every invalid field in \`errors\`. Texts follow \`Accept-Language\` (\`zh-CN\` by default, \`en\`).
- Filings, firms, qualifications and accounts are returned with an \`ETag\`; changes require it as \`If-Match\`.
- A POST that creates accepts an \`Idempotency-Key\`: the same key and body return the first success again, with \`Idempotent-Replayed: true\`.
- A method that a path does not support returns 405 (with \`Allow\`). Every answer has an \`X-Request-Id\`.

**中文**

- 数据格式为 UTF-8 编码的 JSON，字段名为小驼峰。先调用 \`POST /api/v1/auth/login\` 登录，此后在请求头携带 \`Authorization: Bearer …\`；令牌有效期 15 分钟，通过 \`POST /api/v1/auth/refresh\` 续期。会话最长 12 小时，闲置超时也会结束；带 \`Zhidai-Activity: none\` 的请求不计为使用。
- 检查顺序：401、403、404、400、428、412、409/422。无权查看的记录与不存在的记录一样返回 404。
- 金额为以元为单位的十进制字符串，最多两位小数，不得为 JSON 数字；利率为年利率（%），十进制字符串。
- 日期为北京时间 \`YYYY-MM-DD\`，时刻为 UTC 的 RFC 3339 格式，年度为北京时间的自然年。
- 文本自动去除首尾空白，不接受控制字符。可选字段缺省与 null 含义相同；PATCH 中缺省表示不变，null 表示清空可为空的字段。未知字段返回 400。
- 列表返回 \`items\` 与 \`nextCursor\`；\`limit\` 为 1–200，默认 50。筛选多个值用逗号分隔；重复或未知的参数返回 400。
- 错误为 \`application/problem+json\`（RFC 9457），\`code\` 取自固定列表，\`errors\` 一次列出全部有误字段；文字随 \`Accept-Language\`（默认 \`zh-CN\`，可选 \`en\`）。
- 备案、企业、资质与账号返回 \`ETag\`，修改时须以 \`If-Match\` 携带。
- 新建类 POST 可携带 \`Idempotency-Key\`：相同的键与内容返回首次成功的应答，并带 \`Idempotent-Replayed: true\`。
- 路径不支持的方法返回 405（含 \`Allow\`）。每个应答都带 \`X-Request-Id\`。
`;
