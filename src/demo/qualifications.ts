/**
 * Plans the qualifications of the firms: when they are published, entered and sometimes revoked. Late entries are
 * intended, as they change the status of loans filed before.
 */
import { addDays, addMonths, yearOf, type Day } from '../domain/values/day.ts';
import { officeHour, workingDayFrom } from './calendar.ts';
import { FIRM_COUNT, type DemoFirm } from './firms.ts';
import type { Random } from './random.ts';
import type { StoryEvent } from './story.ts';

/** The day on which the registry starts and older lists are entered. */
export const OPENED_ON: Day = '2021-01-04';

/** Issue dates of the yearly batches of high-tech certificates; later years use 5 November. */
const HIGH_TECH_BATCHES: Readonly<Record<number, Day>> = {
  2018: '2018-08-20',
  2019: '2019-09-05',
  2020: '2020-09-11',
  2021: '2021-09-18',
  2022: '2022-10-18',
  2023: '2023-10-16',
  2024: '2024-11-01',
  2025: '2025-10-28',
  2026: '2026-10-20',
};
/** Days on which technology SMEs are listed, with weights: few in spring, most from July to October. */
const SME_BATCHES = [
  ['04-28', 1],
  ['06-25', 2],
  ['07-30', 3],
  ['08-28', 3],
  ['09-27', 3],
  ['10-24', 2],
] as const;

type Entry = Extract<StoryEvent, { type: 'qualification' }>;

/** Plans the entry of qualifications, weeks or months after their publication, and revocations. */
export function planQualifications(firms: readonly DemoFirm[], today: Day, random: Random): StoryEvent[] {
  const entries = firms.flatMap((firm, place) => [
    ...(firm.lists.includes('high_tech') ? highTech(firm, place, today, random) : []),
    ...(firm.lists.includes('tech_sme') ? techSme(firm, place, today, random) : []),
  ]);
  return [...entries, ...revocations(entries, random)];
}

function highTech(firm: DemoFirm, place: number, today: Day, random: Random): Entry[] {
  const entries: Entry[] = [];
  for (
    let year = random.weighted([
      [2018, 3],
      [2019, 4],
      [2020, 4],
      [2021, 3],
      [2022, 2],
      [2023, 2],
      [2024, 1],
    ]);
    year <= yearOf(today);
    year += 3
  ) {
    const issuedOn = HIGH_TECH_BATCHES[year] ?? `${year}-11-05`;
    const serial = String(serialOf(place, random.below(40))).padStart(4, '0');
    entries.push(
      entry(
        firm,
        'high_tech',
        `GR${year}4300${serial}`,
        issuedOn,
        addDays(addMonths(issuedOn, 36), -1),
        random.between(25, 100),
        `湖南省${year}年高新技术企业认定名单`,
        random,
      ),
    );
    // Some are not renewed after three years; half of those are certified again a year later.
    if (random.chance(0.14)) {
      if (random.chance(0.5)) return entries;
      year += 1;
    }
  }
  return entries;
}

function techSme(firm: DemoFirm, place: number, today: Day, random: Random): Entry[] {
  const entries: Entry[] = [];
  for (let year = random.between(2019, 2022); year <= yearOf(today); year += 1) {
    if (random.chance(0.09)) continue;
    const listedOn: Day = `${year}-${random.weighted(SME_BATCHES)}`;
    const number = `${year}${firm.regionCode}${random.pick(['0', 'A'])}8${String(serialOf(place, random.below(8000))).padStart(6, '0')}`;
    entries.push(
      entry(
        firm,
        'tech_sme',
        number,
        listedOn,
        `${year + 1}-03-31`,
        random.between(5, 40),
        `${year}年科技型中小企业入库公告`,
        random,
      ),
    );
  }
  return entries;
}

/** A serial number that is unique in its batch. @param place index of the firm @param block any number */
const serialOf = (place: number, block: number): number => block * FIRM_COUNT + place + 1;

/** @param lag days from the start of validity to the entry; one entry in fifteen is much later */
function entry(
  firm: DemoFirm,
  kind: string,
  certificateNo: string,
  validFrom: Day,
  validTo: Day,
  lag: number,
  reason: string,
  random: Random,
): Entry {
  const found = addDays(validFrom, random.chance(0.07) ? lag + random.between(60, 180) : lag);
  const first = firm.registeredOn === null ? OPENED_ON : addDays(firm.registeredOn, 1);
  const at = officeHour(workingDayFrom(found < first ? first : found), random);
  return { at, type: 'qualification', firm, kind, certificateNo, validFrom, validTo, reason };
}

/** Plans a few revocations, some of them from the start of validity. */
function revocations(entries: readonly Entry[], random: Random): StoryEvent[] {
  const choose = (kind: string, count: number): Entry[] =>
    random.shuffled(entries.filter((entry) => entry.kind === kind && entry.validFrom > '2021-06-01')).slice(0, count);
  const revoke = (
    { firm, kind, certificateNo, validFrom, validTo, at }: Entry,
    fromStart: boolean,
    reason: string,
  ): StoryEvent => {
    const day = workingDayFrom(
      addDays(validFrom, kind === 'high_tech' ? random.between(300, 700) : random.between(90, 150)),
    );
    const instant = officeHour(day, random);
    const revokedAt = instant > at ? instant : new Date(at.getTime() + 86_400_000);
    const within = addDays(day, -random.between(10, 40));
    return {
      at: revokedAt,
      type: 'revocation',
      uscc: firm.uscc,
      kind,
      certificateNo,
      reason,
      revokedOn: fromStart ? null : within > validTo ? validTo : within,
    };
  };
  const [cancelled = [], ended = [], techSmes = []] = [
    choose('high_tech', 6).slice(0, 2),
    choose('high_tech', 12).slice(6, 9),
    choose('tech_sme', 4),
  ];
  const chosen = new Set<Entry>();
  const once = (list: readonly Entry[]): Entry[] => list.filter((entry) => !chosen.has(entry) && chosen.add(entry));
  return [
    ...once(cancelled).map((entry) => revoke(entry, true, '认定机构公告：自认定之日起取消高新技术企业资格')),
    ...once(ended).map((entry) => revoke(entry, false, '认定机构公告：发生重大变化，取消高新技术企业资格')),
    ...once(techSmes).map((entry, index) =>
      revoke(entry, index < 2, index < 2 ? '入库登记编号被撤销' : '入库后抽查不符合条件，自公告之日起撤销'),
    ),
  ];
}
