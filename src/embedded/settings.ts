/**
 * PostgreSQL settings of the embedded server. They may be changed from version to version: a running server with other
 * settings is restarted.
 */
import { statfsSync } from 'node:fs';
import { totalmem } from 'node:os';

export interface ListenAddress {
  /** Folder of the Unix socket; 127.0.0.1 on Windows. */
  host: string;
  port: number;
}

/** Sized for one registry that shares a machine with its application. All other settings have PostgreSQL's defaults. */
const baseSettings: Readonly<Record<string, string>> = {
  max_connections: '100',
  work_mem: '32MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  max_locks_per_transaction: '128',
  // There is no replication.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  password_encryption: 'scram-sha-256',
  unix_socket_permissions: '0600',
  // One file per weekday, overwritten a week later. roles.ts excludes the errors of the application's statements.
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
  log_checkpoints: 'off',
  // The log contains no rows and no values of statements.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

/**
 * The command-line arguments of `postgres`. Settings are arguments rather than lines of postgresql.conf, so that they
 * belong to the version of the program and not to the data folder.
 */
export function serverArguments(
  cluster: string,
  address: ListenAddress,
  settings: Readonly<Record<string, string>>,
): string[] {
  const sockets = process.platform !== 'win32';
  const all: Record<string, string> = {
    ...baseSettings,
    shared_buffers: `${sharedBuffersMb(availableMemory())}MB`,
    ...(smallSharedMemory() ? { dynamic_shared_memory_type: 'mmap' } : {}),
    ...settings,
    port: String(address.port),
    listen_addresses: sockets ? '' : address.host,
    unix_socket_directories: sockets ? address.host : '',
  };
  return ['-D', cluster, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** An eighth of the memory, between 128 MB and 1 GB. @param bytes memory of the machine or of the container */
export function sharedBuffersMb(bytes: number): number {
  return Math.min(1024, Math.max(128, Math.floor(bytes / 8 / 1024 ** 2)));
}

function availableMemory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/** In containers /dev/shm has 64 MB by default; a parallel query that needs more fails. */
function smallSharedMemory(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const { bsize, blocks } = statfsSync('/dev/shm');
    return bsize * blocks < 512 * 1024 * 1024;
  } catch {
    return true;
  }
}
