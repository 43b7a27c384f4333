import { html, nothing, type TemplateResult } from 'lit';
import type { Participant, QualityCause } from '../../../core/index.js';
import type { TextKey } from '../../internal/localization/index.js';
import type { Speaker } from '../../internal/localization/words.js';
import { icon } from '../../internal/look/icons.js';

/** From Lucide, as in `icons.ts`: the signal, of which one wave is left; the others are faint. */
export const WEAK = html`<svg class="icon" part="icon" viewBox="0 0 24 24" aria-hidden="true">
  <path opacity="0.4" d="M2 8.82a15 15 0 0120 0M5 12.86a10 10 0 0114 0" />
  <path d="M12 20h.01M8.5 16.43a5 5 0 017 0" />
</svg>`;

const CAUSES: Readonly<Record<QualityCause, TextKey>> = {
  uplink: 'causeUplink',
  downlink: 'causeDownlink',
  network: 'causeNetwork',
  relay: 'causeRelay',
  device: 'causeDevice',
  processor: 'causeProcessor',
};

/**
 * The keys of the texts about a quality that is poor or lost, and about its cause; none otherwise, nor while there is
 * no connection, which has a text of its own.
 */
export function qualityTexts({ quality, qualityCause, connection }: Participant): TextKey[] {
  if (connection !== 'connected' || (quality !== 'poor' && quality !== 'lost')) return [];
  return [quality === 'poor' ? 'isPoor' : 'isLost', ...(qualityCause === null ? [] : [CAUSES[qualityCause]])];
}

/** A weak signal, or none. */
export function qualityIcon({ quality }: Participant): TemplateResult {
  return quality === 'lost' ? icon('offline') : WEAK;
}

/** The badge of a tile. Its tooltip has the words; the accessible name of the tile has them too. */
export function renderQuality(speaker: Speaker, participant: Participant): TemplateResult | typeof nothing {
  const texts = qualityTexts(participant);
  if (texts.length === 0) return nothing;
  return html`<div part="badge" class="badge poor" title=${texts.map((key) => speaker.t(key)).join(', ')}>
    <span class=${participant.quality === 'lost' ? 'off' : ''}>${qualityIcon(participant)}</span>
  </div>`;
}
