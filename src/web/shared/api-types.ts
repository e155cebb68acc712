// Written by `npm run types:console` from the OpenAPI document; test/web/api-types.test.ts fails when it is stale.

export type paths = {
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in; an account with a second factor also sends `code` (or `recoveryCode`), else 401 with the error `SECOND_FACTOR_REQUIRED` at `code` 登录
         * @description No sign-in needed. 无需登录。
         */
        post: operations["postAuthLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token, from the body or the cookie, for a new pair of tokens 刷新令牌
         * @description No sign-in needed. 无需登录。
         */
        post: operations["postAuthRefresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out: the session ends, its access tokens included 退出登录
         * @description Roles 角色: officer, auditor, firm, admin, system_admin, security_admin, audit_admin.
         *
         *     Allowed before the one-time password is changed. 修改一次性密码之前即可使用。
         */
        post: operations["postAuthLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change one’s own password; every other session of the account ends 修改密码
         * @description Roles 角色: officer, auditor, firm, admin, system_admin, security_admin, audit_admin.
         *
         *     Allowed before the one-time password is changed. 修改一次性密码之前即可使用。
         */
        post: operations["postAuthPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whether a new password would be accepted, and what to do about it; nothing is stored 检查新密码
         * @description Roles 角色: officer, auditor, firm, admin, system_admin, security_admin, audit_admin.
         *
         *     Allowed before the one-time password is changed. 修改一次性密码之前即可使用。
         */
        post: operations["postAuthPasswordCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The account of the session 当前账号
         * @description Roles 角色: officer, auditor, firm, admin, system_admin, security_admin, audit_admin.
         *
         *     Allowed before the one-time password is changed. 修改一次性密码之前即可使用。
         */
        get: operations["getAuthMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether one signs in with a second factor 动态验证码状态
         * @description Roles 角色: officer, auditor, firm, admin, system_admin, security_admin, audit_admin.
         */
        get: operations["getAuthSecondFactor"];
        put?: never;
        /**
         * Begin to set up a second factor: returns the secret for an authenticator app 绑定验证器
         * @description Roles 角色: officer, auditor, firm, admin, system_admin, security_admin, audit_admin.
         */
        post: operations["postAuthSecondFactor"];
        /**
         * Remove one’s own second factor, with password and code 解除绑定
         * @description Roles 角色: officer, auditor, firm, admin, system_admin, security_admin, audit_admin.
         */
        delete: operations["deleteAuthSecondFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/second-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a second factor with its first code; every other session of the account ends 确认绑定
         * @description Roles 角色: officer, auditor, firm, admin, system_admin, security_admin, audit_admin.
         */
        post: operations["postAuthSecondFactorConfirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/second-factor/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * New recovery codes in place of the old ones, with password and code 更换恢复码
         * @description Roles 角色: officer, auditor, firm, admin, system_admin, security_admin, audit_admin.
         */
        post: operations["postAuthSecondFactorRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One’s own open sessions, the latest first 登录中的设备
         * @description Roles 角色: officer, auditor, firm, admin, system_admin, security_admin, audit_admin.
         */
        get: operations["getAuthSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of one’s own sessions 结束一个登录
         * @description Roles 角色: officer, auditor, firm, admin, system_admin, security_admin, audit_admin.
         */
        delete: operations["deleteAuthSessionsById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/end-others": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End all of one’s own sessions but this one 结束其他所有登录
         * @description Roles 角色: officer, auditor, firm, admin, system_admin, security_admin, audit_admin.
         */
        post: operations["postAuthSessionsEndOthers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/filings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The visible filings
         * @description Roles 角色: officer, auditor, firm.
         */
        get: operations["getFilings"];
        put?: never;
        /**
         * File a loan (备案)
         * @description Roles 角色: officer.
         *
         *     Accepts an `Idempotency-Key`. 可携带幂等键。
         */
        post: operations["postFilings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/filings/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * File up to 500 loans; each is filed or refused on its own, in order
         * @description Roles 角色: officer.
         *
         *     Accepts an `Idempotency-Key`. 可携带幂等键。
         */
        post: operations["postFilingsBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/filings/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a loan without filing it
         * @description Roles 角色: officer.
         */
        post: operations["postFilingsCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/filings/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Number of visible filings by state
         * @description Roles 角色: officer, auditor, firm.
         */
        get: operations["getFilingsCounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/filings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One filing
         * @description Roles 角色: officer, auditor, firm.
         */
        get: operations["getFilingsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Correct a filing that is submitted or returned
         * @description Roles 角色: officer.
         *
         *     Changing an existing record requires `If-Match` with its ETag. 修改须携带 If-Match。
         */
        patch: operations["patchFilingsById"];
        trace?: never;
    };
    "/api/v1/filings/{id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The receipt of an accepted filing, with its verification code 备案回执
         * @description Roles 角色: officer, auditor, firm.
         */
        get: operations["getFilingsByIdReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/filings/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The versions of a filing
         * @description Roles 角色: officer, auditor, firm.
         */
        get: operations["getFilingsByIdHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/filings/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept up to 200 filings under review; each on its own, in order 批量同意
         * @description Roles 角色: auditor.
         *
         *     Accepts an `Idempotency-Key`. 可携带幂等键。
         */
        post: operations["postFilingsAccept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/filings/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept a filing under review
         * @description Roles 角色: auditor.
         *
         *     Changing an existing record requires `If-Match` with its ETag. 修改须携带 If-Match。
         */
        post: operations["postFilingsByIdAccept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/filings/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return a filing to its bank, with the reason
         * @description Roles 角色: auditor.
         *
         *     Changing an existing record requires `If-Match` with its ETag. 修改须携带 If-Match。
         */
        post: operations["postFilingsByIdReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/filings/{id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Void an accepted filing; totals fall by it at once
         * @description Roles 角色: auditor.
         *
         *     Changing an existing record requires `If-Match` with its ETag. 修改须携带 If-Match。
         */
        post: operations["postFilingsByIdVoid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/filings/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw a filing that is submitted or returned
         * @description Roles 角色: officer.
         *
         *     Changing an existing record requires `If-Match` with its ETag. 修改须携带 If-Match。
         */
        post: operations["postFilingsByIdWithdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Imports of the bank, or of the bureau 导入记录
         * @description Roles 角色: officer, auditor.
         */
        get: operations["getImports"];
        put?: never;
        /**
         * Upload a spreadsheet, to check or to file it 上传表格：检查或备案
         * @description Roles 角色: officer, auditor.
         *
         *     Accepts an `Idempotency-Key`. 可携带幂等键。
         */
        post: operations["postImports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Progress and results of an import 导入进度与结果
         * @description Roles 角色: officer, auditor.
         */
        get: operations["getImportsById"];
        put?: never;
        post?: never;
        /**
         * Delete an import and its file; filed records stay 删除导入
         * @description Roles 角色: officer, auditor.
         *
         *     `If-Match` is optional. 可携带 If-Match。
         */
        delete: operations["deleteImportsById"];
        options?: never;
        head?: never;
        /**
         * Answer questions, or correct the mapping of columns and unit; the file is read again 回答问题或更正列对应关系
         * @description Roles 角色: officer, auditor.
         *
         *     `If-Match` is optional. 可携带 If-Match。
         */
        patch: operations["patchImportsById"];
        trace?: never;
    };
    "/api/v1/imports/{id}/commit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * File a checked import, without a new upload 备案已检查的导入
         * @description Roles 角色: officer, auditor.
         *
         *     `If-Match` is optional. 可携带 If-Match。
         */
        post: operations["postImportsByIdCommit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Progress as server-sent events 导入进度（事件流）
         * @description Roles 角色: officer, auditor.
         */
        get: operations["getImportsByIdEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rows of an import 导入的各行
         * @description Roles 角色: officer, auditor.
         */
        get: operations["getImportsByIdRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/rows/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One row of an import 导入的一行
         * @description Roles 角色: officer, auditor.
         */
        get: operations["getImportsByIdRowsByN"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Correct a row of a checked import, or decide which firm it means 更正或认定导入的一行
         * @description Roles 角色: officer, auditor.
         */
        patch: operations["patchImportsByIdRowsByN"];
        trace?: never;
    };
    "/api/v1/imports/{id}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Errors, cell by cell 逐格错误
         * @description Roles 角色: officer, auditor.
         */
        get: operations["getImportsByIdErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/errors.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The invalid rows as a workbook, to correct and upload again 错误行工作簿
         * @description Roles 角色: officer, auditor.
         */
        get: operations["getImportsByIdErrorsXlsx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/templates/{template}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A template workbook for imports, with drop-downs, formats, hints and an example 导入模板
         * @description Roles 角色: officer, auditor.
         */
        get: operations["getImportsTemplatesByTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a link for one download of a table within a minute 生成一次性下载链接
         * @description Roles 角色: officer, auditor, firm.
         */
        post: operations["postExports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the file of a link, once, with the rights of the account that created it 凭链接下载
         * @description No sign-in needed. 无需登录。
         */
        get: operations["getExportsByToken"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Totals of accepted filings by year, month, bank, region and status
         * @description Roles 角色: officer, auditor, firm.
         */
        get: operations["getTotals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/years/{year}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A year: open, proposed to be closed, or closed with its figures 年度与关账
         * @description Roles 角色: auditor.
         */
        get: operations["getYearsByYear"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/years/{year}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose to close a year 提出关账
         * @description Roles 角色: auditor.
         *
         *     Accepts an `Idempotency-Key`. 可携带幂等键。
         */
        post: operations["postYearsByYearClose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/years/{year}/close/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a year that another auditor proposed to close 确认关账
         * @description Roles 角色: auditor.
         *
         *     `If-Match` is optional. 可携带 If-Match。
         */
        post: operations["postYearsByYearCloseConfirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/years/{year}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a closed year again, or give up the proposal to close it 重新开账
         * @description Roles 角色: auditor.
         *
         *     `If-Match` is optional. 可携带 If-Match。
         */
        post: operations["postYearsByYearReopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/years/{year}/bridge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * From the closed figures to those of a later posting, or of now, in steps 差异说明
         * @description Roles 角色: auditor.
         */
        get: operations["getYearsByYearBridge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/years/{year}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The total of a year in a sentence, with its definition 年度表述
         * @description Roles 角色: auditor.
         */
        get: operations["getYearsByYearStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A verification code for totals that are printed 为打印的统计生成核验码
         * @description Roles 角色: officer, auditor, firm.
         */
        post: operations["postCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Published figures, newest first 已发布数据
         * @description Roles 角色: auditor.
         */
        get: operations["getFigures"];
        put?: never;
        /**
         * Register a published figure 发布登记
         * @description Roles 角色: auditor.
         *
         *     Accepts an `Idempotency-Key`. 可携带幂等键。
         */
        post: operations["postFigures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/figures/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A published figure, answered as of then and now 已发布数据的当时与现在
         * @description Roles 角色: auditor.
         */
        get: operations["getFiguresByCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verify/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check a verification code: open to everybody, a limited number of times 核验码查验
         * @description No sign-in needed. 无需登录。
         */
        get: operations["getVerifyByCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/postings/latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The latest posting: number, time and head 最新过账
         * @description No sign-in needed. 无需登录。
         */
        get: operations["getPostingsLatest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/postings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Postings by number, ascending 过账列表
         * @description Roles 角色: auditor.
         */
        get: operations["getPostings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/postings/{no}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One posting by its number 单笔过账
         * @description Roles 角色: auditor.
         */
        get: operations["getPostingsByNo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/firms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Firms by part of the name, pinyin initials or code 查找企业
         * @description Roles 角色: officer, auditor.
         */
        get: operations["getFirms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/firms/{uscc}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A firm with its qualifications, as of a day 企业及其资质
         * @description Roles 角色: officer, auditor, firm.
         */
        get: operations["getFirmsByUscc"];
        /**
         * Register a firm (even if its code fails the check), rename or relocate it 登记企业、更名、迁址
         * @description Roles 角色: auditor.
         *
         *     Changing an existing record requires `If-Match` with its ETag. 修改须携带 If-Match。
         */
        put: operations["putFirmsByUscc"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/firms/{uscc}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The status of a firm: qualifications with days left, filings with their states, totals per year 企业主页
         * @description Roles 角色: officer, auditor, firm.
         */
        get: operations["getFirmsByUsccStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/qualifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Qualifications of firms, by kind and certificate 资质名单
         * @description Roles 角色: officer, auditor.
         */
        get: operations["getQualifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/firms/{uscc}/qualifications/{kind}/{certificateNo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One qualification of a firm 企业资质
         * @description Roles 角色: officer, auditor, firm.
         */
        get: operations["getFirmsByUsccQualificationsByKindByCertificateNo"];
        /**
         * Create a qualification or change its period; affected filings are re-linked 登记或变更资质
         * @description Roles 角色: auditor.
         *
         *     Changing an existing record requires `If-Match` with its ETag. 修改须携带 If-Match。
         */
        put: operations["putFirmsByUsccQualificationsByKindByCertificateNo"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/firms/{uscc}/qualifications/{kind}/{certificateNo}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a qualification from a day on, or entirely 取消资格（高企）、撤销登记编号（科小）
         * @description Roles 角色: auditor.
         *
         *     Changing an existing record requires `If-Match` with its ETag. 修改须携带 If-Match。
         */
        post: operations["postFirmsByUsccQualificationsByKindByCertificateNoRevoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/qualifications/totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Number of firms with each qualification on a day 持有资质的企业数
         * @description Roles 角色: officer, auditor.
         */
        get: operations["getQualificationsTotals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Certificates of published lists that wait for their firm 待认领证书
         * @description Roles 角色: auditor.
         */
        get: operations["getCertificatesWaiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/waiting/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assign a waiting certificate to a firm; affected filings are re-linked 认领证书
         * @description Roles 角色: auditor.
         */
        post: operations["postCertificatesWaitingByIdAssign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/waiting/{id}/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a certificate off the list of those that wait, with a reason 不再认领
         * @description Roles 角色: auditor.
         */
        post: operations["postCertificatesWaitingByIdDrop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Regions 县市区（园区）
         * @description Roles 角色: officer, auditor, firm, admin, system_admin, security_admin, audit_admin.
         */
        get: operations["getRegions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/banks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Banks 银行
         * @description Roles 角色: officer, auditor, firm, admin, system_admin, security_admin, audit_admin.
         */
        get: operations["getBanks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programme-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Programme rules in force on a day, by default today in Shanghai 办法参数
         * @description Roles 角色: officer, auditor, firm, admin, system_admin, security_admin, audit_admin.
         */
        get: operations["getProgrammeRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/qualification-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Kinds of qualifications 资质类别
         * @description Roles 角色: officer, auditor, firm, admin, system_admin, security_admin, audit_admin.
         */
        get: operations["getQualificationKinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Audit events: actor, role, change, time and reason; newest first 操作日志
         * @description Roles 角色: auditor, audit_admin.
         */
        get: operations["getTrail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Failed sign-ins, refusals, files, checks and looks at single filings, a second after they happen; newest first 访问日志
         * @description Roles 角色: auditor, audit_admin.
         */
        get: operations["getAccessLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Accounts by login 账号列表
         * @description Roles 角色: admin, security_admin.
         */
        get: operations["getAdminAccounts"];
        put?: never;
        /**
         * Create an account with a one-time password that must be changed at first sign-in 新建账号
         * @description Roles 角色: admin, security_admin.
         *
         *     Accepts an `Idempotency-Key`. 可携带幂等键。
         */
        post: operations["postAdminAccounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An account 账号
         * @description Roles 角色: admin, security_admin.
         */
        get: operations["getAdminAccountsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename, disable or enable an account, move it to another bank or other regions 修改账号
         * @description Roles 角色: admin, security_admin.
         *
         *     Changing an existing record requires `If-Match` with its ETag. 修改须携带 If-Match。
         */
        patch: operations["patchAdminAccountsById"];
        trace?: never;
    };
    "/api/v1/admin/accounts/{id}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unlock an account: delete its failed sign-ins 解除登录锁定
         * @description Roles 角色: admin, security_admin.
         */
        post: operations["postAdminAccountsByIdUnlock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/accounts/{id}/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset a password: returns a one-time password and ends all sessions of the account 重置密码
         * @description Roles 角色: admin, security_admin.
         *
         *     `If-Match` is optional. 可携带 If-Match。
         */
        post: operations["postAdminAccountsByIdResetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/accounts/{id}/reset-second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove the second factor of another account, whose phone is lost; its sessions end 移除动态验证码
         * @description Roles 角色: admin, security_admin.
         */
        post: operations["postAdminAccountsByIdResetSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/duties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the duties of administration are shared out 管理职责
         * @description Roles 角色: admin, security_admin.
         */
        get: operations["getAdminDuties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/accounts/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm, as a second person, what an account awaits 确认账号
         * @description Roles 角色: admin, security_admin.
         *
         *     Changing an existing record requires `If-Match` with its ETag. 修改须携带 If-Match。
         */
        post: operations["postAdminAccountsByIdConfirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/accounts/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse or withdraw what an account awaits 不予确认
         * @description Roles 角色: admin, security_admin.
         *
         *     Changing an existing record requires `If-Match` with its ETag. 修改须携带 If-Match。
         */
        post: operations["postAdminAccountsByIdRefuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/banks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Banks 银行
         * @description Roles 角色: admin, system_admin.
         */
        get: operations["getAdminBanks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/banks/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Enter a bank or change it 登记或修改银行
         * @description Roles 角色: admin, system_admin.
         *
         *     `If-Match` is optional. 可携带 If-Match。
         */
        put: operations["putAdminBanksByCode"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/regions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Regions 县市区（园区）
         * @description Roles 角色: admin, system_admin.
         */
        get: operations["getAdminRegions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/regions/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Enter a region or change it 登记或修改县市区（园区）
         * @description Roles 角色: admin, system_admin.
         *
         *     `If-Match` is optional. 可携带 If-Match。
         */
        put: operations["putAdminRegionsByCode"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/programme-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All versions of the programme rules 办法参数（全部版本）
         * @description Roles 角色: admin, system_admin.
         */
        get: operations["getAdminProgrammeRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/programme-rules/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Enter a version of the programme rules or change it; filings that are decided already stay as they are 登记或修改办法版本
         * @description Roles 角色: admin, system_admin.
         *
         *     `If-Match` is optional. 可携带 If-Match。
         */
        put: operations["putAdminProgrammeRulesByCode"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/lpr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Loan prime rates 贷款市场报价利率
         * @description Roles 角色: admin, system_admin.
         */
        get: operations["getAdminLpr"];
        /**
         * Set the day until which the rates have been checked 登记核对至日期
         * @description Roles 角色: admin, system_admin.
         */
        put: operations["putAdminLpr"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/lpr/{date}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Enter or change the rates published on a day 登记或修改利率
         * @description Roles 角色: admin, system_admin.
         *
         *     `If-Match` is optional. 可携带 If-Match。
         */
        put: operations["putAdminLprByDate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/holidays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Public holidays and the days worked instead 节假日安排
         * @description Roles 角色: admin, system_admin.
         */
        get: operations["getAdminHolidays"];
        /**
         * Set the day until which the holidays are entered 登记安排截止日期
         * @description Roles 角色: admin, system_admin.
         */
        put: operations["putAdminHolidays"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/holidays/{date}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Enter or change the days off, or worked instead, that begin on a day 登记或修改节假日
         * @description Roles 角色: admin, system_admin.
         *
         *     `If-Match` is optional. 可携带 If-Match。
         */
        put: operations["putAdminHolidaysByDate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/qualification-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Kinds of qualifications 资质类别
         * @description Roles 角色: admin, system_admin.
         */
        get: operations["getAdminQualificationKinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/qualification-kinds/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Enter a kind of qualifications or change it; it can be imported, linked and shown at once 登记或修改资质类别
         * @description Roles 角色: admin, system_admin.
         *
         *     `If-Match` is optional. 可携带 If-Match。
         */
        put: operations["putAdminQualificationKindsByCode"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/filings/{id}/amendments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The amendments of a filing
         * @description Roles 角色: officer, auditor.
         */
        get: operations["getFilingsByIdAmendments"];
        put?: never;
        /**
         * Propose an amendment of an accepted filing 更正申请
         * @description Roles 角色: officer, auditor.
         *
         *     Changing an existing record requires `If-Match` with its ETag. 修改须携带 If-Match。
         *
         *     Accepts an `Idempotency-Key`. 可携带幂等键。
         */
        post: operations["postFilingsByIdAmendments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/amendments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The visible amendments
         * @description Roles 角色: officer, auditor.
         */
        get: operations["getAmendments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/amendments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One amendment
         * @description Roles 角色: officer, auditor.
         */
        get: operations["getAmendmentsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/amendments/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an amendment, as another person than the proposer; totals follow at once
         * @description Roles 角色: auditor.
         *
         *     `If-Match` is optional. 可携带 If-Match。
         */
        post: operations["postAmendmentsByIdAccept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/amendments/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse an amendment, with the reason
         * @description Roles 角色: auditor.
         *
         *     `If-Match` is optional. 可携带 If-Match。
         */
        post: operations["postAmendmentsByIdRefuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/amendments/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw an amendment that the bank has proposed
         * @description Roles 角色: officer.
         *
         *     `If-Match` is optional. 可携带 If-Match。
         */
        post: operations["postAmendmentsByIdWithdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
};
export type webhooks = Record<string, never>;
export type components = {
    schemas: {
        /** @description The posting that the answer stands on. 数据截至的过账。 */
        PostingPoint: {
            no: number;
            /** Format: date-time */
            at: string;
        } | null;
        /**
         * @description Yuan with two places. 元，两位小数。
         * @example 3000000.00
         */
        Amount: string;
        /**
         * @description Per cent a year, two to four places. 年利率（%）。
         * @example 3.45
         */
        Rate: string;
        /**
         * Format: date
         * @description A calendar date of Asia/Shanghai. 日期（北京时间）。
         * @example 2024-03-15
         */
        Day: string;
        /**
         * Format: date-time
         * @description RFC 3339 in UTC, with milliseconds. 时刻（UTC）。
         * @example 2024-12-31T16:00:00.000Z
         */
        Instant: string;
        /**
         * @description Unified social credit code, normalised. 统一社会信用代码。
         * @example 91430200000000027W
         */
        Uscc: string;
        QualificationKind: {
            code: string;
            nameZh: string;
            nameEn: string;
            /** @description for headings of columns */
            shortZh: string;
            shortEn: string;
            /** @description what its numbers are called */
            numberTitleZh: string;
            numberTitleEn: string;
            /** @description the usual form of its numbers: lists are recognised by it, other numbers are marked; null: any */
            numberPattern: string | null;
            /** @description words by which a list or a cell names the kind */
            headings: string[];
            /**
             * @description where a list states no end: so many months less a day, until 31 March of the next year, or unknown
             * @enum {string}
             */
            validity: "months" | "year" | "stated";
            validityMonths: number | null;
            /** @description the order in which kinds are shown */
            position: number;
            /** @description counts in the status of a filing and in totals */
            inTwoByTwo: boolean;
            version: number;
        };
        CodeAndName: {
            code: string;
            name: string;
        };
        /** @description The cursor of the next page; null on the last one. 下一页游标。 */
        NextCursor: string | null;
        Flag: {
            /** @enum {string} */
            rule: "FIRM_NAME_DIFFERS" | "USCC_INNER_CHECK" | "USCC_NOT_COMPANY" | "CERTIFICATE_WAITING" | "FIRST_LOAN_CONTRADICTED" | "BRANCH_NUMBER_CHECK" | "NO_PROGRAMME" | "RATE_CANNOT_CHECK" | "DEADLINE_CANNOT_CHECK" | "GRADE_MISSING" | "AMOUNT_OVER_LIMIT" | "RATE_OVER_LIMIT" | "TERM_TOO_SHORT" | "TERM_TOO_LONG" | "FILED_TOO_LATE" | "GRADE_LINE_EXCEEDED" | "NOT_ELIGIBLE" | "PURPOSE_REQUIRED" | "IN_REVIEW";
            message: string;
            /**
             * @description The reason is gone: a list that came late makes the filing eligible. Absent while the flag is open. 疑点已消除。
             * @constant
             */
            met?: true;
            /** @description Since when; with `met`. */
            metAt?: components["schemas"]["Instant"];
        };
        FieldError: {
            /** @description The field, query parameter or header; empty for the whole request. */
            path: string;
            /** @enum {string} */
            code: "REQUIRED" | "NOT_A_STRING" | "FORMAT" | "TOO_SHORT" | "TOO_LONG" | "CONTROL_CHARACTER" | "TOO_MANY_DECIMALS" | "ZERO" | "TOO_LARGE" | "TOO_SMALL" | "UNKNOWN_WORD" | "UNKNOWN_FIELD" | "NOT_A_BOOLEAN" | "NOT_AN_INTEGER" | "NOT_A_DATE" | "NOT_AN_OBJECT" | "NOT_AN_ARRAY" | "REPEATED" | "INVALID_JSON" | "INVALID_CURSOR" | "TOO_DEEP" | "TOO_MANY_KEYS" | "WRONG_PASSWORD" | "PASSWORD_TOO_WEAK" | "PASSWORD_UNCHANGED" | "ONE_TIME_PASSWORD_SPENT" | "SECOND_FACTOR_REQUIRED" | "WRONG_CODE" | "UNKNOWN_BANK" | "UNKNOWN_FIRM" | "UNKNOWN_REGION" | "NOT_ALLOWED" | "RANGE_REVERSED" | "NOT_POSTED" | "USCC_SHAPE" | "USCC_CHECK" | "FUTURE_DATE" | "DUE_NOT_AFTER_DISBURSED" | "RENEWAL_NOT_FOUND" | "NOTHING_CHANGED" | "AMOUNT_OVER_LIMIT" | "RATE_OVER_LIMIT" | "TERM_TOO_SHORT" | "TERM_TOO_LONG" | "FILED_TOO_LATE" | "GRADE_LINE_EXCEEDED" | "NOT_ELIGIBLE" | "PURPOSE_REQUIRED" | "CODE_AS_NUMBER" | "CELL_ERROR" | "FORMULA_WITHOUT_VALUE" | "AMBIGUOUS_DATE" | "DAY_NOT_STATED" | "NOT_YES_OR_NO" | "NOT_AN_AMOUNT" | "NOT_A_RATE" | "AMOUNT_UNIT_DOUBTFUL" | "RATE_DOUBTFUL" | "MERGED_AMOUNT" | "CODE_CONVERTED" | "NOT_STATED" | "NUMBERS_SEVERAL" | "WORD_UNKNOWN" | "GUARANTEE_OUTSIDE" | "CURRENCY_OTHER" | "AMOUNT_SHOWN_OTHERWISE" | "RATE_UNIT_UNKNOWN" | "RATE_OVER_LPR" | "RATE_IN_POINTS" | "AMBIGUOUS_REGION" | "ROW_TOO_LONG" | "ROW_REPEATED" | "ALREADY_FILED" | "RECEIPT_TAKEN" | "NUMBER_TAKEN" | "FILED_BEFORE_DISBURSED" | "KIND_UNKNOWN" | "KIND_DIFFERS" | "FIRM_NOT_FOUND" | "FIRM_AMBIGUOUS" | "FIRMS_BY_NAME" | "DAY_FROM_TITLE" | "PERIOD_MISSING" | "QUALIFICATION_OVERLAPS" | "CERTIFICATE_ELSEWHERE" | "QUALIFICATION_REVOKED" | "REGION_NOT_YOURS" | "NAME_DIFFERS" | "FILE_EMPTY" | "FILE_KIND" | "FILE_OLD_OR_LOCKED" | "FILE_BROKEN" | "FILE_TOO_COMPLEX" | "TOO_MANY_ROWS" | "TOO_MANY_COLUMNS" | "TEXT_ENCODING" | "CSV_QUOTES" | "HEADER_NOT_FOUND" | "UPLOAD_INCOMPLETE" | "UPLOAD_STALLED" | "IMPORT_TIMEOUT" | "INTERRUPTED" | "ROWS_LOST" | "ACCOUNT_GONE" | "ROWS_INVALID" | "UNIT_UNKNOWN" | "UNIT_JUMPED" | "COLUMN_MISSING" | "COLUMN_TWICE" | "SHEETS_NOT_READ" | "SHEETS_HIDDEN" | "SHEETS_REMAIN" | "SHEETS_WITHOUT_HEADINGS" | "TITLE_TAKES_BACK" | "COLUMNS_IGNORED" | "TOTAL_AGREES" | "TOTAL_DIFFERS" | "COUNT_DIFFERS" | "OTHER_TABLE" | "TABLES_BESIDE" | "ROWS_SKIPPED" | "MACROS_IGNORED" | "LINKS_IGNORED" | "SAME_FILE" | "PDF_WITHOUT_TEXT" | "ANNOUNCEMENT_PROPOSAL" | "FIRM_REPEATED" | "CERTIFICATE_UNKNOWN" | "CERTIFICATE_UNCLEAR" | "ROWS_UNDECIDED" | "ROW_UNDECIDED" | "CONFIRMATION_NEEDED" | "CONFIRMATION_MISSING" | "SHEET_UNCLEAR" | "ROWS_BELOW_TOTAL" | "RATES_UNUSUAL" | "ROWS_HIDDEN" | "ROWS_STRUCK" | "ROW_STATUS" | "ROW_LEFT_OUT" | "LIST_REVOKES" | "QUALIFICATION_UNKNOWN" | "SIGNATURE_SKIPPED" | "MENDED_KEPT" | "MENDED_LOST";
            /** @description In the language of Accept-Language. */
            message: string;
        };
        /** @description RFC 9457 problem details. 错误信息。 */
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @enum {string} */
            code: "UNAUTHENTICATED" | "BAD_CREDENTIALS" | "ACCOUNT_LOCKED" | "REFRESH_INVALID" | "REFRESH_REUSED" | "FORBIDDEN" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "VALIDATION_FAILED" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "TOO_MANY_REQUESTS" | "PRECONDITION_REQUIRED" | "STALE_VERSION" | "STATE_CONFLICT" | "DUPLICATE_RECEIPT" | "QUALIFICATION_OVERLAP" | "IDEMPOTENCY_KEY_REUSED" | "CONFLICT" | "INTERNAL" | "UNAVAILABLE";
            /** @description The same as in the X-Request-Id header and the log. */
            requestId: string;
            /** @description The invalid fields, at most 50; empty when no single field is the cause. */
            errors: components["schemas"]["FieldError"][];
            /** @description How many errors there are besides those in `errors`; absent when all are listed. */
            errorsOmitted?: number;
            /**
             * Format: uuid
             * @description DUPLICATE_RECEIPT: the filing that holds the receipt number.
             */
            filingId?: string;
            /** @description QUALIFICATION_OVERLAP: the certificate that is registered already. */
            certificateNo?: string;
            /**
             * Format: uuid
             * @description CONFLICT of an upload: the import that is running.
             */
            importId?: string;
        };
        AccessLogList: {
            items: {
                id: string;
                /** Format: date-time */
                at: string;
                /**
                 * @description failed sign-in; refusal (403); 404 of a record that others may see; file; check of a loan; look at a single filing
                 * @enum {string}
                 */
                kind: "sign_in" | "refused" | "foreign" | "export" | "check" | "look";
                /** @description OK, ABORTED (the client hung up), or the code of the problem */
                outcome: string;
                accountId: string | null;
                /** @description the login; null for a sign-in with a login that does not exist */
                actor: string | null;
                role: string | null;
                /** @description code of the bank of the account at that time */
                bank: string | null;
                /** @description where the object lies, or what the account is limited to; null: no region */
                regions: string[] | null;
                address: string;
                route: string;
                /** @description type/id of the record, or file/name */
                object: string | null;
                requestId: string;
            }[];
            nextCursor: string | null;
        };
        Account: {
            /** Format: uuid */
            id: string;
            login: string;
            /** @enum {string} */
            role: "officer" | "auditor" | "firm" | "admin" | "system_admin" | "security_admin" | "audit_admin";
            displayName: string;
            /** @description of officers */
            bank?: components["schemas"]["CodeAndName"];
            /** @description of firms */
            firm?: {
                uscc: components["schemas"]["Uscc"];
                name: string;
            };
            /** @description only for auditors limited to some regions */
            regions?: string[];
            disabled: boolean;
            mustChangePassword: boolean;
            /** @description signs in with a second factor */
            secondFactor: boolean;
            passwordChangedAt: components["schemas"]["Instant"];
            version: number;
            /** @description of accounts that take two people where duties are separate */
            confirmation?: components["schemas"]["AccountConfirmation"];
        };
        AccountConfirmation: {
            /**
             * @description one_person: duties are not separate; hand_over: opened by the administrator whose duties were separated; command: reset on the server
             * @enum {string}
             */
            state: "one_person" | "hand_over" | "command" | "awaited" | "two_people" | "refused";
            /**
             * @description what is to be confirmed; all but regions keep the account disabled until then
             * @enum {string|null}
             */
            awaits: "account" | "password" | "enabling" | "regions" | null;
            /** @description the regions asked for; null: all. Only where these are awaited */
            regions?: string[] | null;
            askedBy: {
                login: string;
                displayName: string;
            } | null;
            askedAt: components["schemas"]["Instant"] | null;
            confirmedBy: {
                login: string;
                displayName: string;
            } | null;
        };
        Duties: {
            /** @description no account may have two duties of administration */
            separate: boolean;
            /** @description the caller had all duties and may only open accounts of the three */
            handingOver: boolean;
            /** @description of accounts that the caller may create */
            roles: ("officer" | "auditor" | "firm" | "admin" | "system_admin" | "security_admin" | "audit_admin")[];
            /** @description of accounts that another security administrator must confirm; empty where duties are not separate */
            twoPeople: ("officer" | "auditor" | "firm" | "admin" | "system_admin" | "security_admin" | "audit_admin")[];
        };
        AccountList: {
            items: components["schemas"]["Account"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        NewAccount: {
            /** Format: uuid */
            id: string;
            login: string;
            /** @enum {string} */
            role: "officer" | "auditor" | "firm" | "admin" | "system_admin" | "security_admin" | "audit_admin";
            displayName: string;
            /** @description of officers */
            bank?: components["schemas"]["CodeAndName"];
            /** @description of firms */
            firm?: {
                uscc: components["schemas"]["Uscc"];
                name: string;
            };
            /** @description only for auditors limited to some regions */
            regions?: string[];
            disabled: boolean;
            mustChangePassword: boolean;
            /** @description signs in with a second factor */
            secondFactor: boolean;
            passwordChangedAt: components["schemas"]["Instant"];
            version: number;
            /** @description of accounts that take two people where duties are separate */
            confirmation?: components["schemas"]["AccountConfirmation"];
            /** @description returned once: absent in a replayed answer (reset-password creates another one), and where another person has yet to confirm */
            oneTimePassword?: string;
        };
        Place: {
            code: string;
            name: string;
            /** Format: date */
            validFrom: string | null;
            /** Format: date */
            validTo: string | null;
            version: number;
        };
        PlaceList: {
            items: components["schemas"]["Place"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        ProgrammeRule: {
            code: string;
            name: string;
            regionPrefix: string;
            validFrom: components["schemas"]["Day"];
            validTo: components["schemas"]["Day"] | null;
            reviewAll: boolean;
            /** @description a limit that is left out is not set: it checks nothing */
            limits: {
                /** @description Single loan limit 单笔金额上限 */
                amount?: {
                    max: components["schemas"]["Amount"];
                    /** @enum {string} */
                    onBreach: "refuse" | "flag";
                };
                /** @description Rate limit 利率上限 */
                rate?: {
                    /** @enum {string} */
                    benchmark: "oneYear" | "fiveYear" | "byTerm";
                    add?: number;
                    /** @example 1.5 */
                    times?: string;
                    /** @enum {string} */
                    onBreach: "refuse" | "flag";
                };
                /** @description Term 贷款期限 */
                term?: {
                    min?: number;
                    max?: number;
                    /** @enum {string} */
                    onBreach: "refuse" | "flag";
                };
                /** @description Filing deadline 备案期限 */
                filingDeadline?: {
                    months?: number;
                    days?: number;
                    workingDays?: number;
                    /** @enum {string} */
                    onBreach: "refuse" | "flag";
                };
                /** @description Limits by knowledge-value grade 知识价值等级额度 */
                gradeLines?: {
                    lines: {
                        A?: components["schemas"]["Amount"];
                        B?: components["schemas"]["Amount"];
                        C?: components["schemas"]["Amount"];
                        D?: components["schemas"]["Amount"];
                        E?: components["schemas"]["Amount"];
                    };
                    /** @enum {string} */
                    onBreach: "refuse" | "flag";
                };
                /** @description Eligible firms 适用对象 */
                eligibleAnyOf?: {
                    statuses: string[];
                    /** @enum {string} */
                    onBreach: "refuse" | "flag";
                };
                /** @description Purpose 贷款用途 */
                purposeRequired?: {
                    /** @enum {string} */
                    onBreach: "refuse" | "flag";
                };
            };
            version: number;
        };
        ProgrammeRuleList: {
            items: components["schemas"]["ProgrammeRule"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        Lpr: {
            /** @description in force from this day until the next */
            date: components["schemas"]["Day"];
            oneYear: components["schemas"]["Rate"];
            fiveYear: components["schemas"]["Rate"] | null;
            version: number;
        };
        Holiday: {
            /** @description the first day */
            date: components["schemas"]["Day"];
            /** @description the last day, inclusive */
            to: components["schemas"]["Day"];
            /**
             * @description off: days off; working: weekend days that are worked instead (调休). Working wins where both cover a day
             * @enum {string}
             */
            kind: "off" | "working";
            name: string;
            /** @description the document */
            source: string | null;
            version: number;
        };
        HolidayTable: {
            /** @description the last day whose arrangement is entered */
            checkedUntil: components["schemas"]["Day"] | null;
            items: components["schemas"]["Holiday"][];
            nextCursor: string | null;
        };
        LprTable: {
            checkedUntil: components["schemas"]["Day"] | null;
            items: components["schemas"]["Lpr"][];
            nextCursor: string | null;
        };
        Amendment: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            filingId: string;
            /** @description The filing as it is now. */
            filing: {
                /** Format: uuid */
                id: string;
                number: string | null;
                /** @enum {string} */
                state: "submitted" | "accepted" | "returned" | "withdrawn" | "voided";
                bank: components["schemas"]["CodeAndName"];
                firm: {
                    uscc: components["schemas"]["Uscc"];
                    name: string;
                };
                region: components["schemas"]["CodeAndName"];
                filedOn: components["schemas"]["Day"] | null;
                status: components["schemas"]["FilingStatus"];
                version: number;
            };
            /** @enum {string} */
            state: "proposed" | "accepted" | "refused" | "withdrawn";
            /** @description Before and after of every changed field. 更正前后对照。 */
            changes: {
                field: string;
                /** @description the value that counts until the amendment is accepted; null when empty */
                before: unknown;
                /** @description the proposed value */
                after: unknown;
            }[];
            /** @description The qualifications on the proposed day of disbursement, while the amendment is open; null when the day stays. 更正后放款日资质。 */
            statusAfter: components["schemas"]["FilingStatus"] | null;
            reason: string;
            /** @description What the check of the amended filing has found, at the proposal or at its acceptance. */
            flags: components["schemas"]["Flag"][];
            /** @description The login. 申请人。 */
            proposedBy: string;
            proposedByRole: string;
            /** @description The reader has proposed it, and so may not decide it. */
            own: boolean;
            proposedAt: components["schemas"]["Instant"];
            /**
             * @description Two for a filing that counts in a closed year: by different auditors. 已关账年度须两人同意。
             * @enum {integer}
             */
            acceptancesNeeded: 1 | 2;
            firstAcceptedBy: string | null;
            firstAcceptedAt: components["schemas"]["Instant"] | null;
            decidedBy: string | null;
            decidedAt: components["schemas"]["Instant"] | null;
            decisionReason: string | null;
            version: number;
        };
        AmendmentPage: {
            items: components["schemas"]["Amendment"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        Me: {
            /** Format: uuid */
            id: string;
            login: string;
            /** @enum {string} */
            role: "officer" | "auditor" | "firm" | "admin" | "system_admin" | "security_admin" | "audit_admin";
            displayName: string;
            /** @description of officers */
            bank?: components["schemas"]["CodeAndName"];
            /** @description of firms */
            firm?: {
                uscc: components["schemas"]["Uscc"];
                name: string;
            };
            /** @description only for auditors limited to some regions */
            regions?: string[];
            /** @description signed in with a one-time password: only this route, changing the password and signing out are allowed */
            mustChangePassword: boolean;
            /** @description signs in with a second factor */
            secondFactor: boolean;
            /** @description a second factor is required: until it is set up, only that, this route and signing out are allowed */
            mustEnrolSecondFactor: boolean;
            /** @description the limits of this session: it ends at `endsAt`, or when it makes no request for `idleMinutes`. Requests with the header `Zhidai-Activity: none` do not count */
            session: {
                endsAt: components["schemas"]["Instant"];
                idleMinutes: number;
            };
        };
        SignedIn: {
            /** @description JWT (ES256), to be sent as Authorization: Bearer */
            accessToken: string;
            /** @description seconds */
            expiresIn: number;
            /** @description can be used once; absent when it is sent as a cookie */
            refreshToken?: string;
            account: components["schemas"]["Me"];
        };
        TokenPair: {
            /** @description JWT (ES256), to be sent as Authorization: Bearer */
            accessToken: string;
            /** @description seconds */
            expiresIn: number;
            /** @description can be used once; absent when it is sent as a cookie */
            refreshToken?: string;
        };
        PasswordCheck: {
            accepted: boolean;
            /** @description what to do about it; empty when it is accepted */
            errors: components["schemas"]["FieldError"][];
        };
        SecondFactor: {
            enabled: boolean;
            /** @description by a setting, for the role of this account */
            required: boolean;
            since: components["schemas"]["Instant"] | null;
            recoveryCodesLeft: number;
        };
        SecondFactorEnrolment: {
            /** @description base32, to be typed into an authenticator app */
            secret: string;
            /** @description `otpauth://…`, to be shown as a QR code */
            uri: string;
        };
        RecoveryCodes: {
            /** @description each works once in place of a code; not returned again */
            recoveryCodes: string[];
        };
        Session: {
            /** Format: uuid */
            id: string;
            /** @description browser and system, or program; null when it did not say */
            device: string | null;
            address: string | null;
            startedAt: components["schemas"]["Instant"];
            /** @description to about half a minute */
            lastUsedAt: components["schemas"]["Instant"];
            /** @description the session of this request */
            current: boolean;
        };
        SessionList: {
            items: components["schemas"]["Session"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        EndedSessions: {
            ended: number;
        };
        ExportLink: {
            /** @description a path on this host, for one GET without a token */
            url: string;
            /** Format: date-time */
            expiresAt: string;
        };
        /** @description A qualification that covered disbursedOn; validTo is its last valid day. */
        Covering: {
            certificateNo: string;
            validFrom: components["schemas"]["Day"];
            validTo: components["schemas"]["Day"];
        };
        /** @description All qualifications that covered disbursedOn, those of status included. 放款日资质。 */
        FilingQualifications: {
            kind: string;
            certificateNo: string;
            validFrom: components["schemas"]["Day"];
            validTo: components["schemas"]["Day"];
        }[];
        FilingStatus: {
            highTech: components["schemas"]["Covering"] | null;
            techSme: components["schemas"]["Covering"] | null;
        };
        Filing: {
            /** Format: uuid */
            id: string;
            /** @description Of accepted and voided filings; null before. 备案编号。 */
            number: string | null;
            /** @enum {string} */
            state: "submitted" | "accepted" | "returned" | "withdrawn" | "voided";
            stateReason: string | null;
            stateChangedAt: components["schemas"]["Instant"];
            bank: components["schemas"]["CodeAndName"];
            /** @description The name as filed. 备案时填报的名称。 */
            firm: {
                uscc: components["schemas"]["Uscc"];
                name: string;
            };
            region: components["schemas"]["CodeAndName"];
            contractNo: string;
            receiptNo: string;
            amount: components["schemas"]["Amount"];
            annualRate: components["schemas"]["Rate"];
            disbursedOn: components["schemas"]["Day"];
            dueOn: components["schemas"]["Day"];
            /** @enum {string} */
            guarantee: "credit" | "guaranteed_credit";
            /** @enum {string|null} */
            knowledgeGrade: "A" | "B" | "C" | "D" | "E" | null;
            purpose: string | null;
            firstLoan: boolean | null;
            renewal: boolean;
            /** Format: uuid */
            renewalOf: string | null;
            branch: string | null;
            remarks: string | null;
            /** @description The first submission. */
            submittedAt: components["schemas"]["Instant"];
            /** @description Shanghai date of acceptance. 备案日期。 */
            filedOn: components["schemas"]["Day"] | null;
            status: components["schemas"]["FilingStatus"];
            qualifications: components["schemas"]["FilingQualifications"];
            /** @description When the latest amendment was accepted. 最近更正时间。 */
            amendedAt: components["schemas"]["Instant"] | null;
            /**
             * Format: uuid
             * @description The amendment that awaits a decision; always null for firms. 待审核的更正申请。
             */
            pendingAmendment: string | null;
            /** @description What an auditor must look at; always empty for firms. */
            flags: components["schemas"]["Flag"][];
            version: number;
            posting?: components["schemas"]["PostingPoint"];
        };
        FilingPage: {
            items: components["schemas"]["Filing"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        Receipt: {
            /** @description 核验码。 */
            code: string;
            issuedAt: components["schemas"]["Instant"];
            posting: components["schemas"]["LatestPosting"];
            filing: components["schemas"]["Filing"];
        };
        FilingCheck: {
            errors: {
                path: string;
                /** @enum {string} */
                code: "REQUIRED" | "NOT_A_STRING" | "FORMAT" | "TOO_SHORT" | "TOO_LONG" | "CONTROL_CHARACTER" | "TOO_MANY_DECIMALS" | "ZERO" | "TOO_LARGE" | "TOO_SMALL" | "UNKNOWN_WORD" | "UNKNOWN_FIELD" | "NOT_A_BOOLEAN" | "NOT_AN_INTEGER" | "NOT_A_DATE" | "NOT_AN_OBJECT" | "NOT_AN_ARRAY" | "REPEATED" | "INVALID_JSON" | "INVALID_CURSOR" | "TOO_DEEP" | "TOO_MANY_KEYS" | "WRONG_PASSWORD" | "PASSWORD_TOO_WEAK" | "PASSWORD_UNCHANGED" | "ONE_TIME_PASSWORD_SPENT" | "SECOND_FACTOR_REQUIRED" | "WRONG_CODE" | "UNKNOWN_BANK" | "UNKNOWN_FIRM" | "UNKNOWN_REGION" | "NOT_ALLOWED" | "RANGE_REVERSED" | "NOT_POSTED" | "USCC_SHAPE" | "USCC_CHECK" | "FUTURE_DATE" | "DUE_NOT_AFTER_DISBURSED" | "RENEWAL_NOT_FOUND" | "NOTHING_CHANGED" | "AMOUNT_OVER_LIMIT" | "RATE_OVER_LIMIT" | "TERM_TOO_SHORT" | "TERM_TOO_LONG" | "FILED_TOO_LATE" | "GRADE_LINE_EXCEEDED" | "NOT_ELIGIBLE" | "PURPOSE_REQUIRED" | "CODE_AS_NUMBER" | "CELL_ERROR" | "FORMULA_WITHOUT_VALUE" | "AMBIGUOUS_DATE" | "DAY_NOT_STATED" | "NOT_YES_OR_NO" | "NOT_AN_AMOUNT" | "NOT_A_RATE" | "AMOUNT_UNIT_DOUBTFUL" | "RATE_DOUBTFUL" | "MERGED_AMOUNT" | "CODE_CONVERTED" | "NOT_STATED" | "NUMBERS_SEVERAL" | "WORD_UNKNOWN" | "GUARANTEE_OUTSIDE" | "CURRENCY_OTHER" | "AMOUNT_SHOWN_OTHERWISE" | "RATE_UNIT_UNKNOWN" | "RATE_OVER_LPR" | "RATE_IN_POINTS" | "AMBIGUOUS_REGION" | "ROW_TOO_LONG" | "ROW_REPEATED" | "ALREADY_FILED" | "RECEIPT_TAKEN" | "NUMBER_TAKEN" | "FILED_BEFORE_DISBURSED" | "KIND_UNKNOWN" | "KIND_DIFFERS" | "FIRM_NOT_FOUND" | "FIRM_AMBIGUOUS" | "FIRMS_BY_NAME" | "DAY_FROM_TITLE" | "PERIOD_MISSING" | "QUALIFICATION_OVERLAPS" | "CERTIFICATE_ELSEWHERE" | "QUALIFICATION_REVOKED" | "REGION_NOT_YOURS" | "NAME_DIFFERS" | "FILE_EMPTY" | "FILE_KIND" | "FILE_OLD_OR_LOCKED" | "FILE_BROKEN" | "FILE_TOO_COMPLEX" | "TOO_MANY_ROWS" | "TOO_MANY_COLUMNS" | "TEXT_ENCODING" | "CSV_QUOTES" | "HEADER_NOT_FOUND" | "UPLOAD_INCOMPLETE" | "UPLOAD_STALLED" | "IMPORT_TIMEOUT" | "INTERRUPTED" | "ROWS_LOST" | "ACCOUNT_GONE" | "ROWS_INVALID" | "UNIT_UNKNOWN" | "UNIT_JUMPED" | "COLUMN_MISSING" | "COLUMN_TWICE" | "SHEETS_NOT_READ" | "SHEETS_HIDDEN" | "SHEETS_REMAIN" | "SHEETS_WITHOUT_HEADINGS" | "TITLE_TAKES_BACK" | "COLUMNS_IGNORED" | "TOTAL_AGREES" | "TOTAL_DIFFERS" | "COUNT_DIFFERS" | "OTHER_TABLE" | "TABLES_BESIDE" | "ROWS_SKIPPED" | "MACROS_IGNORED" | "LINKS_IGNORED" | "SAME_FILE" | "PDF_WITHOUT_TEXT" | "ANNOUNCEMENT_PROPOSAL" | "FIRM_REPEATED" | "CERTIFICATE_UNKNOWN" | "CERTIFICATE_UNCLEAR" | "ROWS_UNDECIDED" | "ROW_UNDECIDED" | "CONFIRMATION_NEEDED" | "CONFIRMATION_MISSING" | "SHEET_UNCLEAR" | "ROWS_BELOW_TOTAL" | "RATES_UNUSUAL" | "ROWS_HIDDEN" | "ROWS_STRUCK" | "ROW_STATUS" | "ROW_LEFT_OUT" | "LIST_REVOKES" | "QUALIFICATION_UNKNOWN" | "SIGNATURE_SKIPPED" | "MENDED_KEPT" | "MENDED_LOST" | "DUPLICATE_RECEIPT";
                message: string;
            }[];
            flags: components["schemas"]["Flag"][];
            /** @description The outcome of each limit of the programme. cannot_check does not mean passed. */
            checks: {
                /** @enum {string} */
                rule: "AMOUNT_OVER_LIMIT" | "RATE_OVER_LIMIT" | "TERM_TOO_SHORT" | "TERM_TOO_LONG" | "FILED_TOO_LATE" | "GRADE_LINE_EXCEEDED" | "NOT_ELIGIBLE" | "PURPOSE_REQUIRED";
                /** @enum {string} */
                outcome: "passed" | "broken" | "not_set" | "cannot_check";
            }[];
            status: components["schemas"]["FilingStatus"];
            qualifications: components["schemas"]["FilingQualifications"];
            /**
             * Format: uuid
             * @description The filing of the same bank that holds the receipt number.
             */
            duplicateOf: string | null;
        };
        FilingBatchResult: {
            /** @description One per item, in order: 201 with the filing, or 400 or 409 with the problem. */
            results: {
                clientRef: string;
                /** @enum {integer} */
                status: 201 | 400 | 409;
                filing?: components["schemas"]["Filing"];
                problem?: components["schemas"]["Problem"];
            }[];
        };
        FilingAcceptanceResult: {
            /** @description One per item, in order: 200 with the accepted filing; 404, 412 or 409 with the problem. 409 also for a filing with open flags where no reason is given. */
            results: {
                id: string;
                /** @enum {integer} */
                status: 200 | 404 | 409 | 412;
                filing?: components["schemas"]["Filing"];
                problem?: components["schemas"]["Problem"];
            }[];
        };
        FilingCounts: {
            submitted: number;
            accepted: number;
            returned: number;
            withdrawn: number;
            voided: number;
            total: number;
        };
        FilingHistory: {
            items: {
                version: number | null;
                at: components["schemas"]["Instant"];
                role: string;
                action: string;
                reason: string | null;
                /** @description Absent for firms. */
                actor?: string;
                /** @description The amendment that this version proposes or decides. Absent for firms. 更正申请。 */
                amendment?: {
                    /** Format: uuid */
                    id: string;
                    reason: string;
                    proposedBy: string;
                    proposedAt: components["schemas"]["Instant"];
                } | null;
                changes: {
                    field: string;
                    /** @description null when the field was empty */
                    before: unknown;
                    /** @description the value after the change */
                    after: unknown;
                }[];
            }[];
            nextCursor: null;
        };
        FirmList: {
            items: {
                uscc: string;
                name: string;
                /** @description null until it is entered; public lists have no regions. 县市区（园区）；尚未登记时为 null。 */
                region: {
                    code: string;
                    name: string;
                } | null;
                industryCode: string | null;
                /** @description the former name that q found */
                formerName?: string;
            }[];
            nextCursor: string | null;
        };
        Firm: {
            uscc: string;
            name: string;
            /** @description null until it is entered; public lists have no regions. 县市区（园区）；尚未登记时为 null。 */
            region: {
                code: string;
                name: string;
            } | null;
            industryCode: string | null;
            /** @description for auditors only */
            registeredByHand?: boolean;
            /** @description the latest first; without those that only another bank gave. 曾用名。 */
            formerNames: {
                name: string;
                /** Format: date */
                from: string | null;
                /**
                 * Format: date
                 * @description the last day of the name
                 */
                until: string;
            }[];
            /** @description for auditors only: certificates of lists under one of its names that wait for a firm. 待认领证书。 */
            waitingCertificates?: {
                /** Format: uuid */
                id: string;
                kind: string;
                certificateNo: string;
                name: string;
                /** Format: date */
                validFrom: string;
                /** Format: date */
                validTo: string;
                docNo: string | null;
                /** Format: date */
                announcedOn: string | null;
            }[];
            /** Format: date */
            asOf: string;
            qualifications: {
                kind: string;
                certificateNo: string;
                /** Format: date */
                validFrom: string;
                /**
                 * Format: date
                 * @description the last valid day, unless it was revoked
                 */
                validTo: string;
                /** @description covers asOf; several of a kind may */
                current: boolean;
                /** @description a loan of asOf links to it: of the current ones of a kind, that with the later validFrom */
                counts: boolean;
                revoked: boolean;
                /**
                 * Format: date
                 * @description the first invalid day; null in a revoked one: the whole period is invalid
                 */
                revokedOn: string | null;
                version: number;
                /** @description the number does not have the usual form */
                oddity?: string;
            }[];
            posting?: components["schemas"]["PostingPoint"];
        };
        FirmStatus: {
            uscc: string;
            name: string;
            /** @description null until it is entered; public lists have no regions. 县市区（园区）；尚未登记时为 null。 */
            region: {
                code: string;
                name: string;
            } | null;
            industryCode: string | null;
            /** @description for auditors only */
            registeredByHand?: boolean;
            /** @description the latest first; without those that only another bank gave. 曾用名。 */
            formerNames: {
                name: string;
                /** Format: date */
                from: string | null;
                /**
                 * Format: date
                 * @description the last day of the name
                 */
                until: string;
            }[];
            /** @description for auditors only: certificates of lists under one of its names that wait for a firm. 待认领证书。 */
            waitingCertificates?: {
                /** Format: uuid */
                id: string;
                kind: string;
                certificateNo: string;
                name: string;
                /** Format: date */
                validFrom: string;
                /** Format: date */
                validTo: string;
                docNo: string | null;
                /** Format: date */
                announcedOn: string | null;
            }[];
            /** Format: date */
            asOf: string;
            qualifications: {
                kind: string;
                certificateNo: string;
                /** Format: date */
                validFrom: string;
                /**
                 * Format: date
                 * @description the last valid day, unless it was revoked
                 */
                validTo: string;
                /** @description covers asOf; several of a kind may */
                current: boolean;
                /** @description a loan of asOf links to it: of the current ones of a kind, that with the later validFrom */
                counts: boolean;
                revoked: boolean;
                /**
                 * Format: date
                 * @description the first invalid day; null in a revoked one: the whole period is invalid
                 */
                revokedOn: string | null;
                version: number;
                /** @description the number does not have the usual form */
                oddity?: string;
                /** @description 0 on the last valid day; null when it is not current */
                daysLeft: number | null;
            }[];
            filings: {
                /** Format: uuid */
                id: string;
                number: string | null;
                /** @enum {string} */
                state: "submitted" | "accepted" | "returned" | "withdrawn" | "voided";
                stateReason: string | null;
                /** Format: date-time */
                stateChangedAt: string;
                bank: {
                    code: string;
                    name: string;
                };
                /** @description yuan */
                amount: string;
                /** Format: date */
                disbursedOn: string;
                /** Format: date */
                dueOn: string;
                /** Format: date-time */
                submittedAt: string;
                /** Format: date */
                filedOn: string | null;
            }[];
            /** @description all of them; `filings` has the newest 200. 备案总数。 */
            filingCount: number;
            totals: {
                year: number;
                filings: number;
                /** @description yuan */
                amount: string;
            }[];
        };
        Import: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "filings" | "qualifications" | "firms" | "history" | "announcement";
            /** @enum {string} */
            mode: "check" | "commit";
            partial: boolean;
            /**
             * @description reading → asking | checked → committing → committed; or failed.
             * @enum {string}
             */
            state: "reading" | "asking" | "checked" | "committing" | "committed" | "failed";
            /** @description null for an import of the bureau. */
            bank: components["schemas"]["CodeAndName"] | null;
            /** @description Started by the account of the session. */
            mine: boolean;
            file: {
                name: string;
                /** @enum {string} */
                format: "xlsx" | "csv" | "docx" | "pdf" | "text";
                bytes: number;
                /** @description Uploads are deleted after 30 days. */
                kept: boolean;
            };
            createdAt: components["schemas"]["Instant"];
            finishedAt: components["schemas"]["Instant"] | null;
            /** @description Completed share of the current step. */
            share: number;
            /** @description Estimate; null if unknown. */
            secondsLeft: number | null;
            rowsRead: number;
            valid: number;
            invalid: number;
            /** @description Valid rows that would be filed for review. */
            flagged: number;
            filed: number;
            mapping: components["schemas"]["ImportMappingFound"] | null;
            /** @description Answers needed before the file can be checked: PATCH the import with `mapping.answers`. */
            questions: {
                /** @enum {string} */
                code: "CODE_AS_NUMBER" | "CELL_ERROR" | "FORMULA_WITHOUT_VALUE" | "AMBIGUOUS_DATE" | "DAY_NOT_STATED" | "NOT_YES_OR_NO" | "NOT_AN_AMOUNT" | "NOT_A_RATE" | "AMOUNT_UNIT_DOUBTFUL" | "RATE_DOUBTFUL" | "MERGED_AMOUNT" | "CODE_CONVERTED" | "NOT_STATED" | "NUMBERS_SEVERAL" | "WORD_UNKNOWN" | "GUARANTEE_OUTSIDE" | "CURRENCY_OTHER" | "AMOUNT_SHOWN_OTHERWISE" | "RATE_UNIT_UNKNOWN" | "RATE_OVER_LPR" | "RATE_IN_POINTS" | "AMBIGUOUS_REGION" | "ROW_TOO_LONG" | "ROW_REPEATED" | "ALREADY_FILED" | "RECEIPT_TAKEN" | "NUMBER_TAKEN" | "FILED_BEFORE_DISBURSED" | "KIND_UNKNOWN" | "KIND_DIFFERS" | "FIRM_NOT_FOUND" | "FIRM_AMBIGUOUS" | "FIRMS_BY_NAME" | "DAY_FROM_TITLE" | "PERIOD_MISSING" | "QUALIFICATION_OVERLAPS" | "CERTIFICATE_ELSEWHERE" | "QUALIFICATION_REVOKED" | "REGION_NOT_YOURS" | "NAME_DIFFERS" | "FILE_EMPTY" | "FILE_KIND" | "FILE_OLD_OR_LOCKED" | "FILE_BROKEN" | "FILE_TOO_COMPLEX" | "TOO_MANY_ROWS" | "TOO_MANY_COLUMNS" | "TEXT_ENCODING" | "CSV_QUOTES" | "HEADER_NOT_FOUND" | "UPLOAD_INCOMPLETE" | "UPLOAD_STALLED" | "IMPORT_TIMEOUT" | "INTERRUPTED" | "ROWS_LOST" | "ACCOUNT_GONE" | "ROWS_INVALID" | "UNIT_UNKNOWN" | "UNIT_JUMPED" | "COLUMN_MISSING" | "COLUMN_TWICE" | "SHEETS_NOT_READ" | "SHEETS_HIDDEN" | "SHEETS_REMAIN" | "SHEETS_WITHOUT_HEADINGS" | "TITLE_TAKES_BACK" | "COLUMNS_IGNORED" | "TOTAL_AGREES" | "TOTAL_DIFFERS" | "COUNT_DIFFERS" | "OTHER_TABLE" | "TABLES_BESIDE" | "ROWS_SKIPPED" | "MACROS_IGNORED" | "LINKS_IGNORED" | "SAME_FILE" | "PDF_WITHOUT_TEXT" | "ANNOUNCEMENT_PROPOSAL" | "FIRM_REPEATED" | "CERTIFICATE_UNKNOWN" | "CERTIFICATE_UNCLEAR" | "ROWS_UNDECIDED" | "ROW_UNDECIDED" | "CONFIRMATION_NEEDED" | "CONFIRMATION_MISSING" | "SHEET_UNCLEAR" | "ROWS_BELOW_TOTAL" | "RATES_UNUSUAL" | "ROWS_HIDDEN" | "ROWS_STRUCK" | "ROW_STATUS" | "ROW_LEFT_OUT" | "LIST_REVOKES" | "QUALIFICATION_UNKNOWN" | "SIGNATURE_SKIPPED" | "MENDED_KEPT" | "MENDED_LOST";
                message: string;
                id: string;
                /** @enum {string|null} */
                field: "uscc" | "firmName" | "regionCode" | "contractNo" | "receiptNo" | "amount" | "annualRate" | "disbursedOn" | "dueOn" | "guarantee" | "knowledgeGrade" | "purpose" | "firstLoan" | "renewal" | "renewalOf" | "branch" | "remarks" | "kind" | "certificateNo" | "issuedOn" | "year" | "validFrom" | "validTo" | "industryCode" | "reason" | "number" | "filedOn" | "bank" | "formerName" | "decision" | null;
                /** @description Empty when only a mapping can answer. */
                options: {
                    value: string;
                    label: string;
                }[];
                /** @description How many rows raise it; null for a question about the whole file. */
                rows: number | null;
            }[];
            /** @description Questions that have an answer; another one may be sent. */
            answered: {
                /** @enum {string} */
                code: "CODE_AS_NUMBER" | "CELL_ERROR" | "FORMULA_WITHOUT_VALUE" | "AMBIGUOUS_DATE" | "DAY_NOT_STATED" | "NOT_YES_OR_NO" | "NOT_AN_AMOUNT" | "NOT_A_RATE" | "AMOUNT_UNIT_DOUBTFUL" | "RATE_DOUBTFUL" | "MERGED_AMOUNT" | "CODE_CONVERTED" | "NOT_STATED" | "NUMBERS_SEVERAL" | "WORD_UNKNOWN" | "GUARANTEE_OUTSIDE" | "CURRENCY_OTHER" | "AMOUNT_SHOWN_OTHERWISE" | "RATE_UNIT_UNKNOWN" | "RATE_OVER_LPR" | "RATE_IN_POINTS" | "AMBIGUOUS_REGION" | "ROW_TOO_LONG" | "ROW_REPEATED" | "ALREADY_FILED" | "RECEIPT_TAKEN" | "NUMBER_TAKEN" | "FILED_BEFORE_DISBURSED" | "KIND_UNKNOWN" | "KIND_DIFFERS" | "FIRM_NOT_FOUND" | "FIRM_AMBIGUOUS" | "FIRMS_BY_NAME" | "DAY_FROM_TITLE" | "PERIOD_MISSING" | "QUALIFICATION_OVERLAPS" | "CERTIFICATE_ELSEWHERE" | "QUALIFICATION_REVOKED" | "REGION_NOT_YOURS" | "NAME_DIFFERS" | "FILE_EMPTY" | "FILE_KIND" | "FILE_OLD_OR_LOCKED" | "FILE_BROKEN" | "FILE_TOO_COMPLEX" | "TOO_MANY_ROWS" | "TOO_MANY_COLUMNS" | "TEXT_ENCODING" | "CSV_QUOTES" | "HEADER_NOT_FOUND" | "UPLOAD_INCOMPLETE" | "UPLOAD_STALLED" | "IMPORT_TIMEOUT" | "INTERRUPTED" | "ROWS_LOST" | "ACCOUNT_GONE" | "ROWS_INVALID" | "UNIT_UNKNOWN" | "UNIT_JUMPED" | "COLUMN_MISSING" | "COLUMN_TWICE" | "SHEETS_NOT_READ" | "SHEETS_HIDDEN" | "SHEETS_REMAIN" | "SHEETS_WITHOUT_HEADINGS" | "TITLE_TAKES_BACK" | "COLUMNS_IGNORED" | "TOTAL_AGREES" | "TOTAL_DIFFERS" | "COUNT_DIFFERS" | "OTHER_TABLE" | "TABLES_BESIDE" | "ROWS_SKIPPED" | "MACROS_IGNORED" | "LINKS_IGNORED" | "SAME_FILE" | "PDF_WITHOUT_TEXT" | "ANNOUNCEMENT_PROPOSAL" | "FIRM_REPEATED" | "CERTIFICATE_UNKNOWN" | "CERTIFICATE_UNCLEAR" | "ROWS_UNDECIDED" | "ROW_UNDECIDED" | "CONFIRMATION_NEEDED" | "CONFIRMATION_MISSING" | "SHEET_UNCLEAR" | "ROWS_BELOW_TOTAL" | "RATES_UNUSUAL" | "ROWS_HIDDEN" | "ROWS_STRUCK" | "ROW_STATUS" | "ROW_LEFT_OUT" | "LIST_REVOKES" | "QUALIFICATION_UNKNOWN" | "SIGNATURE_SKIPPED" | "MENDED_KEPT" | "MENDED_LOST";
                message: string;
                id: string;
                /** @enum {string|null} */
                field: "uscc" | "firmName" | "regionCode" | "contractNo" | "receiptNo" | "amount" | "annualRate" | "disbursedOn" | "dueOn" | "guarantee" | "knowledgeGrade" | "purpose" | "firstLoan" | "renewal" | "renewalOf" | "branch" | "remarks" | "kind" | "certificateNo" | "issuedOn" | "year" | "validFrom" | "validTo" | "industryCode" | "reason" | "number" | "filedOn" | "bank" | "formerName" | "decision" | null;
                /** @description Empty when only a mapping can answer. */
                options: {
                    value: string;
                    label: string;
                }[];
                /** @description How many rows raise it; null for a question about the whole file. */
                rows: number | null;
                answer: string;
                /**
                 * @description For this file, or for an earlier one.
                 * @enum {string}
                 */
                by: "given" | "remembered";
            }[];
            /** @description The commit must send all these codes as `confirm`. */
            confirmations: {
                /** @enum {string} */
                code: "CODE_AS_NUMBER" | "CELL_ERROR" | "FORMULA_WITHOUT_VALUE" | "AMBIGUOUS_DATE" | "DAY_NOT_STATED" | "NOT_YES_OR_NO" | "NOT_AN_AMOUNT" | "NOT_A_RATE" | "AMOUNT_UNIT_DOUBTFUL" | "RATE_DOUBTFUL" | "MERGED_AMOUNT" | "CODE_CONVERTED" | "NOT_STATED" | "NUMBERS_SEVERAL" | "WORD_UNKNOWN" | "GUARANTEE_OUTSIDE" | "CURRENCY_OTHER" | "AMOUNT_SHOWN_OTHERWISE" | "RATE_UNIT_UNKNOWN" | "RATE_OVER_LPR" | "RATE_IN_POINTS" | "AMBIGUOUS_REGION" | "ROW_TOO_LONG" | "ROW_REPEATED" | "ALREADY_FILED" | "RECEIPT_TAKEN" | "NUMBER_TAKEN" | "FILED_BEFORE_DISBURSED" | "KIND_UNKNOWN" | "KIND_DIFFERS" | "FIRM_NOT_FOUND" | "FIRM_AMBIGUOUS" | "FIRMS_BY_NAME" | "DAY_FROM_TITLE" | "PERIOD_MISSING" | "QUALIFICATION_OVERLAPS" | "CERTIFICATE_ELSEWHERE" | "QUALIFICATION_REVOKED" | "REGION_NOT_YOURS" | "NAME_DIFFERS" | "FILE_EMPTY" | "FILE_KIND" | "FILE_OLD_OR_LOCKED" | "FILE_BROKEN" | "FILE_TOO_COMPLEX" | "TOO_MANY_ROWS" | "TOO_MANY_COLUMNS" | "TEXT_ENCODING" | "CSV_QUOTES" | "HEADER_NOT_FOUND" | "UPLOAD_INCOMPLETE" | "UPLOAD_STALLED" | "IMPORT_TIMEOUT" | "INTERRUPTED" | "ROWS_LOST" | "ACCOUNT_GONE" | "ROWS_INVALID" | "UNIT_UNKNOWN" | "UNIT_JUMPED" | "COLUMN_MISSING" | "COLUMN_TWICE" | "SHEETS_NOT_READ" | "SHEETS_HIDDEN" | "SHEETS_REMAIN" | "SHEETS_WITHOUT_HEADINGS" | "TITLE_TAKES_BACK" | "COLUMNS_IGNORED" | "TOTAL_AGREES" | "TOTAL_DIFFERS" | "COUNT_DIFFERS" | "OTHER_TABLE" | "TABLES_BESIDE" | "ROWS_SKIPPED" | "MACROS_IGNORED" | "LINKS_IGNORED" | "SAME_FILE" | "PDF_WITHOUT_TEXT" | "ANNOUNCEMENT_PROPOSAL" | "FIRM_REPEATED" | "CERTIFICATE_UNKNOWN" | "CERTIFICATE_UNCLEAR" | "ROWS_UNDECIDED" | "ROW_UNDECIDED" | "CONFIRMATION_NEEDED" | "CONFIRMATION_MISSING" | "SHEET_UNCLEAR" | "ROWS_BELOW_TOTAL" | "RATES_UNUSUAL" | "ROWS_HIDDEN" | "ROWS_STRUCK" | "ROW_STATUS" | "ROW_LEFT_OUT" | "LIST_REVOKES" | "QUALIFICATION_UNKNOWN" | "SIGNATURE_SKIPPED" | "MENDED_KEPT" | "MENDED_LOST";
                message: string;
            }[];
            /** @description The codes sent with the commit. */
            confirmed: ("CODE_AS_NUMBER" | "CELL_ERROR" | "FORMULA_WITHOUT_VALUE" | "AMBIGUOUS_DATE" | "DAY_NOT_STATED" | "NOT_YES_OR_NO" | "NOT_AN_AMOUNT" | "NOT_A_RATE" | "AMOUNT_UNIT_DOUBTFUL" | "RATE_DOUBTFUL" | "MERGED_AMOUNT" | "CODE_CONVERTED" | "NOT_STATED" | "NUMBERS_SEVERAL" | "WORD_UNKNOWN" | "GUARANTEE_OUTSIDE" | "CURRENCY_OTHER" | "AMOUNT_SHOWN_OTHERWISE" | "RATE_UNIT_UNKNOWN" | "RATE_OVER_LPR" | "RATE_IN_POINTS" | "AMBIGUOUS_REGION" | "ROW_TOO_LONG" | "ROW_REPEATED" | "ALREADY_FILED" | "RECEIPT_TAKEN" | "NUMBER_TAKEN" | "FILED_BEFORE_DISBURSED" | "KIND_UNKNOWN" | "KIND_DIFFERS" | "FIRM_NOT_FOUND" | "FIRM_AMBIGUOUS" | "FIRMS_BY_NAME" | "DAY_FROM_TITLE" | "PERIOD_MISSING" | "QUALIFICATION_OVERLAPS" | "CERTIFICATE_ELSEWHERE" | "QUALIFICATION_REVOKED" | "REGION_NOT_YOURS" | "NAME_DIFFERS" | "FILE_EMPTY" | "FILE_KIND" | "FILE_OLD_OR_LOCKED" | "FILE_BROKEN" | "FILE_TOO_COMPLEX" | "TOO_MANY_ROWS" | "TOO_MANY_COLUMNS" | "TEXT_ENCODING" | "CSV_QUOTES" | "HEADER_NOT_FOUND" | "UPLOAD_INCOMPLETE" | "UPLOAD_STALLED" | "IMPORT_TIMEOUT" | "INTERRUPTED" | "ROWS_LOST" | "ACCOUNT_GONE" | "ROWS_INVALID" | "UNIT_UNKNOWN" | "UNIT_JUMPED" | "COLUMN_MISSING" | "COLUMN_TWICE" | "SHEETS_NOT_READ" | "SHEETS_HIDDEN" | "SHEETS_REMAIN" | "SHEETS_WITHOUT_HEADINGS" | "TITLE_TAKES_BACK" | "COLUMNS_IGNORED" | "TOTAL_AGREES" | "TOTAL_DIFFERS" | "COUNT_DIFFERS" | "OTHER_TABLE" | "TABLES_BESIDE" | "ROWS_SKIPPED" | "MACROS_IGNORED" | "LINKS_IGNORED" | "SAME_FILE" | "PDF_WITHOUT_TEXT" | "ANNOUNCEMENT_PROPOSAL" | "FIRM_REPEATED" | "CERTIFICATE_UNKNOWN" | "CERTIFICATE_UNCLEAR" | "ROWS_UNDECIDED" | "ROW_UNDECIDED" | "CONFIRMATION_NEEDED" | "CONFIRMATION_MISSING" | "SHEET_UNCLEAR" | "ROWS_BELOW_TOTAL" | "RATES_UNUSUAL" | "ROWS_HIDDEN" | "ROWS_STRUCK" | "ROW_STATUS" | "ROW_LEFT_OUT" | "LIST_REVOKES" | "QUALIFICATION_UNKNOWN" | "SIGNATURE_SKIPPED" | "MENDED_KEPT" | "MENDED_LOST")[];
            notices: {
                /** @enum {string} */
                code: "CODE_AS_NUMBER" | "CELL_ERROR" | "FORMULA_WITHOUT_VALUE" | "AMBIGUOUS_DATE" | "DAY_NOT_STATED" | "NOT_YES_OR_NO" | "NOT_AN_AMOUNT" | "NOT_A_RATE" | "AMOUNT_UNIT_DOUBTFUL" | "RATE_DOUBTFUL" | "MERGED_AMOUNT" | "CODE_CONVERTED" | "NOT_STATED" | "NUMBERS_SEVERAL" | "WORD_UNKNOWN" | "GUARANTEE_OUTSIDE" | "CURRENCY_OTHER" | "AMOUNT_SHOWN_OTHERWISE" | "RATE_UNIT_UNKNOWN" | "RATE_OVER_LPR" | "RATE_IN_POINTS" | "AMBIGUOUS_REGION" | "ROW_TOO_LONG" | "ROW_REPEATED" | "ALREADY_FILED" | "RECEIPT_TAKEN" | "NUMBER_TAKEN" | "FILED_BEFORE_DISBURSED" | "KIND_UNKNOWN" | "KIND_DIFFERS" | "FIRM_NOT_FOUND" | "FIRM_AMBIGUOUS" | "FIRMS_BY_NAME" | "DAY_FROM_TITLE" | "PERIOD_MISSING" | "QUALIFICATION_OVERLAPS" | "CERTIFICATE_ELSEWHERE" | "QUALIFICATION_REVOKED" | "REGION_NOT_YOURS" | "NAME_DIFFERS" | "FILE_EMPTY" | "FILE_KIND" | "FILE_OLD_OR_LOCKED" | "FILE_BROKEN" | "FILE_TOO_COMPLEX" | "TOO_MANY_ROWS" | "TOO_MANY_COLUMNS" | "TEXT_ENCODING" | "CSV_QUOTES" | "HEADER_NOT_FOUND" | "UPLOAD_INCOMPLETE" | "UPLOAD_STALLED" | "IMPORT_TIMEOUT" | "INTERRUPTED" | "ROWS_LOST" | "ACCOUNT_GONE" | "ROWS_INVALID" | "UNIT_UNKNOWN" | "UNIT_JUMPED" | "COLUMN_MISSING" | "COLUMN_TWICE" | "SHEETS_NOT_READ" | "SHEETS_HIDDEN" | "SHEETS_REMAIN" | "SHEETS_WITHOUT_HEADINGS" | "TITLE_TAKES_BACK" | "COLUMNS_IGNORED" | "TOTAL_AGREES" | "TOTAL_DIFFERS" | "COUNT_DIFFERS" | "OTHER_TABLE" | "TABLES_BESIDE" | "ROWS_SKIPPED" | "MACROS_IGNORED" | "LINKS_IGNORED" | "SAME_FILE" | "PDF_WITHOUT_TEXT" | "ANNOUNCEMENT_PROPOSAL" | "FIRM_REPEATED" | "CERTIFICATE_UNKNOWN" | "CERTIFICATE_UNCLEAR" | "ROWS_UNDECIDED" | "ROW_UNDECIDED" | "CONFIRMATION_NEEDED" | "CONFIRMATION_MISSING" | "SHEET_UNCLEAR" | "ROWS_BELOW_TOTAL" | "RATES_UNUSUAL" | "ROWS_HIDDEN" | "ROWS_STRUCK" | "ROW_STATUS" | "ROW_LEFT_OUT" | "LIST_REVOKES" | "QUALIFICATION_UNKNOWN" | "SIGNATURE_SKIPPED" | "MENDED_KEPT" | "MENDED_LOST";
                message: string;
            }[];
            failure: {
                /** @enum {string} */
                code: "REQUIRED" | "NOT_A_STRING" | "FORMAT" | "TOO_SHORT" | "TOO_LONG" | "CONTROL_CHARACTER" | "TOO_MANY_DECIMALS" | "ZERO" | "TOO_LARGE" | "TOO_SMALL" | "UNKNOWN_WORD" | "UNKNOWN_FIELD" | "NOT_A_BOOLEAN" | "NOT_AN_INTEGER" | "NOT_A_DATE" | "NOT_AN_OBJECT" | "NOT_AN_ARRAY" | "REPEATED" | "INVALID_JSON" | "INVALID_CURSOR" | "TOO_DEEP" | "TOO_MANY_KEYS" | "WRONG_PASSWORD" | "PASSWORD_TOO_WEAK" | "PASSWORD_UNCHANGED" | "ONE_TIME_PASSWORD_SPENT" | "SECOND_FACTOR_REQUIRED" | "WRONG_CODE" | "UNKNOWN_BANK" | "UNKNOWN_FIRM" | "UNKNOWN_REGION" | "NOT_ALLOWED" | "RANGE_REVERSED" | "NOT_POSTED" | "USCC_SHAPE" | "USCC_CHECK" | "FUTURE_DATE" | "DUE_NOT_AFTER_DISBURSED" | "RENEWAL_NOT_FOUND" | "NOTHING_CHANGED" | "AMOUNT_OVER_LIMIT" | "RATE_OVER_LIMIT" | "TERM_TOO_SHORT" | "TERM_TOO_LONG" | "FILED_TOO_LATE" | "GRADE_LINE_EXCEEDED" | "NOT_ELIGIBLE" | "PURPOSE_REQUIRED" | "CODE_AS_NUMBER" | "CELL_ERROR" | "FORMULA_WITHOUT_VALUE" | "AMBIGUOUS_DATE" | "DAY_NOT_STATED" | "NOT_YES_OR_NO" | "NOT_AN_AMOUNT" | "NOT_A_RATE" | "AMOUNT_UNIT_DOUBTFUL" | "RATE_DOUBTFUL" | "MERGED_AMOUNT" | "CODE_CONVERTED" | "NOT_STATED" | "NUMBERS_SEVERAL" | "WORD_UNKNOWN" | "GUARANTEE_OUTSIDE" | "CURRENCY_OTHER" | "AMOUNT_SHOWN_OTHERWISE" | "RATE_UNIT_UNKNOWN" | "RATE_OVER_LPR" | "RATE_IN_POINTS" | "AMBIGUOUS_REGION" | "ROW_TOO_LONG" | "ROW_REPEATED" | "ALREADY_FILED" | "RECEIPT_TAKEN" | "NUMBER_TAKEN" | "FILED_BEFORE_DISBURSED" | "KIND_UNKNOWN" | "KIND_DIFFERS" | "FIRM_NOT_FOUND" | "FIRM_AMBIGUOUS" | "FIRMS_BY_NAME" | "DAY_FROM_TITLE" | "PERIOD_MISSING" | "QUALIFICATION_OVERLAPS" | "CERTIFICATE_ELSEWHERE" | "QUALIFICATION_REVOKED" | "REGION_NOT_YOURS" | "NAME_DIFFERS" | "FILE_EMPTY" | "FILE_KIND" | "FILE_OLD_OR_LOCKED" | "FILE_BROKEN" | "FILE_TOO_COMPLEX" | "TOO_MANY_ROWS" | "TOO_MANY_COLUMNS" | "TEXT_ENCODING" | "CSV_QUOTES" | "HEADER_NOT_FOUND" | "UPLOAD_INCOMPLETE" | "UPLOAD_STALLED" | "IMPORT_TIMEOUT" | "INTERRUPTED" | "ROWS_LOST" | "ACCOUNT_GONE" | "ROWS_INVALID" | "UNIT_UNKNOWN" | "UNIT_JUMPED" | "COLUMN_MISSING" | "COLUMN_TWICE" | "SHEETS_NOT_READ" | "SHEETS_HIDDEN" | "SHEETS_REMAIN" | "SHEETS_WITHOUT_HEADINGS" | "TITLE_TAKES_BACK" | "COLUMNS_IGNORED" | "TOTAL_AGREES" | "TOTAL_DIFFERS" | "COUNT_DIFFERS" | "OTHER_TABLE" | "TABLES_BESIDE" | "ROWS_SKIPPED" | "MACROS_IGNORED" | "LINKS_IGNORED" | "SAME_FILE" | "PDF_WITHOUT_TEXT" | "ANNOUNCEMENT_PROPOSAL" | "FIRM_REPEATED" | "CERTIFICATE_UNKNOWN" | "CERTIFICATE_UNCLEAR" | "ROWS_UNDECIDED" | "ROW_UNDECIDED" | "CONFIRMATION_NEEDED" | "CONFIRMATION_MISSING" | "SHEET_UNCLEAR" | "ROWS_BELOW_TOTAL" | "RATES_UNUSUAL" | "ROWS_HIDDEN" | "ROWS_STRUCK" | "ROW_STATUS" | "ROW_LEFT_OUT" | "LIST_REVOKES" | "QUALIFICATION_UNKNOWN" | "SIGNATURE_SKIPPED" | "MENDED_KEPT" | "MENDED_LOST";
                message: string;
            } | null;
            /** @description For lists; relinked counts the filings whose links changed. */
            report: components["schemas"]["ImportReport"] | null;
            /** @description Of a checked list of qualifications: the years (of filedOn) whose figures the commit moves, with the four parts of the filings of its firms. Only at GET /imports/{id}. 提交后各年度统计的变化。 */
            effect?: {
                year: number;
                /** @description Accepted filings whose links change. */
                relinked: number;
                before: components["schemas"]["ImportEffectParts"];
                after: components["schemas"]["ImportEffectParts"];
            }[];
            /** @description The loans that would be filed or were filed, in yuan, by month of disbursement; null for lists. */
            sum: {
                filings: number;
                amount: string;
                byMonth: {
                    month: string;
                    filings: number;
                    amount: string;
                }[];
            } | null;
            /**
             * Format: uuid
             * @description An earlier import of the same file content.
             */
            sameFileAs: string | null;
            /** @description What the document says of all rows of an announcement. 公告信息。 */
            announcement: components["schemas"]["Announcement"] | null;
            /** @description Rows of an announcement by match; null in lists of imports, and for other kinds. */
            matches: components["schemas"]["AnnouncementMatches"] | null;
            /** @description Rows of an announcement that have to be decided before it can be committed. */
            undecided: number;
            version: number;
        };
        ImportEffectParts: {
            both: {
                filings: number;
                amount: string;
            };
            highTechOnly: {
                filings: number;
                amount: string;
            };
            techSmeOnly: {
                filings: number;
                amount: string;
            };
            neither: {
                filings: number;
                amount: string;
            };
        };
        ImportReport: {
            new: number;
            changed: number;
            unchanged: number;
            refused: number;
            relinked: number;
            /** @description Of an announcement: certificates that wait for their firm. */
            waiting?: number;
            /** @description Of an announcement: the years whose figures moved, by filing year. */
            years?: components["schemas"]["YearMove"][];
        };
        YearMove: {
            year: number;
            highTech: components["schemas"]["FigureMove"];
            techSme: components["schemas"]["FigureMove"];
            both: components["schemas"]["FigureMove"];
            neither: components["schemas"]["FigureMove"];
        };
        FigureMove: {
            /** @description Signed. */
            filings: number;
            /** @description Yuan, signed. */
            amount: string;
        };
        Announcement: {
            /** @enum {string} */
            list: "high_tech_recognised" | "high_tech_revoked" | "renamed" | "relocated_in" | "tech_sme_listed" | "tech_sme_revoked";
            docNo: string;
            announcedOn: components["schemas"]["Day"] | null;
            issuedOn: components["schemas"]["Day"] | null;
            year: number | null;
            effectiveFrom: components["schemas"]["Day"] | null;
        };
        AnnouncementMatches: {
            exact: number;
            folded: number;
            certificate: number;
            uscc: number;
            formerName: number;
            ambiguous: number;
            unmatched: number;
            refused: number;
        };
        ImportCandidate: {
            uscc: string;
            name: string;
            region: components["schemas"]["CodeAndName"] | null;
            qualifications: {
                kind: string;
                certificateNo: string;
                validFrom: components["schemas"]["Day"];
                validTo: components["schemas"]["Day"];
            }[];
        };
        ImportMappingFound: {
            /** @description The sheet that was read; null in a CSV. */
            sheet: string | null;
            /** @description The sheets that can be chosen. */
            sheets: string[];
            headerRow: number | null;
            /** @enum {string|null} */
            amountUnit: "yuan" | "thousand" | "wan" | "million" | "yi" | null;
            columns: {
                column: string;
                header: string;
                /** @enum {string|null} */
                field: "uscc" | "firmName" | "regionCode" | "contractNo" | "receiptNo" | "amount" | "annualRate" | "disbursedOn" | "dueOn" | "guarantee" | "knowledgeGrade" | "purpose" | "firstLoan" | "renewal" | "renewalOf" | "branch" | "remarks" | "kind" | "certificateNo" | "issuedOn" | "year" | "validFrom" | "validTo" | "industryCode" | "reason" | "number" | "filedOn" | "bank" | "formerName" | "decision" | null;
                /**
                 * @description Source of the mapping; null for an unused column.
                 * @enum {string|null}
                 */
                by: "recognised" | "remembered" | "given" | null;
            }[];
        };
        ImportPage: {
            items: components["schemas"]["Import"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        ImportCellError: {
            row: number;
            /** @description null for an error of the whole row. */
            column: string | null;
            header: string | null;
            /** @enum {string|null} */
            field: "uscc" | "firmName" | "regionCode" | "contractNo" | "receiptNo" | "amount" | "annualRate" | "disbursedOn" | "dueOn" | "guarantee" | "knowledgeGrade" | "purpose" | "firstLoan" | "renewal" | "renewalOf" | "branch" | "remarks" | "kind" | "certificateNo" | "issuedOn" | "year" | "validFrom" | "validTo" | "industryCode" | "reason" | "number" | "filedOn" | "bank" | "formerName" | "decision" | null;
            /** @description Original text of the cell. */
            value: string;
            /** @enum {string} */
            code: "REQUIRED" | "NOT_A_STRING" | "FORMAT" | "TOO_SHORT" | "TOO_LONG" | "CONTROL_CHARACTER" | "TOO_MANY_DECIMALS" | "ZERO" | "TOO_LARGE" | "TOO_SMALL" | "UNKNOWN_WORD" | "UNKNOWN_FIELD" | "NOT_A_BOOLEAN" | "NOT_AN_INTEGER" | "NOT_A_DATE" | "NOT_AN_OBJECT" | "NOT_AN_ARRAY" | "REPEATED" | "INVALID_JSON" | "INVALID_CURSOR" | "TOO_DEEP" | "TOO_MANY_KEYS" | "WRONG_PASSWORD" | "PASSWORD_TOO_WEAK" | "PASSWORD_UNCHANGED" | "ONE_TIME_PASSWORD_SPENT" | "SECOND_FACTOR_REQUIRED" | "WRONG_CODE" | "UNKNOWN_BANK" | "UNKNOWN_FIRM" | "UNKNOWN_REGION" | "NOT_ALLOWED" | "RANGE_REVERSED" | "NOT_POSTED" | "USCC_SHAPE" | "USCC_CHECK" | "FUTURE_DATE" | "DUE_NOT_AFTER_DISBURSED" | "RENEWAL_NOT_FOUND" | "NOTHING_CHANGED" | "AMOUNT_OVER_LIMIT" | "RATE_OVER_LIMIT" | "TERM_TOO_SHORT" | "TERM_TOO_LONG" | "FILED_TOO_LATE" | "GRADE_LINE_EXCEEDED" | "NOT_ELIGIBLE" | "PURPOSE_REQUIRED" | "CODE_AS_NUMBER" | "CELL_ERROR" | "FORMULA_WITHOUT_VALUE" | "AMBIGUOUS_DATE" | "DAY_NOT_STATED" | "NOT_YES_OR_NO" | "NOT_AN_AMOUNT" | "NOT_A_RATE" | "AMOUNT_UNIT_DOUBTFUL" | "RATE_DOUBTFUL" | "MERGED_AMOUNT" | "CODE_CONVERTED" | "NOT_STATED" | "NUMBERS_SEVERAL" | "WORD_UNKNOWN" | "GUARANTEE_OUTSIDE" | "CURRENCY_OTHER" | "AMOUNT_SHOWN_OTHERWISE" | "RATE_UNIT_UNKNOWN" | "RATE_OVER_LPR" | "RATE_IN_POINTS" | "AMBIGUOUS_REGION" | "ROW_TOO_LONG" | "ROW_REPEATED" | "ALREADY_FILED" | "RECEIPT_TAKEN" | "NUMBER_TAKEN" | "FILED_BEFORE_DISBURSED" | "KIND_UNKNOWN" | "KIND_DIFFERS" | "FIRM_NOT_FOUND" | "FIRM_AMBIGUOUS" | "FIRMS_BY_NAME" | "DAY_FROM_TITLE" | "PERIOD_MISSING" | "QUALIFICATION_OVERLAPS" | "CERTIFICATE_ELSEWHERE" | "QUALIFICATION_REVOKED" | "REGION_NOT_YOURS" | "NAME_DIFFERS" | "FILE_EMPTY" | "FILE_KIND" | "FILE_OLD_OR_LOCKED" | "FILE_BROKEN" | "FILE_TOO_COMPLEX" | "TOO_MANY_ROWS" | "TOO_MANY_COLUMNS" | "TEXT_ENCODING" | "CSV_QUOTES" | "HEADER_NOT_FOUND" | "UPLOAD_INCOMPLETE" | "UPLOAD_STALLED" | "IMPORT_TIMEOUT" | "INTERRUPTED" | "ROWS_LOST" | "ACCOUNT_GONE" | "ROWS_INVALID" | "UNIT_UNKNOWN" | "UNIT_JUMPED" | "COLUMN_MISSING" | "COLUMN_TWICE" | "SHEETS_NOT_READ" | "SHEETS_HIDDEN" | "SHEETS_REMAIN" | "SHEETS_WITHOUT_HEADINGS" | "TITLE_TAKES_BACK" | "COLUMNS_IGNORED" | "TOTAL_AGREES" | "TOTAL_DIFFERS" | "COUNT_DIFFERS" | "OTHER_TABLE" | "TABLES_BESIDE" | "ROWS_SKIPPED" | "MACROS_IGNORED" | "LINKS_IGNORED" | "SAME_FILE" | "PDF_WITHOUT_TEXT" | "ANNOUNCEMENT_PROPOSAL" | "FIRM_REPEATED" | "CERTIFICATE_UNKNOWN" | "CERTIFICATE_UNCLEAR" | "ROWS_UNDECIDED" | "ROW_UNDECIDED" | "CONFIRMATION_NEEDED" | "CONFIRMATION_MISSING" | "SHEET_UNCLEAR" | "ROWS_BELOW_TOTAL" | "RATES_UNUSUAL" | "ROWS_HIDDEN" | "ROWS_STRUCK" | "ROW_STATUS" | "ROW_LEFT_OUT" | "LIST_REVOKES" | "QUALIFICATION_UNKNOWN" | "SIGNATURE_SKIPPED" | "MENDED_KEPT" | "MENDED_LOST";
            message: string;
            /** @description Suggested value: PATCH the row with it. */
            repair: {
                /** @enum {string} */
                field: "uscc" | "firmName" | "regionCode" | "contractNo" | "receiptNo" | "amount" | "annualRate" | "disbursedOn" | "dueOn" | "guarantee" | "knowledgeGrade" | "purpose" | "firstLoan" | "renewal" | "renewalOf" | "branch" | "remarks" | "kind" | "certificateNo" | "issuedOn" | "year" | "validFrom" | "validTo" | "industryCode" | "reason" | "number" | "filedOn" | "bank" | "formerName" | "decision";
                value: string;
                why: string;
            } | null;
        };
        ImportErrorPage: {
            items: components["schemas"]["ImportCellError"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        ImportRow: {
            /** @description Row number in the spreadsheet. */
            row: number;
            /** @enum {string} */
            verdict: "valid" | "invalid" | "filed" | "new" | "changed" | "unchanged" | "refused";
            /** @description Field → original or corrected text of the cell. Empty cells are absent. */
            values: {
                [key: string]: string;
            };
            /** @description Field → the value as understood, where its form differs from that of the cell: amounts in yuan, rates in per cent a year, days, codes and words as in a filing. 识别结果。 */
            understood: {
                [key: string]: string;
            };
            errors: components["schemas"]["ImportCellError"][];
            /** @description Reasons for a review by an auditor. 提示。 */
            flags: components["schemas"]["Flag"][];
            /** @description The filing created from the row. */
            recordId: string | null;
            /**
             * @description Of an announcement: how the row was matched with a firm. 匹配方式。
             * @enum {string|null}
             */
            match: "exact" | "folded" | "certificate" | "uscc" | "former_name" | "ambiguous" | "unmatched" | "refused" | null;
            /** @description Of an announcement: the firm of the row. */
            firm: components["schemas"]["ImportCandidate"] | null;
            /** @description Firms that the row may mean; PATCH the row with the code of one. */
            candidates: components["schemas"]["ImportCandidate"][];
            /** @description What was decided: the code of a firm, or `skip`. */
            decision: string | null;
        };
        ImportRowPage: {
            items: components["schemas"]["ImportRow"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        LatestPosting: {
            /** @description 1, 2, 3 … without gaps */
            no: number;
            at: components["schemas"]["Instant"];
            /** @description SHA-256 hash chain over this posting and all before it. 哈希链首。 */
            head: string;
        };
        Posting: {
            /** @description 1, 2, 3 … without gaps */
            no: number;
            at: components["schemas"]["Instant"];
            /** @description ledger entries in this posting */
            entries: number;
            /** @description SHA-256 hash chain over this posting and all before it. 哈希链首。 */
            head: string;
        };
        PostingList: {
            items: components["schemas"]["Posting"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        QualificationList: {
            items: {
                firm: {
                    uscc: string;
                    name: string;
                };
                region: {
                    code: string;
                    name: string;
                } | null;
                kind: string;
                certificateNo: string;
                /** Format: date */
                validFrom: string;
                /** Format: date */
                validTo: string;
                /** @description covers the requested day */
                current: boolean;
                revoked: boolean;
                /** Format: date */
                revokedOn: string | null;
                version: number;
                oddity?: string;
            }[];
            nextCursor: string | null;
        };
        Qualification: {
            firm: {
                uscc: string;
                name: string;
            };
            kind: string;
            /** @description normalised: NFKC, without white space, upper case */
            certificateNo: string;
            /** Format: date */
            validFrom: string;
            /**
             * Format: date
             * @description the last valid day, unless it was revoked
             */
            validTo: string;
            /** @description covers asOf */
            current: boolean;
            revoked: boolean;
            /**
             * Format: date
             * @description the first invalid day; null in a revoked one: the whole period is invalid
             */
            revokedOn: string | null;
            version: number;
            /** @description the number does not have the usual form */
            oddity?: string;
            /** Format: date */
            asOf: string;
        };
        WaitingCertificate: {
            /** Format: uuid */
            id: string;
            kind: string;
            certificateNo: string;
            /** @description the name of the firm as listed */
            name: string;
            /** Format: date */
            validFrom: string;
            /** Format: date */
            validTo: string;
            docNo: string | null;
            /** Format: date */
            announcedOn: string | null;
            /**
             * Format: uuid
             * @description the import that read the list
             */
            importId: string | null;
            createdAt: components["schemas"]["Instant"];
            /** @enum {string} */
            state: "waiting" | "assigned" | "dropped";
            /** @description the firm that got it */
            firm: {
                uscc: string;
                name: string;
            } | null;
            /** @description firms of the registry that have the listed name, or had it; empty when it waits no longer */
            candidates: {
                uscc: string;
                name: string;
                /** @enum {string} */
                match: "exact" | "folded" | "former_name";
                formerName?: string;
                /** Format: date */
                until?: string;
            }[];
        };
        WaitingCertificatePage: {
            items: components["schemas"]["WaitingCertificate"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        QualificationTotals: {
            /** Format: date */
            on: string;
            /** @description by region; the row without a region counts firms without one. 未登记县市区（园区）的企业合为一行，无 region。 */
            rows: {
                region?: {
                    code: string;
                    name: string;
                };
                /** @description distinct firms */
                highTech: number;
                /** @description distinct firms */
                techSme: number;
                /** @description distinct firms */
                both: number;
                /** @description distinct firms */
                either: number;
            }[];
            total: {
                /** @description distinct firms */
                highTech: number;
                /** @description distinct firms */
                techSme: number;
                /** @description distinct firms */
                both: number;
                /** @description distinct firms */
                either: number;
            };
        };
        PlaceInForceList: {
            items: {
                code: string;
                name: string;
                /** Format: date */
                validFrom: string | null;
                /**
                 * Format: date
                 * @description the last valid day
                 */
                validTo: string | null;
            }[];
            nextCursor: components["schemas"]["NextCursor"];
        };
        QualificationKindList: {
            items: components["schemas"]["QualificationKind"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        RuleInForceList: {
            items: {
                code: string;
                name: string;
                regionPrefix: string;
                validFrom: components["schemas"]["Day"];
                /** Format: date */
                validTo: string | null;
                reviewAll: boolean;
                limits: {
                    /** @description Single loan limit 单笔金额上限; null: not set, checks nothing */
                    amount: {
                        max: components["schemas"]["Amount"];
                        /** @enum {string} */
                        onBreach: "refuse" | "flag";
                    } | null;
                    /** @description Rate limit 利率上限; null: not set, checks nothing */
                    rate: {
                        /** @enum {string} */
                        benchmark: "oneYear" | "fiveYear" | "byTerm";
                        add?: number;
                        /** @example 1.5 */
                        times?: string;
                        /** @enum {string} */
                        onBreach: "refuse" | "flag";
                    } | null;
                    /** @description Term 贷款期限; null: not set, checks nothing */
                    term: {
                        min?: number;
                        max?: number;
                        /** @enum {string} */
                        onBreach: "refuse" | "flag";
                    } | null;
                    /** @description Filing deadline 备案期限; null: not set, checks nothing */
                    filingDeadline: {
                        months?: number;
                        days?: number;
                        workingDays?: number;
                        /** @enum {string} */
                        onBreach: "refuse" | "flag";
                    } | null;
                    /** @description Limits by knowledge-value grade 知识价值等级额度; null: not set, checks nothing */
                    gradeLines: {
                        lines: {
                            A?: components["schemas"]["Amount"];
                            B?: components["schemas"]["Amount"];
                            C?: components["schemas"]["Amount"];
                            D?: components["schemas"]["Amount"];
                            E?: components["schemas"]["Amount"];
                        };
                        /** @enum {string} */
                        onBreach: "refuse" | "flag";
                    } | null;
                    /** @description Eligible firms 适用对象; null: not set, checks nothing */
                    eligibleAnyOf: {
                        statuses: string[];
                        /** @enum {string} */
                        onBreach: "refuse" | "flag";
                    } | null;
                    /** @description Purpose 贷款用途; null: not set, checks nothing */
                    purposeRequired: {
                        /** @enum {string} */
                        onBreach: "refuse" | "flag";
                    } | null;
                };
            }[];
            nextCursor: components["schemas"]["NextCursor"];
        };
        TotalFigures: {
            /** @description 笔数 */
            filings: number;
            /** @description 户数: distinct firms; does not add up over rows */
            firms: number;
            /** @description Yuan. 元。 */
            amount: string;
            renewals: {
                filings: number;
                amount: string;
            };
            firstLoans: {
                /** @description 笔数 */
                filings: number;
                /** @description 户数: distinct firms; does not add up over rows */
                firms: number;
                /** @description Yuan. 元。 */
                amount: string;
            };
            /** @description 银行数: distinct banks; does not add up over rows */
            banks: number;
            /** @description Per cent a year, weighted by amount, rounded half up; null without filings. 加权平均利率（%）。 */
            averageRate: string | null;
            highTech: {
                /** @description 笔数 */
                filings: number;
                /** @description 户数: distinct firms; does not add up over rows */
                firms: number;
                /** @description Yuan. 元。 */
                amount: string;
            };
            techSme: {
                /** @description 笔数 */
                filings: number;
                /** @description 户数: distinct firms; does not add up over rows */
                firms: number;
                /** @description Yuan. 元。 */
                amount: string;
            };
            both: {
                /** @description 笔数 */
                filings: number;
                /** @description 户数: distinct firms; does not add up over rows */
                firms: number;
                /** @description Yuan. 元。 */
                amount: string;
            };
            highTechOnly: {
                /** @description 笔数 */
                filings: number;
                /** @description 户数: distinct firms; does not add up over rows */
                firms: number;
                /** @description Yuan. 元。 */
                amount: string;
            };
            techSmeOnly: {
                /** @description 笔数 */
                filings: number;
                /** @description 户数: distinct firms; does not add up over rows */
                firms: number;
                /** @description Yuan. 元。 */
                amount: string;
            };
            neither: {
                /** @description 笔数 */
                filings: number;
                /** @description 户数: distinct firms; does not add up over rows */
                firms: number;
                /** @description Yuan. 元。 */
                amount: string;
            };
        };
        Totals: {
            /** @enum {string} */
            basis: "filed" | "disbursed";
            from: number;
            to: number;
            by: ("year" | "month" | "bank" | "region" | "status")[];
            until: string | null;
            posting: components["schemas"]["PostingPoint"];
            rows: {
                /** @description 笔数 */
                filings: number;
                /** @description 户数: distinct firms; does not add up over rows */
                firms: number;
                /** @description Yuan. 元。 */
                amount: string;
                renewals: {
                    filings: number;
                    amount: string;
                };
                firstLoans: {
                    /** @description 笔数 */
                    filings: number;
                    /** @description 户数: distinct firms; does not add up over rows */
                    firms: number;
                    /** @description Yuan. 元。 */
                    amount: string;
                };
                /** @description 银行数: distinct banks; does not add up over rows */
                banks: number;
                /** @description Per cent a year, weighted by amount, rounded half up; null without filings. 加权平均利率（%）。 */
                averageRate: string | null;
                highTech: {
                    /** @description 笔数 */
                    filings: number;
                    /** @description 户数: distinct firms; does not add up over rows */
                    firms: number;
                    /** @description Yuan. 元。 */
                    amount: string;
                };
                techSme: {
                    /** @description 笔数 */
                    filings: number;
                    /** @description 户数: distinct firms; does not add up over rows */
                    firms: number;
                    /** @description Yuan. 元。 */
                    amount: string;
                };
                both: {
                    /** @description 笔数 */
                    filings: number;
                    /** @description 户数: distinct firms; does not add up over rows */
                    firms: number;
                    /** @description Yuan. 元。 */
                    amount: string;
                };
                highTechOnly: {
                    /** @description 笔数 */
                    filings: number;
                    /** @description 户数: distinct firms; does not add up over rows */
                    firms: number;
                    /** @description Yuan. 元。 */
                    amount: string;
                };
                techSmeOnly: {
                    /** @description 笔数 */
                    filings: number;
                    /** @description 户数: distinct firms; does not add up over rows */
                    firms: number;
                    /** @description Yuan. 元。 */
                    amount: string;
                };
                neither: {
                    /** @description 笔数 */
                    filings: number;
                    /** @description 户数: distinct firms; does not add up over rows */
                    firms: number;
                    /** @description Yuan. 元。 */
                    amount: string;
                };
                year: number;
                month?: number;
                bank?: {
                    code: string;
                    name: string;
                };
                region?: {
                    code: string;
                    name: string;
                };
                /** @enum {string} */
                status?: "both" | "highTechOnly" | "techSmeOnly" | "neither";
            }[];
            total: components["schemas"]["TotalFigures"];
            /** Format: date-time */
            generatedAt: string;
        };
        Year: {
            year: number;
            /** @enum {string} */
            basis: "filed" | "disbursed";
            /** @enum {string} */
            state: "open" | "proposed" | "closed";
            note: string | null;
            proposedBy: string | null;
            proposedAt: components["schemas"]["Instant"] | null;
            closedBy: string | null;
            closedAt: components["schemas"]["Instant"] | null;
            posting: components["schemas"]["LatestPosting"] | null;
            definition: {
                version: number;
                text: string;
            } | null;
            /** @description SHA-256 of the stored answer */
            digest: string | null;
            /** @description The totals by year, month, bank, region and status as they were closed. 关账时的统计结果。 */
            answer: Record<string, never> | null;
            history: {
                /** @enum {string} */
                state: "proposed" | "closed" | "withdrawn" | "reopened";
                note: string | null;
                proposedBy: string;
                proposedAt: components["schemas"]["Instant"];
                closedBy: string | null;
                closedAt: components["schemas"]["Instant"] | null;
                posting: number | null;
                digest: string | null;
                endedBy: string | null;
                endedAt: components["schemas"]["Instant"] | null;
                endReason: string | null;
            }[];
            /** @description of the closing; 0 while the year is open */
            version: number;
        };
        YearBridge: {
            year: number;
            /** @enum {string} */
            basis: "filed" | "disbursed";
            from: components["schemas"]["PostingPoint"];
            to: components["schemas"]["PostingPoint"];
            closed: components["schemas"]["TotalFigures"];
            steps: {
                /** @enum {string} */
                kind: "filed" | "added_late" | "amended" | "voided" | "relinked";
                filings: number;
                /** @description Yuan; what was added or (negative) taken away. */
                amount: string;
                highTech: {
                    filings: number;
                    /** @description Yuan; what was added or (negative) taken away. */
                    amount: string;
                };
                techSme: {
                    filings: number;
                    /** @description Yuan; what was added or (negative) taken away. */
                    amount: string;
                };
                both: {
                    filings: number;
                    /** @description Yuan; what was added or (negative) taken away. */
                    amount: string;
                };
                highTechOnly: {
                    filings: number;
                    /** @description Yuan; what was added or (negative) taken away. */
                    amount: string;
                };
                techSmeOnly: {
                    filings: number;
                    /** @description Yuan; what was added or (negative) taken away. */
                    amount: string;
                };
                neither: {
                    filings: number;
                    /** @description Yuan; what was added or (negative) taken away. */
                    amount: string;
                };
                items?: {
                    /** Format: uuid */
                    id: string;
                    number: string;
                    version: number;
                    posting: number | null;
                    filings: number;
                    /** @description Yuan; what was added or (negative) taken away. */
                    amount: string;
                    highTech: {
                        filings: number;
                        /** @description Yuan; what was added or (negative) taken away. */
                        amount: string;
                    };
                    techSme: {
                        filings: number;
                        /** @description Yuan; what was added or (negative) taken away. */
                        amount: string;
                    };
                    both: {
                        filings: number;
                        /** @description Yuan; what was added or (negative) taken away. */
                        amount: string;
                    };
                    highTechOnly: {
                        filings: number;
                        /** @description Yuan; what was added or (negative) taken away. */
                        amount: string;
                    };
                    techSmeOnly: {
                        filings: number;
                        /** @description Yuan; what was added or (negative) taken away. */
                        amount: string;
                    };
                    neither: {
                        filings: number;
                        /** @description Yuan; what was added or (negative) taken away. */
                        amount: string;
                    };
                }[];
            }[];
            now: components["schemas"]["TotalFigures"];
        };
        YearStatement: {
            year: number;
            /** @enum {string} */
            basis: "filed" | "disbursed";
            lang: string;
            closed: boolean;
            /** @description MM-DD: both years are counted up to this day; null: whole years */
            until: string | null;
            sentence: string;
            figures: components["schemas"]["TotalFigures"];
            before: components["schemas"]["TotalFigures"];
            /** @description null when the same period of the year before is zero */
            growthPercent: string | null;
            definition: {
                version: number;
                text: string;
            };
            posting: components["schemas"]["PostingPoint"];
        };
        IssuedCode: {
            /** @description 核验码。 */
            code: string;
            posting: components["schemas"]["LatestPosting"];
        };
        Figure: {
            /** @description 核验码。 */
            code: string;
            docNo: string;
            publishedOn: components["schemas"]["Day"];
            text: string;
            /** @description the query, all defaults filled in */
            query: Record<string, never>;
            /** @description the number of the posting that the figure stands on */
            posting: number;
            registeredAt: components["schemas"]["Instant"];
            head: string;
            /** @description as the answer of GET /totals */
            then: Record<string, never>;
            /** @description as the answer of GET /totals */
            now: Record<string, never>;
            unchanged: boolean;
        };
        FigureList: {
            items: {
                /** @description 核验码。 */
                code: string;
                docNo: string;
                publishedOn: components["schemas"]["Day"];
                text: string;
                /** @description the query, all defaults filled in */
                query: Record<string, never>;
                /** @description the number of the posting that the figure stands on */
                posting: number;
                registeredAt: components["schemas"]["Instant"];
            }[];
            nextCursor: components["schemas"]["NextCursor"];
        };
        Verification: {
            /** @description 核验码。 */
            code: string | null;
            /** @enum {string|null} */
            kind: "figure" | "export" | "print" | "receipt" | null;
            /** Format: date-time */
            at: string | null;
            /** @enum {string} */
            result: "unchanged" | "changed since" | "unknown" | "valid" | "amended" | "voided";
            /** @description Figures of closed years alone; empty for figures of banks, regions or firms. */
            years?: {
                year: number;
                /** @description null: hidden, as it has fewer than three firms, or protects one that has */
                total: {
                    filings?: number;
                    firms?: number;
                    amount?: string;
                } | null;
                parts: {
                    /** @description null: hidden, as it has fewer than three firms, or protects one that has */
                    both: {
                        filings?: number;
                        firms?: number;
                        amount?: string;
                    } | null;
                    /** @description null: hidden, as it has fewer than three firms, or protects one that has */
                    highTechOnly: {
                        filings?: number;
                        firms?: number;
                        amount?: string;
                    } | null;
                    /** @description null: hidden, as it has fewer than three firms, or protects one that has */
                    techSmeOnly: {
                        filings?: number;
                        firms?: number;
                        amount?: string;
                    } | null;
                    /** @description null: hidden, as it has fewer than three firms, or protects one that has */
                    neither: {
                        filings?: number;
                        firms?: number;
                        amount?: string;
                    } | null;
                };
            }[];
            /** @description of a receipt */
            year?: number;
            /** @description of a receipt: the name, masked */
            firm?: string;
        };
        TrailList: {
            items: {
                id: string;
                /** Format: date-time */
                at: string;
                actor: string;
                /** @enum {string} */
                role: "officer" | "auditor" | "firm" | "admin" | "system_admin" | "security_admin" | "audit_admin" | "system";
                action: string;
                reason: string | null;
                requestId: string | null;
                /** @enum {string} */
                type: "filing" | "amendment" | "firm" | "qualification" | "waiting_certificate" | "qualification_kind" | "account" | "session" | "second_factor" | "bank" | "region" | "programme_rule" | "lpr" | "holiday" | "registry" | "signing_key" | "export" | "import" | "closing" | "proof";
                /** @description null for audit administrators where the event is no administration: they see who did what and when */
                recordId: string | null;
                version: number | null;
                /** @description the changed fields as they were; null for a new record */
                before: {
                    [key: string]: unknown;
                } | null;
                /** @description the changed fields as they are; all of them for a new record */
                after: {
                    [key: string]: unknown;
                } | null;
                /** @description the part of the change that is based on filings of another bank */
                restricted: {
                    /** @description as it was */
                    before: {
                        [key: string]: unknown;
                    } | null;
                    /** @description as it is */
                    after: {
                        [key: string]: unknown;
                    } | null;
                } | null;
            }[];
            nextCursor: string | null;
        };
        AccountChangeBody: {
            displayName?: string | null;
            disabled?: boolean | null;
            bankCode?: string | null;
            regions?: string[] | null;
        };
        AmendmentBody: {
            /** @description The fields to change; null clears an optional one. 需更正的字段。 */
            changes: components["schemas"]["AmendmentChanges"];
            reason: string;
        };
        AmendmentChanges: {
            firmName?: string;
            /** @example 430211 */
            regionCode?: string;
            contractNo?: string;
            receiptNo?: string;
            /**
             * @description Yuan as a decimal string, at most two places. 元，十进制字符串。
             * @example 3000000.00
             */
            amount?: string;
            /**
             * @description Per cent a year as a decimal string, 0 to 36, at most four places. 年利率（%）。
             * @example 3.45
             */
            annualRate?: string;
            /**
             * Format: date
             * @example 2024-03-15
             */
            disbursedOn?: string;
            /**
             * Format: date
             * @example 2024-03-15
             */
            dueOn?: string;
            /** @enum {string|null} */
            guarantee?: "credit" | "guaranteed_credit" | null;
            /** @enum {string|null} */
            knowledgeGrade?: "A" | "B" | "C" | "D" | "E" | null;
            purpose?: string | null;
            firstLoan?: boolean | null;
            renewal?: boolean | null;
            renewalOf?: string | null;
            branch?: string | null;
            remarks?: string | null;
        };
        AmountLimitBody: {
            /**
             * @description Yuan as a decimal string, at most two places. 元，十进制字符串。
             * @example 3000000.00
             */
            max: string;
            /** @enum {string} */
            onBreach: "refuse" | "flag";
        };
        CloseBody: {
            /** @enum {string} */
            basis: "filed" | "disbursed";
            note?: string | null;
        };
        CodeBody: {
            /**
             * @description The query parameters of the list or of totals. 与列表查询参数相同。
             * @example {
             *       "year": "2024",
             *       "bank": "ICBC,CCB",
             *       "state": "accepted"
             *     }
             */
            query: {
                [key: string]: string | number | boolean;
            };
        };
        ConfirmBody: {
            /** @enum {string|null} */
            basis?: "filed" | "disbursed" | null;
        };
        ConfirmationBody: {
            /** Format: password */
            code: string;
        };
        EligibleAnyOfLimitBody: {
            statuses: string[];
            /** @enum {string} */
            onBreach: "refuse" | "flag";
        };
        EnrolmentBody: {
            /** Format: password */
            password: string;
        };
        ExportBody: {
            /** @enum {string} */
            what: "filings" | "firms" | "qualifications" | "totals";
            /** @enum {string} */
            format: "csv" | "xlsx";
            /**
             * @description The query parameters of the list or of totals. 与列表查询参数相同。
             * @example {
             *       "year": "2024",
             *       "bank": "ICBC,CCB",
             *       "state": "accepted"
             *     }
             */
            filters?: {
                [key: string]: string | number | boolean;
            } | null;
            /** @enum {string|null} */
            language?: "zh-CN" | "en" | null;
        };
        FigureBody: {
            docNo: string;
            /**
             * Format: date
             * @example 2024-03-15
             */
            publishedOn: string;
            text: string;
            /**
             * @description The query parameters of the list or of totals. 与列表查询参数相同。
             * @example {
             *       "year": "2024",
             *       "bank": "ICBC,CCB",
             *       "state": "accepted"
             *     }
             */
            query: {
                [key: string]: string | number | boolean;
            };
        };
        FilingAcceptance: {
            /** @description Each is accepted or refused on its own, in order. 逐笔同意，互不影响。 */
            ids: components["schemas"]["FilingVersion"][];
            reason?: string | null;
        };
        FilingBatch: {
            /** @description Each is checked as if those before it were filed. The body has at most 2 MiB. 逐条处理，请求体不超过 2 MiB。 */
            items: components["schemas"]["FilingItem"][];
        };
        FilingBody: {
            /**
             * @description Unified social credit code, 18 characters. 统一社会信用代码。
             * @example 91430200000000027W
             */
            uscc: string;
            firmName: string;
            /** @example 430211 */
            regionCode: string;
            contractNo: string;
            receiptNo: string;
            /**
             * @description Yuan as a decimal string, at most two places. 元，十进制字符串。
             * @example 3000000.00
             */
            amount: string;
            /**
             * @description Per cent a year as a decimal string, 0 to 36, at most four places. 年利率（%）。
             * @example 3.45
             */
            annualRate: string;
            /**
             * Format: date
             * @example 2024-03-15
             */
            disbursedOn: string;
            /**
             * Format: date
             * @example 2024-03-15
             */
            dueOn: string;
            /** @enum {string|null} */
            guarantee?: "credit" | "guaranteed_credit" | null;
            /** @enum {string|null} */
            knowledgeGrade?: "A" | "B" | "C" | "D" | "E" | null;
            purpose?: string | null;
            firstLoan?: boolean | null;
            renewal?: boolean | null;
            renewalOf?: string | null;
            branch?: string | null;
            remarks?: string | null;
        };
        FilingCorrection: {
            /**
             * @description Unified social credit code, 18 characters. 统一社会信用代码。
             * @example 91430200000000027W
             */
            uscc?: string;
            firmName?: string;
            /** @example 430211 */
            regionCode?: string;
            contractNo?: string;
            receiptNo?: string;
            /**
             * @description Yuan as a decimal string, at most two places. 元，十进制字符串。
             * @example 3000000.00
             */
            amount?: string;
            /**
             * @description Per cent a year as a decimal string, 0 to 36, at most four places. 年利率（%）。
             * @example 3.45
             */
            annualRate?: string;
            /**
             * Format: date
             * @example 2024-03-15
             */
            disbursedOn?: string;
            /**
             * Format: date
             * @example 2024-03-15
             */
            dueOn?: string;
            /** @enum {string|null} */
            guarantee?: "credit" | "guaranteed_credit" | null;
            /** @enum {string|null} */
            knowledgeGrade?: "A" | "B" | "C" | "D" | "E" | null;
            purpose?: string | null;
            firstLoan?: boolean | null;
            renewal?: boolean | null;
            renewalOf?: string | null;
            branch?: string | null;
            remarks?: string | null;
        };
        FilingDeadlineLimitBody: {
            months?: number | null;
            days?: number | null;
            workingDays?: number | null;
            /** @enum {string} */
            onBreach: "refuse" | "flag";
        };
        FilingItem: {
            /** @example A-000123 */
            clientRef: string;
            /**
             * @description Unified social credit code, 18 characters. 统一社会信用代码。
             * @example 91430200000000027W
             */
            uscc: string;
            firmName: string;
            /** @example 430211 */
            regionCode: string;
            contractNo: string;
            receiptNo: string;
            /**
             * @description Yuan as a decimal string, at most two places. 元，十进制字符串。
             * @example 3000000.00
             */
            amount: string;
            /**
             * @description Per cent a year as a decimal string, 0 to 36, at most four places. 年利率（%）。
             * @example 3.45
             */
            annualRate: string;
            /**
             * Format: date
             * @example 2024-03-15
             */
            disbursedOn: string;
            /**
             * Format: date
             * @example 2024-03-15
             */
            dueOn: string;
            /** @enum {string|null} */
            guarantee?: "credit" | "guaranteed_credit" | null;
            /** @enum {string|null} */
            knowledgeGrade?: "A" | "B" | "C" | "D" | "E" | null;
            purpose?: string | null;
            firstLoan?: boolean | null;
            renewal?: boolean | null;
            renewalOf?: string | null;
            branch?: string | null;
            remarks?: string | null;
        };
        FilingVersion: {
            id: string;
            version: number;
        };
        FirmBody: {
            name: string;
            /** @example 430211 */
            regionCode: string;
            /** @example C3499 */
            industryCode?: string | null;
            reason: string;
        };
        GradeAmountsBody: {
            /**
             * @description Yuan as a decimal string, at most two places. 元，十进制字符串。
             * @example 3000000.00
             */
            A?: string | null;
            /**
             * @description Yuan as a decimal string, at most two places. 元，十进制字符串。
             * @example 3000000.00
             */
            B?: string | null;
            /**
             * @description Yuan as a decimal string, at most two places. 元，十进制字符串。
             * @example 3000000.00
             */
            C?: string | null;
            /**
             * @description Yuan as a decimal string, at most two places. 元，十进制字符串。
             * @example 3000000.00
             */
            D?: string | null;
            /**
             * @description Yuan as a decimal string, at most two places. 元，十进制字符串。
             * @example 3000000.00
             */
            E?: string | null;
        };
        GradeLinesLimitBody: {
            lines: components["schemas"]["GradeAmountsBody"];
            /** @enum {string} */
            onBreach: "refuse" | "flag";
        };
        HolidayBody: {
            /**
             * Format: date
             * @example 2024-03-15
             */
            to?: string | null;
            /** @enum {string} */
            kind: "off" | "working";
            name: string;
            source?: string | null;
            /**
             * Format: date
             * @example 2024-03-15
             */
            checkedUntil?: string | null;
        };
        HolidaysCheckedBody: {
            /**
             * Format: date
             * @example 2024-03-15
             */
            checkedUntil: string;
        };
        ImportCommit: {
            partial?: boolean | null;
            /**
             * @description The codes of all `confirmations` of the import. 逐项确认：导入所列 confirmations 的全部代码。
             * @example [
             *       "TOTAL_DIFFERS"
             *     ]
             */
            confirm?: ("CODE_AS_NUMBER" | "CELL_ERROR" | "FORMULA_WITHOUT_VALUE" | "AMBIGUOUS_DATE" | "DAY_NOT_STATED" | "NOT_YES_OR_NO" | "NOT_AN_AMOUNT" | "NOT_A_RATE" | "AMOUNT_UNIT_DOUBTFUL" | "RATE_DOUBTFUL" | "MERGED_AMOUNT" | "CODE_CONVERTED" | "NOT_STATED" | "NUMBERS_SEVERAL" | "WORD_UNKNOWN" | "GUARANTEE_OUTSIDE" | "CURRENCY_OTHER" | "AMOUNT_SHOWN_OTHERWISE" | "RATE_UNIT_UNKNOWN" | "RATE_OVER_LPR" | "RATE_IN_POINTS" | "AMBIGUOUS_REGION" | "ROW_TOO_LONG" | "ROW_REPEATED" | "ALREADY_FILED" | "RECEIPT_TAKEN" | "NUMBER_TAKEN" | "FILED_BEFORE_DISBURSED" | "KIND_UNKNOWN" | "KIND_DIFFERS" | "FIRM_NOT_FOUND" | "FIRM_AMBIGUOUS" | "FIRMS_BY_NAME" | "DAY_FROM_TITLE" | "PERIOD_MISSING" | "QUALIFICATION_OVERLAPS" | "CERTIFICATE_ELSEWHERE" | "QUALIFICATION_REVOKED" | "REGION_NOT_YOURS" | "NAME_DIFFERS" | "FILE_EMPTY" | "FILE_KIND" | "FILE_OLD_OR_LOCKED" | "FILE_BROKEN" | "FILE_TOO_COMPLEX" | "TOO_MANY_ROWS" | "TOO_MANY_COLUMNS" | "TEXT_ENCODING" | "CSV_QUOTES" | "HEADER_NOT_FOUND" | "UPLOAD_INCOMPLETE" | "UPLOAD_STALLED" | "IMPORT_TIMEOUT" | "INTERRUPTED" | "ROWS_LOST" | "ACCOUNT_GONE" | "ROWS_INVALID" | "UNIT_UNKNOWN" | "UNIT_JUMPED" | "COLUMN_MISSING" | "COLUMN_TWICE" | "SHEETS_NOT_READ" | "SHEETS_HIDDEN" | "SHEETS_REMAIN" | "SHEETS_WITHOUT_HEADINGS" | "TITLE_TAKES_BACK" | "COLUMNS_IGNORED" | "TOTAL_AGREES" | "TOTAL_DIFFERS" | "COUNT_DIFFERS" | "OTHER_TABLE" | "TABLES_BESIDE" | "ROWS_SKIPPED" | "MACROS_IGNORED" | "LINKS_IGNORED" | "SAME_FILE" | "PDF_WITHOUT_TEXT" | "ANNOUNCEMENT_PROPOSAL" | "FIRM_REPEATED" | "CERTIFICATE_UNKNOWN" | "CERTIFICATE_UNCLEAR" | "ROWS_UNDECIDED" | "ROW_UNDECIDED" | "CONFIRMATION_NEEDED" | "CONFIRMATION_MISSING" | "SHEET_UNCLEAR" | "ROWS_BELOW_TOTAL" | "RATES_UNUSUAL" | "ROWS_HIDDEN" | "ROWS_STRUCK" | "ROW_STATUS" | "ROW_LEFT_OUT" | "LIST_REVOKES" | "QUALIFICATION_UNKNOWN" | "SIGNATURE_SKIPPED" | "MENDED_KEPT" | "MENDED_LOST")[] | null;
        };
        ImportCorrection: {
            mapping: components["schemas"]["ImportMapping"];
        };
        ImportMapping: {
            sheet?: string | null;
            headerRow?: number | null;
            /** @enum {string|null} */
            amountUnit?: "yuan" | "thousand" | "wan" | "million" | "yi" | null;
            /**
             * @description Column letter → field, or null for a column that is not used. 列字母 → 字段。
             * @example {
             *       "F": "amount",
             *       "G": null
             *     }
             */
            columns?: {
                [key: string]: "uscc" | "firmName" | "regionCode" | "contractNo" | "receiptNo" | "amount" | "annualRate" | "disbursedOn" | "dueOn" | "guarantee" | "knowledgeGrade" | "purpose" | "firstLoan" | "renewal" | "renewalOf" | "branch" | "remarks" | "kind" | "certificateNo" | "issuedOn" | "year" | "validFrom" | "validTo" | "industryCode" | "reason" | "number" | "filedOn" | "bank" | "formerName" | "decision" | null;
            } | null;
            /**
             * @description Question id → the value of one of its options; null takes an answer back, also a remembered one. 问题 → 所选答案。
             * @example {
             *       "amountUnit": "wan"
             *     }
             */
            answers?: {
                [key: string]: string | null;
            } | null;
        };
        ImportUpload: {
            /** @description The file, .xlsx or .csv; of an announcement also .docx or .pdf. Either this or `text`. 文件。 */
            file?: string;
            /** @description A table pasted from a document, instead of a file. 粘贴的表格文字。 */
            text?: string;
            /** @enum {string} */
            kind: "filings" | "qualifications" | "firms" | "history" | "announcement";
            /** @enum {string|null} */
            mode?: "check" | "commit" | null;
            partial?: boolean | null;
            /**
             * @description ImportMapping as JSON text. 列对应关系（JSON）。
             * @example {"amountUnit":"wan","columns":{"F":"amount"}}
             */
            mapping?: string | null;
            /** @enum {string|null} */
            list?: "high_tech_recognised" | "high_tech_revoked" | "renamed" | "relocated_in" | "tech_sme_listed" | "tech_sme_revoked" | null;
            docNo?: string | null;
            /**
             * Format: date
             * @example 2024-03-15
             */
            announcedOn?: string | null;
            /**
             * Format: date
             * @example 2024-03-15
             */
            issuedOn?: string | null;
            year?: number | null;
            /**
             * Format: date
             * @example 2024-03-15
             */
            effectiveFrom?: string | null;
        };
        LimitsBody: {
            amount?: components["schemas"]["AmountLimitBody"] | null;
            rate?: components["schemas"]["RateLimitBody"] | null;
            term?: components["schemas"]["TermLimitBody"] | null;
            filingDeadline?: components["schemas"]["FilingDeadlineLimitBody"] | null;
            gradeLines?: components["schemas"]["GradeLinesLimitBody"] | null;
            eligibleAnyOf?: components["schemas"]["EligibleAnyOfLimitBody"] | null;
            purposeRequired?: components["schemas"]["PurposeRequiredLimitBody"] | null;
        };
        LoginBody: {
            login: string;
            /** Format: password */
            password: string;
            /** Format: password */
            code?: string | null;
            /** Format: password */
            recoveryCode?: string | null;
            /** @enum {string|null} */
            session?: "token" | "cookie" | null;
        };
        LprBody: {
            /**
             * @description Per cent a year as a decimal string, 0 to 36, at most four places. 年利率（%）。
             * @example 3.45
             */
            oneYear: string;
            /**
             * @description Per cent a year as a decimal string, 0 to 36, at most four places. 年利率（%）。
             * @example 3.45
             */
            fiveYear?: string | null;
            /**
             * Format: date
             * @example 2024-03-15
             */
            checkedUntil?: string | null;
        };
        LprCheckedBody: {
            /**
             * Format: date
             * @example 2024-03-15
             */
            checkedUntil: string;
        };
        NewAccountBody: {
            login: string;
            /** @enum {string} */
            role: "officer" | "auditor" | "firm" | "admin" | "system_admin" | "security_admin" | "audit_admin";
            displayName: string;
            bankCode?: string | null;
            /**
             * @description Unified social credit code, 18 characters. 统一社会信用代码。
             * @example 91430200000000027W
             */
            uscc?: string | null;
            regions?: string[] | null;
        };
        PasswordBody: {
            /** Format: password */
            oldPassword: string;
            /** Format: password */
            newPassword: string;
        };
        PasswordCheckBody: {
            /** Format: password */
            newPassword: string;
        };
        PlaceBody: {
            name: string;
            /**
             * Format: date
             * @example 2024-03-15
             */
            validFrom?: string | null;
            /**
             * Format: date
             * @example 2024-03-15
             */
            validTo?: string | null;
        };
        ProgrammeRuleBody: {
            name: string;
            regionPrefix: string;
            /**
             * Format: date
             * @example 2024-03-15
             */
            validFrom: string;
            /**
             * Format: date
             * @example 2024-03-15
             */
            validTo?: string | null;
            reviewAll?: boolean | null;
            limits: components["schemas"]["LimitsBody"];
        };
        ProofBody: {
            /** Format: password */
            password: string;
            /** Format: password */
            code?: string | null;
            /** Format: password */
            recoveryCode?: string | null;
        };
        PurposeRequiredLimitBody: {
            /** @enum {string} */
            onBreach: "refuse" | "flag";
        };
        QualificationBody: {
            /**
             * Format: date
             * @example 2024-03-15
             */
            validFrom: string;
            /**
             * Format: date
             * @example 2024-03-15
             */
            validTo: string;
            firmName?: string | null;
            /** @example 430211 */
            regionCode?: string | null;
            reason?: string | null;
        };
        QualificationKindBody: {
            nameZh: string;
            nameEn: string;
            shortZh: string;
            shortEn: string;
            numberTitleZh?: string | null;
            numberTitleEn?: string | null;
            numberPattern?: string | null;
            headings?: string[] | null;
            /** @enum {string} */
            validity: "months" | "year" | "stated";
            validityMonths?: number | null;
            position?: number | null;
        };
        RateLimitBody: {
            /** @enum {string} */
            benchmark: "oneYear" | "fiveYear" | "byTerm";
            add?: number | null;
            times?: (string | number) | null;
            /** @enum {string} */
            onBreach: "refuse" | "flag";
        };
        ReasonBody: {
            reason: string;
        };
        RefreshBody: {
            /** Format: password */
            refreshToken?: string | null;
        };
        RefusalBody: {
            reason: string;
        };
        RefusalOfAmendment: {
            reason: string;
        };
        ReopenBody: {
            /** @enum {string|null} */
            basis?: "filed" | "disbursed" | null;
            reason: string;
        };
        RevokeBody: {
            reason: string;
            /**
             * Format: date
             * @example 2024-03-15
             */
            revokedOn?: string | null;
        };
        RowCorrection: {
            /**
             * @description Field → new text of its cell; null empties it. 字段 → 单元格内容。
             * @example {
             *       "amount": "500万元"
             *     }
             */
            values?: {
                [key: string]: string | null;
            } | null;
            /**
             * @description Unified social credit code, 18 characters. 统一社会信用代码。
             * @example 91430200000000027W
             */
            uscc?: string | null;
            skip?: boolean | null;
        };
        TermLimitBody: {
            min?: number | null;
            max?: number | null;
            /** @enum {string} */
            onBreach: "refuse" | "flag";
        };
        WaitingAssignment: {
            /**
             * @description Unified social credit code, 18 characters. 统一社会信用代码。
             * @example 91430200000000027W
             */
            uscc: string;
            /** @example 430211 */
            regionCode?: string | null;
            reason?: string | null;
        };
        WaitingRefusal: {
            reason: string;
        };
        WithdrawalOfAmendment: {
            reason?: string | null;
        };
    };
    responses: {
        /** @description `UNAUTHENTICATED` 未登录 Not signed in; `BAD_CREDENTIALS` 登录失败 Sign-in failed; `REFRESH_INVALID` 刷新令牌无效 Refresh token not valid; `REFRESH_REUSED` 刷新令牌已被使用 Refresh token used before */
        Problem401: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 401;
                    /** @enum {unknown} */
                    code?: "UNAUTHENTICATED" | "BAD_CREDENTIALS" | "REFRESH_INVALID" | "REFRESH_REUSED";
                };
            };
        };
        /** @description `ACCOUNT_LOCKED` 登录暂时锁定 Sign-in locked for now; `TOO_MANY_REQUESTS` 请求过于频繁 Too many requests */
        Problem429: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                /** @description seconds */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 429;
                    /** @enum {unknown} */
                    code?: "ACCOUNT_LOCKED" | "TOO_MANY_REQUESTS";
                };
            };
        };
        /** @description `FORBIDDEN` 没有权限 Not permitted */
        Problem403: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 403;
                    /** @enum {unknown} */
                    code?: "FORBIDDEN";
                };
            };
        };
        /** @description `NOT_FOUND` 未找到 Not found */
        Problem404: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 404;
                    /** @enum {unknown} */
                    code?: "NOT_FOUND";
                };
            };
        };
        /** @description `METHOD_NOT_ALLOWED` 不支持的请求方法 Method not allowed */
        Problem405: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                Allow?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 405;
                    /** @enum {unknown} */
                    code?: "METHOD_NOT_ALLOWED";
                };
            };
        };
        /** @description `VALIDATION_FAILED` 内容有误 Validation failed */
        Problem400: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {unknown} */
                    code?: "VALIDATION_FAILED";
                };
            };
        };
        /** @description `PAYLOAD_TOO_LARGE` 内容过大 Too large */
        Problem413: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 413;
                    /** @enum {unknown} */
                    code?: "PAYLOAD_TOO_LARGE";
                };
            };
        };
        /** @description `UNSUPPORTED_MEDIA_TYPE` 不支持的内容类型 Unsupported media type */
        Problem415: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 415;
                    /** @enum {unknown} */
                    code?: "UNSUPPORTED_MEDIA_TYPE";
                };
            };
        };
        /** @description `PRECONDITION_REQUIRED` 缺少 If-Match If-Match is missing */
        Problem428: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 428;
                    /** @enum {unknown} */
                    code?: "PRECONDITION_REQUIRED";
                };
            };
        };
        /** @description `STALE_VERSION` 记录已被他人修改 Changed by somebody else */
        Problem412: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 412;
                    /** @enum {unknown} */
                    code?: "STALE_VERSION";
                };
            };
        };
        /** @description `STATE_CONFLICT` 当前状态不允许此操作 Not possible in this state; `DUPLICATE_RECEIPT` 借据号重复 Receipt number taken; `QUALIFICATION_OVERLAP` 资质重叠 Qualifications overlap; `CONFLICT` 与现有数据冲突 Conflict */
        Problem409: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 409;
                    /** @enum {unknown} */
                    code?: "STATE_CONFLICT" | "DUPLICATE_RECEIPT" | "QUALIFICATION_OVERLAP" | "CONFLICT";
                };
            };
        };
        /** @description `IDEMPOTENCY_KEY_REUSED` 幂等键已用于其他内容 Idempotency key used for something else */
        Problem422: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 422;
                    /** @enum {unknown} */
                    code?: "IDEMPOTENCY_KEY_REUSED";
                };
            };
        };
        /** @description `INTERNAL` 系统出错 Something went wrong here */
        Problem500: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 500;
                    /** @enum {unknown} */
                    code?: "INTERNAL";
                };
            };
        };
        /** @description `UNAVAILABLE` 服务暂不可用 Unavailable */
        Problem503: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                /** @description seconds */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 503;
                    /** @enum {unknown} */
                    code?: "UNAVAILABLE";
                };
            };
        };
    };
    parameters: {
        /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
        IfMatch: string;
        /** @description Per account and route, kept for 24 hours: the same key and body return the first success again. 幂等键。 */
        IdempotencyKey: string;
    };
    requestBodies: never;
    headers: {
        /** @description The id of this request, also in the log. 请求编号。 */
        RequestId: string;
        /** @description The version of the record, for If-Match. 版本标识。 */
        ETag: string;
        /** @description The path of the new record. 新记录地址。 */
        Location: string;
        /** @description `true` when this is the answer to an earlier request with the same key. 重放的应答。 */
        IdempotentReplayed: "true";
    };
    pathItems: never;
};
export type $defs = Record<string, never>;
export interface operations {
    postAuthLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginBody"];
            };
        };
        responses: {
            /** @description signed in */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description `FORBIDDEN`: the request comes from another origin and requests or sends the cookie */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postAuthRefresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RefreshBody"];
            };
        };
        responses: {
            /** @description the new pair; the old refresh token is no longer valid */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPair"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description `FORBIDDEN`: the request comes from another origin and requests or sends the cookie */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postAuthLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description signed out */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postAuthPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordBody"];
            };
        };
        responses: {
            /** @description changed */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            /** @description `ACCOUNT_LOCKED`: too many wrong old passwords */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postAuthPasswordCheck: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordCheckBody"];
            };
        };
        responses: {
            /** @description the check */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordCheck"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAuthMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the account */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAuthSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the state */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactor"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postAuthSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrolmentBody"];
            };
        };
        responses: {
            /** @description confirm it with a code; until then nothing changes */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactorEnrolment"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            /** @description `STATE_CONFLICT`: a second factor is in use, or none is */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            /** @description `ACCOUNT_LOCKED`: too many wrong passwords or codes */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteAuthSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProofBody"];
            };
        };
        responses: {
            /** @description removed */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            /** @description `STATE_CONFLICT`: a second factor is in use, or none is */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            /** @description `ACCOUNT_LOCKED`: too many wrong passwords or codes */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postAuthSecondFactorConfirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmationBody"];
            };
        };
        responses: {
            /** @description in use; the recovery codes */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            /** @description `STATE_CONFLICT`: a second factor is in use, or none is */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postAuthSecondFactorRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProofBody"];
            };
        };
        responses: {
            /** @description the new codes */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            /** @description `STATE_CONFLICT`: a second factor is in use, or none is */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            /** @description `ACCOUNT_LOCKED`: too many wrong passwords or codes */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAuthSessions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description sessions */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteAuthSessionsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ended, its access tokens included; the own one is signed out */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postAuthSessionsEndOthers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description how many were ended */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndedSessions"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getFilings: {
        parameters: {
            query?: {
                format?: "json" | "csv" | "xlsx";
                limit?: number;
                cursor?: string;
                year?: number;
                month?: number;
                basis?: "filed" | "disbursed";
                /** @description One or several codes, with commas between. 可多选，用逗号分隔。 */
                bank?: string;
                /** @description One or several codes, with commas between. 可多选，用逗号分隔。 */
                region?: string;
                /** @description One or several of: submitted, accepted, returned, withdrawn, voided, with commas between. 可多选，用逗号分隔。 */
                state?: string;
                /** @description Unified social credit code, 18 characters. 统一社会信用代码。 */
                uscc?: string;
                /** @description One or several of: both, highTechOnly, techSmeOnly, neither, with commas between. 可多选，用逗号分隔。 */
                status?: string;
                flagged?: boolean;
                openFlags?: boolean;
                renewal?: boolean;
                filedFrom?: string;
                filedTo?: string;
                disbursedFrom?: string;
                disbursedTo?: string;
                q?: string;
                sort?: "submittedAt" | "filedOn" | "disbursedOn" | "amount" | "stateChangedAt" | "-submittedAt" | "-filedOn" | "-disbursedOn" | "-amount" | "-stateChangedAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description one page; as a file: all of them */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilingPage"];
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFilings: {
        parameters: {
            query?: never;
            header?: {
                /** @description Per account and route, kept for 24 hours: the same key and body return the first success again. 幂等键。 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilingBody"];
            };
        };
        responses: {
            /** @description filed: accepted, or submitted for review */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Filing"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFilingsBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Per account and route, kept for 24 hours: the same key and body return the first success again. 幂等键。 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilingBatch"];
            };
        };
        responses: {
            /** @description the result of each item */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilingBatchResult"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFilingsCheck: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilingBody"];
            };
        };
        responses: {
            /** @description errors, flags and status, as far as they rest on filings of the own bank */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilingCheck"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            /** @description `TOO_MANY_REQUESTS`: too many distinct firms on this day */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getFilingsCounts: {
        parameters: {
            query?: {
                year?: number;
                month?: number;
                basis?: "filed" | "disbursed";
                /** @description One or several codes, with commas between. 可多选，用逗号分隔。 */
                bank?: string;
                /** @description One or several codes, with commas between. 可多选，用逗号分隔。 */
                region?: string;
                /** @description One or several of: submitted, accepted, returned, withdrawn, voided, with commas between. 可多选，用逗号分隔。 */
                state?: string;
                /** @description Unified social credit code, 18 characters. 统一社会信用代码。 */
                uscc?: string;
                /** @description One or several of: both, highTechOnly, techSmeOnly, neither, with commas between. 可多选，用逗号分隔。 */
                status?: string;
                flagged?: boolean;
                openFlags?: boolean;
                renewal?: boolean;
                filedFrom?: string;
                filedTo?: string;
                disbursedFrom?: string;
                disbursedTo?: string;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description filings by state */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilingCounts"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getFilingsById: {
        parameters: {
            query?: {
                /** @description The state that was posted by then: an instant (RFC 3339) or the number of a posting. 数据截至。 */
                asOf?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the filing */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Filing"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    patchFilingsById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["FilingCorrection"];
            };
        };
        responses: {
            /** @description the filing */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Filing"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getFilingsByIdReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the receipt */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getFilingsByIdHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description oldest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilingHistory"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFilingsAccept: {
        parameters: {
            query?: never;
            header?: {
                /** @description Per account and route, kept for 24 hours: the same key and body return the first success again. 幂等键。 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilingAcceptance"];
            };
        };
        responses: {
            /** @description the result of each filing */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilingAcceptanceResult"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFilingsByIdAccept: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the filing */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Filing"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFilingsByIdReturn: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description the filing */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Filing"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFilingsByIdVoid: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description the filing */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Filing"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFilingsByIdWithdraw: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description the filing */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Filing"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getImports: {
        parameters: {
            query?: {
                /** @description One or several of: filings, qualifications, firms, history, announcement, with commas between. 可多选，用逗号分隔。 */
                kind?: string;
                /** @description One or several of: reading, asking, checked, committing, committed, failed, with commas between. 可多选，用逗号分隔。 */
                state?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description one page, the newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postImports: {
        parameters: {
            query?: never;
            header?: {
                /** @description Per account and route, kept for 24 hours: the same key and body return the first success again. 幂等键。 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportUpload"];
            };
        };
        responses: {
            /** @description started; GET the import, or follow its events */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getImportsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the import */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteImportsById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description deleted */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description the import is committing */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    patchImportsById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportCorrection"];
            };
        };
        responses: {
            /** @description started; GET the import, or follow its events */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description not in this state */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postImportsByIdCommit: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ImportCommit"];
            };
        };
        responses: {
            /** @description started; GET the import, or follow its events */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description not in this state */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getImportsByIdEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `event: import` with the Import as `data`, whenever it changes; ends when input is needed or the import is finished */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getImportsByIdRows: {
        parameters: {
            query?: {
                /** @description One or several of: valid, invalid, flagged, filed, new, changed, unchanged, refused, with commas between. 可多选，用逗号分隔。 */
                only?: string;
                /** @description One or several of: exact, folded, certificate, uscc, former_name, ambiguous, unmatched, refused, with commas between. 可多选，用逗号分隔。 */
                match?: string;
                undecided?: boolean;
                from?: number;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description one page, in the order of the sheet */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRowPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getImportsByIdRowsByN: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                n: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the row */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRow"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    patchImportsByIdRowsByN: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                n: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RowCorrection"];
            };
        };
        responses: {
            /** @description the row, checked again */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRow"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description the import is not in the state checked */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getImportsByIdErrors: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description one page, in the order of the sheet */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportErrorPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getImportsByIdErrorsXlsx: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the original rows, invalid cells red, messages as comments */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getImportsTemplatesByTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template: "filings" | "qualifications" | "firms" | "history";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the workbook */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postExports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportBody"];
            };
        };
        responses: {
            /** @description the link; it needs no token */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportLink"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getExportsByToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the file; after an error the connection is closed before its end */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            400: components["responses"]["Problem400"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getTotals: {
        parameters: {
            query?: {
                format?: "json" | "csv" | "xlsx";
                from?: number;
                to?: number;
                /** @description One or several of: year, month, bank, region, status, with commas between. 可多选，用逗号分隔。 */
                by?: string;
                basis?: "filed" | "disbursed";
                /** @description One or several codes, with commas between. 可多选，用逗号分隔。 */
                bank?: string;
                /** @description One or several codes, with commas between. 可多选，用逗号分隔。 */
                region?: string;
                until?: string;
                /** @description The state that was posted by then: an instant (RFC 3339) or the number of a posting. 数据截至。 */
                asOf?: string;
                posted?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description totals; the same table as a file */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Totals"];
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getYearsByYear: {
        parameters: {
            query?: {
                basis?: "filed" | "disbursed";
            };
            header?: never;
            path: {
                year: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the year */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Year"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postYearsByYearClose: {
        parameters: {
            query?: never;
            header?: {
                /** @description Per account and route, kept for 24 hours: the same key and body return the first success again. 幂等键。 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                year: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseBody"];
            };
        };
        responses: {
            /** @description proposed; another auditor closes */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Year"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postYearsByYearCloseConfirm: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                year: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConfirmBody"];
            };
        };
        responses: {
            /** @description the year */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Year"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postYearsByYearReopen: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                year: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenBody"];
            };
        };
        responses: {
            /** @description the year */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Year"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getYearsByYearBridge: {
        parameters: {
            query?: {
                to?: number;
                detail?: boolean;
                basis?: "filed" | "disbursed";
            };
            header?: never;
            path: {
                year: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the answer */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["YearBridge"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getYearsByYearStatement: {
        parameters: {
            query?: {
                lang?: "zh-CN" | "en" | "zh";
                basis?: "filed" | "disbursed";
            };
            header?: never;
            path: {
                year: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the answer */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["YearStatement"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeBody"];
            };
        };
        responses: {
            /** @description print the totals of this posting, with the code */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedCode"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getFigures: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description one page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFigures: {
        parameters: {
            query?: never;
            header?: {
                /** @description Per account and route, kept for 24 hours: the same key and body return the first success again. 幂等键。 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FigureBody"];
            };
        };
        responses: {
            /** @description registered, with its code and answer */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Figure"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getFiguresByCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the figure */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Figure"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getVerifyByCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description what the code stands for, and whether it still holds */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
            400: components["responses"]["Problem400"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getPostingsLatest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the latest posting; 404 when there is none */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LatestPosting"];
                };
            };
            400: components["responses"]["Problem400"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getPostings: {
        parameters: {
            query?: {
                from?: number;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description one page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostingList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getPostingsByNo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                no: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the posting */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Posting"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getFirms: {
        parameters: {
            query?: {
                format?: "json" | "csv" | "xlsx";
                limit?: number;
                cursor?: string;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the visible firms, by code; as a file: all of them */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FirmList"];
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getFirmsByUscc: {
        parameters: {
            query?: {
                on?: string;
                /** @description The state that was posted by then: an instant (RFC 3339) or the number of a posting. 数据截至。 */
                asOf?: string;
            };
            header?: never;
            path: {
                uscc: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the firm */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Firm"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putFirmsByUscc: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                uscc: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FirmBody"];
            };
        };
        responses: {
            /** @description changed; requires If-Match */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Firm"];
                };
            };
            /** @description registered */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Firm"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getFirmsByUsccStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uscc: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the newest 200 visible filings, and totals of accepted ones by year of filedOn */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FirmStatus"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getQualifications: {
        parameters: {
            query?: {
                format?: "json" | "csv" | "xlsx";
                limit?: number;
                cursor?: string;
                /** @description One or several codes, with commas between. 可多选，用逗号分隔。 */
                kind?: string;
                /** @description One or several codes, with commas between. 可多选，用逗号分隔。 */
                region?: string;
                /** @description Unified social credit code, 18 characters. 统一社会信用代码。 */
                uscc?: string;
                current?: boolean;
                on?: string;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description one page; as a file: all of them */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QualificationList"];
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getFirmsByUsccQualificationsByKindByCertificateNo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uscc: string;
                kind: string;
                certificateNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the qualification */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Qualification"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putFirmsByUsccQualificationsByKindByCertificateNo: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                uscc: string;
                kind: string;
                certificateNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QualificationBody"];
            };
        };
        responses: {
            /** @description changed; requires If-Match */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Qualification"];
                };
            };
            /** @description created */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Qualification"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFirmsByUsccQualificationsByKindByCertificateNoRevoke: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                uscc: string;
                kind: string;
                certificateNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeBody"];
            };
        };
        responses: {
            /** @description revoked */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Qualification"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getQualificationsTotals: {
        parameters: {
            query?: {
                on?: string;
                by?: "region";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description distinct firms; by the region in which they are registered */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QualificationTotals"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getCertificatesWaiting: {
        parameters: {
            query?: {
                q?: string;
                /** @description One or several codes, with commas between. 可多选，用逗号分隔。 */
                kind?: string;
                state?: "waiting" | "assigned" | "dropped";
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description one page, the newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingCertificatePage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postCertificatesWaitingByIdAssign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaitingAssignment"];
            };
        };
        responses: {
            /** @description registered for the firm */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingCertificate"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postCertificatesWaitingByIdDrop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaitingRefusal"];
            };
        };
        responses: {
            /** @description it waits no longer */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingCertificate"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getRegions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description by code, past ones included; without `limit` all of them */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaceInForceList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getBanks: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description by code, past ones included; without `limit` all of them */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaceInForceList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getProgrammeRules: {
        parameters: {
            query?: {
                on?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description every limit by name; null is “not set” */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleInForceList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getQualificationKinds: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them, in the order in which they are shown */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QualificationKindList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getTrail: {
        parameters: {
            query?: {
                type?: "filing" | "amendment" | "firm" | "qualification" | "waiting_certificate" | "qualification_kind" | "account" | "session" | "second_factor" | "bank" | "region" | "programme_rule" | "lpr" | "holiday" | "registry" | "signing_key" | "export" | "import" | "closing" | "proof";
                id?: string;
                actor?: string;
                /** @description An instant (RFC 3339) or a Shanghai day, included. 时刻或日期（含）。 */
                from?: string;
                /** @description An instant (RFC 3339) or a Shanghai day, included. 时刻或日期（含）。 */
                to?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description events */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrailList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAccessLog: {
        parameters: {
            query?: {
                /** @description One or several of: sign_in, refused, foreign, export, check, look, with commas between. 可多选，用逗号分隔。 */
                kind?: string;
                actor?: string;
                /** @description One or several codes, with commas between. 可多选，用逗号分隔。 */
                bank?: string;
                address?: string;
                object?: string;
                /** @description An instant (RFC 3339) or a Shanghai day, included. 时刻或日期（含）。 */
                from?: string;
                /** @description An instant (RFC 3339) or a Shanghai day, included. 时刻或日期（含）。 */
                to?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description entries */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessLogList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAdminAccounts: {
        parameters: {
            query?: {
                q?: string;
                awaiting?: boolean;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description accounts */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postAdminAccounts: {
        parameters: {
            query?: never;
            header?: {
                /** @description Per account and route, kept for 24 hours: the same key and body return the first success again. 幂等键。 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccountBody"];
            };
        };
        responses: {
            /** @description created; a repetition with the same Idempotency-Key does not return the one-time password again. Where the role takes two people there is none yet, and the account is disabled until it is confirmed */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewAccount"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAdminAccountsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the account */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    patchAdminAccountsById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AccountChangeBody"];
            };
        };
        responses: {
            /** @description changed, with immediate effect on open sessions */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postAdminAccountsByIdUnlock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description unlocked */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postAdminAccountsByIdResetPassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the account and its one-time password, which is not returned again; where the role takes two people, whoever confirms gets it */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewAccount"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postAdminAccountsByIdResetSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description removed, or there was none */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAdminDuties: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the duties, as they are for the caller */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duties"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postAdminAccountsByIdConfirm: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description confirmed, with the one-time password of a new account or a new password */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewAccount"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postAdminAccountsByIdRefuse: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefusalBody"];
            };
        };
        responses: {
            /** @description given up; a new account stays disabled */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAdminBanks: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description by code; without `limit` all of them */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaceList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putAdminBanksByCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaceBody"];
            };
        };
        responses: {
            /** @description changed */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Place"];
                };
            };
            /** @description entered */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Place"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAdminRegions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description by code; without `limit` all of them */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaceList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putAdminRegionsByCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaceBody"];
            };
        };
        responses: {
            /** @description changed */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Place"];
                };
            };
            /** @description entered */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Place"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAdminProgrammeRules: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description by code; without `limit` all of them */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgrammeRuleList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putAdminProgrammeRulesByCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProgrammeRuleBody"];
            };
        };
        responses: {
            /** @description changed */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgrammeRule"];
                };
            };
            /** @description entered */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgrammeRule"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAdminLpr: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description by date; without `limit` all of them */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LprTable"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putAdminLpr: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LprCheckedBody"];
            };
        };
        responses: {
            /** @description all rates */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LprTable"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putAdminLprByDate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LprBody"];
            };
        };
        responses: {
            /** @description changed */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lpr"];
                };
            };
            /** @description entered */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lpr"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAdminHolidays: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description by date; without `limit` all of them */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HolidayTable"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putAdminHolidays: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HolidaysCheckedBody"];
            };
        };
        responses: {
            /** @description all holidays */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HolidayTable"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putAdminHolidaysByDate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HolidayBody"];
            };
        };
        responses: {
            /** @description changed */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Holiday"];
                };
            };
            /** @description entered */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Holiday"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAdminQualificationKinds: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them, in the order in which they are shown */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QualificationKindList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putAdminQualificationKindsByCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QualificationKindBody"];
            };
        };
        responses: {
            /** @description changed */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QualificationKind"];
                };
            };
            /** @description entered */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QualificationKind"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getFilingsByIdAmendments: {
        parameters: {
            query?: {
                /** @description One or several of: proposed, accepted, refused, withdrawn, with commas between. 可多选，用逗号分隔。 */
                state?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description one page, the newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AmendmentPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFilingsByIdAmendments: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Per account and route, kept for 24 hours: the same key and body return the first success again. 幂等键。 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AmendmentBody"];
            };
        };
        responses: {
            /** @description proposed; the old values count until it is accepted */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Amendment"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAmendments: {
        parameters: {
            query?: {
                /** @description One or several of: proposed, accepted, refused, withdrawn, with commas between. 可多选，用逗号分隔。 */
                state?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description one page, the newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AmendmentPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAmendmentsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the amendment */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Amendment"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postAmendmentsByIdAccept: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description accepted; still proposed after the first of two acceptances */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Amendment"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postAmendmentsByIdRefuse: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefusalOfAmendment"];
            };
        };
        responses: {
            /** @description the amendment */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Amendment"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postAmendmentsByIdWithdraw: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["WithdrawalOfAmendment"];
            };
        };
        responses: {
            /** @description the amendment */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Amendment"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
}
