/**
 * Pinyin initials of firms, stored with each firm for searching. After a change of the rule the stored initials must be
 * computed again.
 */
import { pinyin } from 'pinyin-pro';

/**
 * The pinyin initials of a firm's name in upper case, with Latin letters and digits unchanged: 株洲3D打印 → ZZ3DDY. A
 * character with several readings takes that of its word (重庆 C, 重工 Z), else the commonest one. Surname readings are
 * not preferred, as names of firms begin with places.
 */
export function initialsOf(name: string): string {
  return pinyin(name.normalize('NFKC'), { pattern: 'first', toneType: 'none', type: 'array' })
    .join('')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
}
