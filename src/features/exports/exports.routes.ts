/** Routes of one-time download links, with which a browser can save a file without sending its access token. */
import type { Db } from '../../data/database.ts';
import type { Downloads } from '../../http/downloads.ts';
import type { Exportables } from '../../http/feature.ts';
import { transactionRoute, publicRoute, type Route } from '../../http/route.ts';
import { XLSX } from '../../sheets/workbook.ts';
import { exportBodyOf, type ExportBody } from './exports.dto.ts';
import { downloadByLink, createLink } from './exports.service.ts';

export interface ExportDeps {
  readonly db: Db;
  readonly downloads: Downloads;
  readonly exportables: Exportables;
}

export function exportRoutes({ db, downloads, exportables }: ExportDeps): Route[] {
  return [
    transactionRoute<unknown, ExportBody>({
      method: 'POST',
      path: '/api/v1/exports',
      permission: 'export.create',
      action: 'export.create',
      tag: 'exports',
      summary: 'Create a link for one download of a table within a minute 生成一次性下载链接',
      body: exportBodyOf(Object.keys(exportables)),
      answers: { 201: { description: 'the link; it needs no token', schema: 'ExportLink' } },
      async handle(tx, actor, incoming) {
        const link = await createLink(tx, actor, incoming.body(), exportables, incoming);
        return { status: 201, body: link, headers: { Location: link.url } };
      },
    }),
    publicRoute({
      method: 'GET',
      path: '/api/v1/exports/:token',
      tag: 'exports',
      summary: 'Download the file of a link, once, with the rights of the account that created it 凭链接下载',
      answers: {
        200: {
          description: 'the file; after an error the connection is closed before its end',
          content: 'text/csv',
          also: [XLSX],
        },
      },
      handle: (incoming) => downloadByLink(db, downloads, exportables, incoming),
    }),
  ];
}
