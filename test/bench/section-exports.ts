import { connect } from 'node:net';
import { latencyOf, round, type Latency } from './figures.ts';
import { HttpConnection } from './http-load.ts';
import type { Bench } from './bench.ts';

export interface ExportFigures {
  readonly seconds: number;
  readonly firstByteMs: number;
  /** As it was sent, with the marks of its chunks. */
  readonly megabytes: number;
  /** The most memory that the registry's process held; null where the platform does not tell. */
  readonly peakMb: number | null;
  /** One client who asks for a page of a list all the while. */
  readonly meanwhile: Latency;
}

const LAST_CHUNK = '0\r\n\r\n';

/** All filings as a file, each format by itself, taken as fast as they come. */
export async function measureExports(bench: Bench): Promise<Record<string, ExportFigures>> {
  const figures: Record<string, ExportFigures> = {};
  for (const format of ['csv', 'xlsx']) figures[format] = await measureFormat(bench, format);
  return figures;
}

async function measureFormat({ service, bankSide }: Bench, format: string): Promise<ExportFigures> {
  const forgets = service.forgetPeak();
  const other = await HttpConnection.open(service.port);
  const latencies: number[] = [];
  let over = false;
  const asking = (async () => {
    while (!over) {
      const sent = performance.now();
      const { status, body } = await other.send(bankSide.get('auditor', '/filings?limit=50'));
      if (status !== 200) throw new Error(`a list was answered ${status}: ${body.slice(0, 500)}`);
      latencies.push(performance.now() - sent);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  const taken = await download(service.port, bankSide.get('auditor', `/filings?format=${format}`)).finally(() => {
    over = true;
  });
  await asking;
  other.close();
  return { ...taken, peakMb: forgets ? service.peakMb() : null, meanwhile: latencyOf(latencies) };
}

/** Takes a chunked answer to its end. @throws Error when it is cut off, or is no success */
function download(
  port: number,
  request: string,
): Promise<Pick<ExportFigures, 'seconds' | 'firstByteMs' | 'megabytes'>> {
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
