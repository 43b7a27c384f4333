import type { HistoryColumn, LinkHistoryColumns } from '../../core/index.js';
import type { RoomFacts, RoomLink } from '../internal/link/room-link.js';
import { isOfLanguage, type TextKey } from '../internal/localization/index.js';

type Link = RoomLink<RoomFacts>;

/** What is drawn as one graph: how it arrives, and, where that is known, how it arrives at the other side. */
export interface Measure {
  readonly name: TextKey;
  readonly received: HistoryColumn;
  readonly sent: HistoryColumn | null;
  /** The least that the top of the graph is: what is small shall look small. */
  readonly least: number;
  readonly format: Intl.NumberFormatOptions;
}

const MS: Intl.NumberFormatOptions = { style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 };

/** The graphs, in their order. */
export const MEASURES: readonly Measure[] = [
  {
    ...{ name: 'lostPackets', received: 'receivedLoss', sent: 'sentLoss', least: 0.05 },
    format: { style: 'percent', maximumFractionDigits: 1 },
  },
  { name: 'jitter', received: 'jitterMs', sent: null, least: 50, format: MS },
  { name: 'roundTrip', received: 'roundTripMs', sent: null, least: 200, format: MS },
  {
    ...{ name: 'frameRate', received: 'receivedFps', sent: 'sentFps', least: 30 },
    format: { maximumFractionDigits: 0 },
  },
  {
    ...{ name: 'bitrate', received: 'receivedKbps', sent: 'sentKbps', least: 500 },
    format: { style: 'unit', unit: 'kilobit-per-second', maximumFractionDigits: 0 },
  },
];

/** What is known of one column; `null` where nothing is. */
export interface Figures {
  readonly now: number;
  readonly average: number;
  readonly most: number;
}

export function figuresOf(history: LinkHistoryColumns | null, column: HistoryColumn | null): Figures | null {
  const known = (column && history?.[column].filter((value) => value !== null)) ?? [];
  const now = known.at(-1);
  if (now === undefined) return null;
  return { now, average: known.reduce((sum, value) => sum + value, 0) / known.length, most: Math.max(...known) };
}

/** A figure in the language of the texts. */
export function formatted({ locale, language }: Link, { format }: Measure, value: number | undefined): string {
  const own = isOfLanguage(locale, language) ? locale : language;
  return value === undefined ? '–' : value.toLocaleString(own, format);
}
