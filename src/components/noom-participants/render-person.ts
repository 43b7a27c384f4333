import { html, nothing, type TemplateResult } from 'lit';
import { isGiving, type Participant, type Role } from '../../core/index.js';
import { controlIcon } from '../internal/look/control-icons.js';
import { icon, type IconName } from '../internal/look/icons.js';
import type { TextKey } from '../internal/localization/index.js';
import { untranslated } from '../internal/localization/untranslated.js';
import { userText, words, type Speaker } from '../internal/localization/words.js';
import { avatarColor, initials, isWide } from '../noom-video/avatar.js';
import { describeConnection } from '../noom-video/participant/describe-participant.js';
import { isCameraPaused } from '../noom-video/participant/paused-camera.js';
import { qualityIcon, qualityTexts } from '../noom-video/extras/quality-badge.js';

/** What is known of a participant beside themselves. */
export interface PersonFacts {
  readonly isPinned: boolean;
  readonly isSpotlit: boolean;
  /** The place of their raised hand among several, from 1, as the server has it; else 0. */
  readonly handPlace: number;
}

const ROLES: Readonly<Record<Role, TextKey>> = {
  host: 'roleHost',
  cohost: 'roleCohost',
  guest: 'roleGuest',
  viewer: 'roleViewer',
};

/** The initials of a name, in their colour. Not as a style attribute, which a strict policy would refuse. */
export function renderInitials({ pageLang }: Speaker, name: string): TemplateResult {
  const letters = initials(name);
  return html`<span
    class="avatar ${isWide(letters) ? 'is-wide' : ''}"
    part="avatar"
    aria-hidden="true"
    translate="no"
    lang=${pageLang}
    .style=${`background: ${avatarColor(name)}`}
    >${letters === '' ? icon('people') : letters}</span
  >`;
}

/** Who a participant is, and what they do: name, role, states. */
export function renderPerson(speaker: Speaker, participant: Participant, facts: PersonFacts): TemplateResult {
  const { name, isLocal, hand, sources } = participant;
  const notes = [
    ...notesOf(participant, facts).map((key) => words(speaker, key)),
    ...qualityNotes(speaker, participant),
  ];
  const place = facts.handPlace;
  // The number is inside an image, whose content is not read: the name of the image has it too.
  const raised = speaker.t(place > 0 ? 'handAt' : 'isHandUp', { place });
  return html`${renderInitials(speaker, name)}
    <span class="who">
      <span class="name" part="name"
        >${isLocal ? words(speaker, 'nameAndYou', { name }) : userText(speaker, name)}</span
      >
      ${
        notes.length > 0
          ? html`<span class="note" part="note">${notes.map((note) => html`<span>${note}</span>`)}</span>`
          : nothing
      }
    </span>
    <span class="facts">
      ${
        hand
          ? html`<span class="fact hand" role="img" aria-label=${raised} title=${raised}>
              ${controlIcon('hand')}${place > 0 ? untranslated(place) : nothing}
            </span>`
          : nothing
      }
      ${renderFact(speaker, 'microphone', isGiving(sources.microphone))}
      ${renderFact(speaker, 'camera', isGiving(sources.camera))}
    </span>`;
}

/** What the row of a participant is drawn from, as a text: another one is another drawing. */
export function fingerprint(participant: Participant, { isPinned, isSpotlit, handPlace }: PersonFacts): string {
  const { name, role, hand, sources, quality, qualityCause, connection, volume } = participant;
  const on = [sources.microphone, sources.camera, sources.screen].map(isGiving);
  const states = [hand, on, isCameraPaused(participant), quality, qualityCause, connection, volume];
  return JSON.stringify([name, role, ...states, isPinned, isSpotlit, handPlace]);
}

/** What is poor, with its icon, and why: one note. */
function qualityNotes(speaker: Speaker, participant: Participant): unknown[] {
  const [quality, cause] = qualityTexts(participant).map((key) => words(speaker, key));
  if (quality === undefined) return [];
  return [html`<span class="poor">${qualityIcon(participant)}</span>${quality}${cause ? html`: ${cause}` : nothing}`];
}

function notesOf(participant: Participant, facts: PersonFacts): TextKey[] {
  const { role, sources, connection, volume } = participant;
  const missing = describeConnection(connection);
  const notes: (TextKey | null | false)[] = [
    role !== 'guest' && ROLES[role],
    sources.screen.on && 'isSharing',
    facts.isSpotlit && 'isSpotlit',
    facts.isPinned && 'isPinned',
    volume === 0 && 'isMutedHere',
    missing,
    missing === null && isCameraPaused(participant) && 'isPaused',
  ];
  return notes.filter((note): note is TextKey => typeof note === 'string');
}

/** A source that is on needs no words: what is said is what is missing. */
function renderFact(speaker: Speaker, source: 'microphone' | 'camera', isOn: boolean): TemplateResult {
  const shape: IconName = isOn ? source : `${source}-off`;
  if (isOn) return html`<span class="fact">${icon(shape)}</span>`;
  const title = speaker.t(source === 'microphone' ? 'isMicrophoneOff' : 'isCameraOff');
  return html`<span class="fact is-off" role="img" aria-label=${title} title=${title}>${icon(shape)}</span>`;
}
