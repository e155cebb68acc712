/**
 * Words for other currencies than the yuan. The registry takes yuan only; a currency may be added here to be named in the
 * refusal.
 */

/** As of 2026-11-30. Longer words stand before words that they contain. */
const CHINESE =
  /美元|美金|美圆|欧元|欧圆|日元|日圆|日币|英镑|港元|港币|港圆|港幣|澳门元|澳门币|澳大利亚元|澳元|澳币|加拿大元|加元|加币|新加坡元|新加坡币|新台币|新台幣|台币|新元|新币|韩元|韩圆|韩币|瑞士法郎|瑞郎|法郎|卢布|泰铢|卢比|林吉特|马币|越南盾|(?<!本)外币|外汇|原币/;
const CODES = 'USD|EUR|GBP|HKD|JPY|AUD|CAD|SGD|CHF|KRW|MOP|TWD|NTD|RUB|THB|NZD|INR|MYR|VND|SEK|NOK|DKK';
const CODE = new RegExp(`(?<![A-Za-z])(?:${CODES})(?![A-Za-z])|(?<![A-Z])(?:${CODES})(?![A-Z])`);
const LOWER_CODE = new RegExp(`(?<![a-z])(?:${CODES.toLowerCase()})(?![a-z])`);
const WORD = /(?<![a-z])(?:dollars?|euros?|pounds?(?: sterling)?|yens?|francs?|rubles?|foreign currency)(?![a-z])/i;
const SIGN = /US\$|HK\$|NT\$|[ACS]\$|[$€£₩₽฿₹₫]/i;
const PATTERNS = [CHINESE, CODE, LOWER_CODE, WORD, SIGN];

/** The other currency that a text names, as it is written there; null if it names none. */
export function otherCurrencyIn(text: string): string | null {
  const narrow = text.normalize('NFKC');
  const spaceless = narrow.replace(/\s/gu, '');
  for (const pattern of PATTERNS) {
    const found = pattern.exec(pattern === CHINESE ? spaceless : narrow)?.[0];
    if (found !== undefined) return found;
  }
  return null;
}

const YUAN = /^(?:人民币元?|本币|元|人民幣|RMB|CNY|CNH|YUAN|RENMINBI|156|0{0,2}1|[¥￥])$/;

/** The other currency in a cell of a column of currencies: whatever is not the yuan. */
export function otherCurrencyInCell(text: string): string | null {
  const words = text
    .normalize('NFKC')
    .toUpperCase()
    .split(/[^\p{L}\p{N}\p{Sc}]+/u);
  return words.every((word) => word === '' || YUAN.test(word)) ? null : (otherCurrencyIn(text) ?? text.trim());
}
