/** Words that stand in a cell instead of its value. Words may be added that are never a name or number themselves. */
import { valueText } from '../cell.ts';
import { wordKey, wordList } from './word-list.ts';

const AS_OF = '2026-11-30';

/** `none`: there is no value. `missing`: there is one, but the cell does not state it. */
const LIST = wordList<'none' | 'missing'>(AS_OF, [
  [
    'none',
    '无 没有 暂无 尚无 不适用 不涉及 空 空白 无编号 暂无编号 未评级 未评 未评定 未参评 暂未评级 无评级 无等级 NA N/A N.A. NULL NONE NIL',
  ],
  [
    'missing',
    `同上 同上行 上同 同前 同左 同右 〃 々 待补 待补充 待补录 待补齐 待补填 后补 后续补充 待定 待填 待填写 待录入 待提供 待核 待核实 待核对
     待确认 待查 待办 待出 待生成 待分配 未出 未生成 未填 未填写 未提供 未知 不详 不明 略 见附件 详见附件 见附表 详见附表 见附页 见备注
     见合同 见上 同上笔 同上一笔 同上一行 同上列 同上栏 同上企业 与上同 与上相同 与上行相同 与上行同 同第一行 同前行 待后补 补录 补录中 系统生成
     待系统生成 自动生成 未编号 未签 未签订 未取得 不清楚 另附 另行提供 TBD TBA TBC UNKNOWN PENDING DITTO IDEM`,
  ],
]);

const MARKS_ONLY = /^[^\p{L}\p{N}]+$/u;
const DITTO_MARKS = /^(?:["”“〃]|''|,,)+$/;

/** Whether a cell holds a placeholder, and which; null for anything else. Marks alone, such as / and —, stand for no value. */
export function placeholderOf(text: string): 'none' | 'missing' | null {
  const trimmed = valueText({ text }) ?? '';
  if (DITTO_MARKS.test(trimmed)) return 'missing';
  if (MARKS_ONLY.test(trimmed)) return 'none';
  const key = wordKey(trimmed);
  return LIST.meanings.get(key) ?? LIST.meanings.get(key.replace(/^[([【](.*)[)\]】]$/, '$1')) ?? null;
}

/** Zeros, or crosses in their place, are no number of anything. */
export const isNoNumber = (text: string): boolean => /^(?:0+|X{2,})$/.test(wordKey(text));
