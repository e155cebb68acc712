/**
 * Knows the devices that have signed in with a login, by a signed cookie (OWASP, "Slow Down Online Guessing Attacks with
 * Device Cookies"). It opens nothing: failed sign-ins from such a device are counted apart, so that guesses from many
 * other addresses do not lock it out.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { DEVICE_KNOWN_DAYS } from '../../domain/limits.ts';
import { COOKIE_PATH, cookieValue } from './cookie.ts';

const NAME = 'zhidai_device';
const VALUE = /^([A-Za-z0-9_-]{22})\.([0-9]{10})\.([A-Za-z0-9_-]{43})$/;
const ID_BYTES = 16;
const LIFETIME_SECONDS = DEVICE_KNOWN_DAYS * 86_400;

export interface Devices {
  /** The id of the device, if its cookie is of this login and has not expired; else null. */
  known(cookies: string | undefined, loginKey: string, at: Date): string | null;
  /** A value of Set-Cookie for a device that has signed in. A known device keeps its id. */
  cookieFor(device: string | null, loginKey: string, at: Date): string;
}

/** @param secret signs the cookies */
export function createDevices(secret: Buffer, secure: boolean): Devices {
  const sign = (id: string, expires: string, loginKey: string): Buffer =>
    createHmac('sha256', secret).update(`${id}.${expires}.${loginKey}`).digest();
  return {
    known(cookies, loginKey, at) {
      const match = VALUE.exec(cookieValue(cookies, NAME) ?? '');
      if (match === null) return null;
      const [, id = '', expires = '', mac = ''] = match;
      if (Number(expires) * 1000 <= at.getTime()) return null;
      return timingSafeEqual(Buffer.from(mac, 'base64url'), sign(id, expires, loginKey)) ? id : null;
    },
    cookieFor(device, loginKey, at) {
      const id = device ?? randomBytes(ID_BYTES).toString('base64url');
      const expires = String(Math.floor(at.getTime() / 1000) + LIFETIME_SECONDS);
      const value = `${id}.${expires}.${sign(id, expires, loginKey).toString('base64url')}`;
      return `${NAME}=${value}; Path=${COOKIE_PATH}; Max-Age=${LIFETIME_SECONDS}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
    },
  };
}
