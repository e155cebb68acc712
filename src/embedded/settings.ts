import { statfsSync } from 'node:fs';
import { totalmem } from 'node:os';

/** Where the server listens. */
export interface Listening {
  host: string;
  port: number;
}

/** Sized for one registry on one machine beside its application; everything else stays as PostgreSQL has it. */
const usual: Readonly<Record<string, string>> = {
  max_connections: '100',
  work_mem: '32MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  max_locks_per_transaction: '128',
  // Nothing replicates from this server, so its log need not carry what only a replica reads.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  password_encryption: 'scram-sha-256',
  unix_socket_permissions: '0600',
  // One file per weekday, begun afresh a week later; roles.ts keeps the application's own errors out of it.
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
  log_checkpoints: 'off',
  // The log holds no row and no value of a statement.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

/** The arguments of `postgres`. Being arguments, they follow the program's version rather than that of the folder. */
export function serverArguments(cluster: string, at: Listening, settings: Readonly<Record<string, string>>): string[] {
  const sockets = process.platform !== 'win32';
  const all: Record<string, string> = {
    ...usual,
    shared_buffers: `${sharedBuffersMb(availableMemory())}MB`,
    ...(smallSharedMemory() ? { dynamic_shared_memory_type: 'mmap' } : {}),
    ...settings,
    port: String(at.port),
    listen_addresses: sockets ? '' : at.host,
    unix_socket_directories: sockets ? at.host : '',
  };
  return ['-D', cluster, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** An eighth of the memory, from 128 MB to 1 GB. @param bytes of the machine, or of its share of one */
export function sharedBuffersMb(bytes: number): number {
  return Math.min(1024, Math.max(128, Math.floor(bytes / 8 / 1024 ** 2)));
}

function availableMemory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/** Containers give /dev/shm 64 MB by default, and a parallel query that wants more of it fails. */
function smallSharedMemory(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const { bsize, blocks } = statfsSync('/dev/shm');
    return bsize * blocks < 512 * 1024 * 1024;
  } catch {
    return true;
  }
}
