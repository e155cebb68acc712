import { expect } from 'chai';
import ExcelJS from 'exceljs';
import type { Client } from './client.ts';

export interface Download {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** Requests a file, in Chinese unless `headers` say otherwise. */
export async function download(client: Client, path: string, headers: Record<string, string> = {}): Promise<Download> {
  const response = await fetch(`${client.url}${path.startsWith('/api/') ? '' : '/api/v1'}${path}`, {
    headers: {
      'Accept-Language': 'zh-CN',
      ...(client.token ? { Authorization: `Bearer ${client.token()}` } : {}),
      ...headers,
    },
  });
  return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
}

/** Downloads a workbook and reads it. */
export async function downloadWorkbook(
  client: Client,
  path: string,
  headers: Record<string, string> = {},
): Promise<ExcelJS.Workbook> {
  const { status, body, headers: got } = await download(client, path, headers);
  expect(status, body.toString().slice(0, 300)).to.equal(200);
  expect(got.get('content-type')).to.equal(XLSX);
  return readWorkbook(body);
}

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export async function readWorkbook(content: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(content as never);
  return workbook;
}
