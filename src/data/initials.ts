import { pinyin } from 'pinyin-pro';

/**
 * The pinyin initials of a firm's name in upper case, Latin letters and digits as they are: 株洲3D打印 → ZZ3DDY. A
 * character of several readings takes that of the word it stands in (重庆 C, 重工 Z), else its commonest one; names of
 * firms begin with places, so readings that only surnames have are not preferred.
 */
export function initialsOf(name: string): string {
  return pinyin(name.normalize('NFKC'), { pattern: 'first', toneType: 'none', type: 'array' })
    .join('')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
}
