/** Bench section: downloading all filings as a file, and what a reader of a list notices meanwhile. */
import { connect } from 'node:net';
import type { Bench } from './bench.ts';
import { round, type Latency } from './figures.ts';
import { listingAuditor, withBackgroundClients } from './background.ts';
import type { Section } from './section.ts';

export interface ExportFigures {
  readonly seconds: number;
  readonly firstByteMs: number;
  /** As sent, with the sizes of the chunks. */
  readonly megabytes: number;
  readonly listMeanwhile: Latency;
}

const LAST_CHUNK = '0\r\n\r\n';

/** All filings as a file, each format by itself, read as fast as it comes. */
export const exportsSection: Section<Record<string, ExportFigures>> = {
  async measure(bench) {
    return { csv: await measureFormat(bench, 'csv'), xlsx: await measureFormat(bench, 'xlsx') };
  },

  tables: (formats) => [
    {
      title: 'All filings as a file',
      heads: ['format', 'seconds', 'first byte, ms', 'MB', 'meanwhile: a list, p50 ms', 'p99 ms'],
      rows: Object.entries(formats).map(([format, one]) => [
        format,
        one.seconds,
        one.firstByteMs,
        one.megabytes,
        one.listMeanwhile.p50Ms,
        one.listMeanwhile.p99Ms,
      ]),
    },
  ],

  targets: () => [],
};

async function measureFormat(bench: Bench, format: string): Promise<ExportFigures> {
  const { service, requests } = bench;
  const { result, latencies } = await withBackgroundClients(service.port, { list: listingAuditor(bench) }, () =>
    download(service.port, requests.get('auditor', `/filings?format=${format}`)),
  );
  return { ...result, listMeanwhile: latencies.list };
}

/** Reads a chunked answer to its end. @throws Error when it is cut off, or no success */
function download(port: number, request: string): Promise<Omit<ExportFigures, 'listMeanwhile'>> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request.replace('Accept: application/json\r\n', '')));
    const started = performance.now();
    let [bytes, firstByteMs, end] = [0, 0, ''];
    socket.on('data', (chunk) => {
      if (bytes === 0) {
        firstByteMs = performance.now() - started;
        const head = chunk.toString('latin1', 0, 300);
        if (!head.startsWith('HTTP/1.1 200')) reject(new Error(`an export was answered ${head}`));
      }
      bytes += chunk.length;
      end = (end + chunk.toString('latin1', Math.max(0, chunk.length - LAST_CHUNK.length))).slice(-LAST_CHUNK.length);
      if (end !== LAST_CHUNK) return;
      socket.destroy();
      resolve({
        seconds: round((performance.now() - started) / 1000, 1),
        firstByteMs: round(firstByteMs, 0),
        megabytes: round(bytes / 1e6, 1),
      });
    });
    socket.on('error', reject).on('close', () => reject(new Error('an export was cut off')));
  });
}
