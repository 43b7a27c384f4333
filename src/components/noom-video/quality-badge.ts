import { html, nothing, type TemplateResult } from 'lit';
import type { Participant, QualityCause } from '../../core/index.js';
import type { TextKey } from '../internal/localization/index.js';
import type { Speaker } from '../internal/localization/words.js';
import { drawIcon, icon } from '../internal/look/icons.js';

/** From Lucide, as in `icons.ts`: a signal of one wave. */
const WEAK = 'M12 20h.01M8.5 16.43a5 5 0 017 0';

const CAUSES: Readonly<Record<QualityCause, TextKey>> = {
  uplink: 'causeUplink',
  downlink: 'causeDownlink',
  network: 'causeNetwork',
  relay: 'causeRelay',
  device: 'causeDevice',
  processor: 'causeProcessor',
};

/**
 * The keys of the texts about a quality that is poor or lost, and about its cause; none otherwise, nor while there is no
 * connection, which has a text of its own.
 */
export function qualityTexts({ quality, qualityCause, connection }: Participant): TextKey[] {
  if (connection !== 'connected' || (quality !== 'poor' && quality !== 'lost')) return [];
  return [quality === 'poor' ? 'isPoor' : 'isLost', ...(qualityCause === null ? [] : [CAUSES[qualityCause]])];
}

/** A weak signal, or none. */
export function qualityIcon({ quality }: Participant): TemplateResult {
  return quality === 'lost' ? icon('offline') : drawIcon(WEAK);
}

/** The badge of a tile. Its tooltip has the words; the accessible name of the tile has them too. */
export function renderQuality(speaker: Speaker, participant: Participant): TemplateResult | typeof nothing {
  const texts = qualityTexts(participant);
  if (texts.length === 0) return nothing;
  return html`<div part="badge" class="badge poor" title=${texts.map((key) => speaker.t(key)).join(', ')}>
    <span class=${participant.quality === 'lost' ? 'off' : ''}>${qualityIcon(participant)}</span>
  </div>`;
}
