import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { isGiving, sourceKey } from '../../core/index.js';
import type { EventsOf, Participant, Priority, Quality, SourceState } from '../../core/index.js';
import { icon } from '../internal/look/icons.js';
import { internalsOf } from '../internal/dom/internals.js';
import { LinkedElement } from '../internal/element/linked-element.js';
import { ReflectedAttributes } from '../internal/element/reflected-attributes.js';
import { property } from '../internal/element/property.js';
import { NOTHING, RoomLink } from '../internal/link/room-link.js';
import { roomParts } from '../internal/lazy/parts.js';
import { words } from '../internal/localization/words.js';
import { avatarColor } from './avatar.js';
import { describeParticipant } from './participant/describe-participant.js';
import { videoStyles } from './noom-video.styles.js';
import type { VideoSubject } from './participant/pick-participant.js';
import { renderAvatar } from './placeholder.js';
import { reflectStates } from './reflect-states.js';
import { reportTile } from './reports/report-tile.js';
import { tileFactsOf } from './participant/tile-facts.js';
import { TileStream } from './tile-stream.js';

/** The fields of this tag's events. */
interface VideoEventFields {
  'noom-reconnect-request': { id: string };
}

declare global {
  interface HTMLElementEventMap extends EventsOf<VideoEventFields> {}
}

const REFLECTED = ['speaking', 'microphone', 'camera', 'local', 'pinned', 'hand', 'quality'];

/**
 * One participant: the picture or, without one, an avatar, with the name over it. Plays no sound. The local
 * participant's own screen is a notice, because it might show this page, which shows it, and so on.
 *
 * @summary One participant of a call.
 * @slot overlay - Over the picture, filling it.
 * @slot placeholder - In place of the avatar, while there is no picture.
 * @csspart base - The tile.
 * @csspart video - The `<video>`.
 * @csspart placeholder - The content of the tile while there is no picture.
 * @csspart avatar - The initials.
 * @csspart notice - The notice in place of the local participant's own screen.
 * @csspart badge - Each label over the picture: of the name, the raised hand, connection, quality, a paused picture.
 * @csspart name - The name.
 * @csspart retry - The button of a connection that has failed.
 * @csspart icon - Each icon.
 * @event noom-reconnect-request - The failed connection to the participant `id` is to be tried again. Cancelable.
 * @cssstate speaking - The participant is speaking.
 * @cssstate microphone - The participant's microphone is on.
 * @cssstate camera - The participant's camera is on.
 * @cssstate local - It is the local participant.
 * @cssstate pinned - The participant is pinned here.
 * @cssstate hand - The participant's hand is raised.
 * @cssstate quality-excellent - The media arrives without losses.
 * @cssstate quality-good - The media arrives with small losses.
 * @cssstate quality-poor - The media arrives with noticeable losses.
 * @cssstate quality-lost - No media arrives.
 * @cssstate quality-unknown - The quality is not known yet.
 * @attr {boolean} speaking - Read-only: whether the participant is speaking.
 * @attr {boolean} microphone - Read-only: whether the participant's microphone is on.
 * @attr {boolean} camera - Read-only: whether the participant's camera is on.
 * @attr {boolean} local - Read-only: whether it is the local participant.
 * @attr {boolean} pinned - Read-only: whether the participant is pinned here.
 * @attr {boolean} hand - Read-only: whether the participant's hand is raised.
 * @attr {Quality} quality - Read-only: how well the participant's media arrives.
 */
export class NoomVideo extends LinkedElement {
  static override styles = videoStyles;

  /**
   * Whom to show: `local`, `remote`, `speaker` (the active speaker, else the first remote participant, else the local
   * one), `screen`, or an id.
   */
  @property() participant: VideoSubject = 'speaker';
  /** The source to show; by default the screen for `participant="screen"`, else the camera. */
  @property() source: 'camera' | 'screen' | null = null;
  /**
   * `cover` fills the tile and crops, `contain` shows the whole picture; by default `cover` for a camera and `contain`
   * for a screen.
   */
  @property() fit: 'cover' | 'contain' | null = null;
  /** `auto` mirrors the local front camera; the other participants never see it mirrored. */
  @property() mirror: 'auto' | 'on' | 'off' = 'auto';
  /**
   * How soon the picture is served when there is not enough bandwidth for all; by default `high` for a screen, a pinned
   * participant and one in the spotlight, else `normal`.
   */
  @property() priority: Priority | null = null;

  readonly #link = new RoomLink(this, (snapshot) => tileFactsOf(snapshot, this.participant), NOTHING);
  readonly #attributes = new ReflectedAttributes(this, REFLECTED);
  readonly #states = internalsOf(this).states;
  readonly #follow = reportTile(
    this,
    () => {
      const { call } = this.#link;
      const { participant: subject, priority } = this;
      return call && { call, subject, participant: this.#shown, source: this.#getSourceName(), priority };
    },
    (styles) => {
      this.addStyles(styles);
      this.requestUpdate();
    },
  );
  /** The participant at the last rendering, and the place of their hand. */
  #shown: Participant | undefined;
  #handPlace = 0;
  readonly #stream = new TileStream({
    handleTrack: this.#follow,
    handleEnded: () => {
      this.requestUpdate();
    },
  });
  /** Whether the video has a frame; until then the avatar is shown. */
  #hasPicture = false;

  /** Whether the participant is speaking. */
  get speaking(): boolean {
    return this.#shown?.isSpeaking ?? false;
  }

  /** Whether the participant's microphone is on. */
  get microphone(): boolean {
    return this.#shown !== undefined && isGiving(this.#shown.sources.microphone);
  }

  /** Whether the participant's camera is on. */
  get camera(): boolean {
    return this.#shown !== undefined && isGiving(this.#shown.sources.camera);
  }

  /** How well the participant's media arrives; the local one's, how well it arrives at the others. */
  get quality(): Quality {
    return this.#shown?.quality ?? 'unknown';
  }

  /** Whether it is the local participant. */
  get local(): boolean {
    return this.#shown?.isLocal ?? false;
  }

  /** Whether the participant is pinned here. */
  get pinned(): boolean {
    return this.#shown !== undefined && this.#link.call?.snapshot.pinnedId === this.#shown.id;
  }

  /** Whether the participant's hand is raised. */
  get hand(): boolean {
    return this.#shown?.hand ?? false;
  }

  /** Opens the video in picture-in-picture. Rejects, as the browser does, without a picture or support. */
  async requestPictureInPicture(): Promise<PictureInPictureWindow> {
    await this.updateComplete;
    return this.#getVideo().requestPictureInPicture();
  }

  /** Shows this tile in full screen; only the video on phones that support no other elements. */
  override async requestFullscreen(options?: FullscreenOptions): Promise<void> {
    await this.updateComplete;
    const video: HTMLVideoElement & { webkitEnterFullscreen?: () => void } = this.#getVideo();
    if ('requestFullscreen' in HTMLElement.prototype) await super.requestFullscreen(options);
    else video.webkitEnterFullscreen?.();
  }

  /** The present picture as a PNG; rejects with `InvalidStateError` when there is none. */
  async snapshot(): Promise<Blob> {
    await this.updateComplete;
    const { captureFrame } = await roomParts.load();
    return captureFrame(this.#getVideo());
  }

  /** Once its room is known, which a drawing itself may change. */
  protected override update(changed: PropertyValues<this>): void {
    const { call } = this.#link;
    // Not the link's value: that is of the participant who was wanted at the last change of the call.
    const { participant, handPlace = 0 } = call ? tileFactsOf(call.snapshot, this.participant) : {};
    this.#shown = participant;
    this.#handPlace = handPlace;
    if (this.#stream.isEnded || this.#stream.isNew(this.#getSubject(), this.#getTrack())) this.#hasPicture = false;
    super.update(changed);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { speaking, microphone, camera, local, pinned, hand, quality } = this;
    reflectStates(this.#attributes, this.#states, { speaking, microphone, camera, local, pinned, hand }, { quality });
    this.#stream.show(this.#getVideo(), this.#getSubject(), this.#getTrack());
    // Not as a style attribute, which a strict Content-Security-Policy would refuse.
    const name = this.#shown?.name.trim() ?? '';
    const avatar = this.renderRoot.querySelector<HTMLElement>('.avatar');
    avatar?.style.setProperty('background', name === '' ? '' : avatarColor(name));
  }

  protected override render(): TemplateResult {
    const participant = this.#shown;
    const isScreen = this.#getSourceName() === 'screen';
    const source = this.#getSource();
    const isShowing = this.#hasPicture && source !== undefined && isGiving(source);
    const isLost = participant !== undefined && participant.connection !== 'connected';
    return html`<div
      part="base"
      class="base ${this.speaking && !isScreen ? 'is-speaking' : ''} ${isLost ? 'is-lost' : ''}"
      role="group"
      aria-label=${this.#getLabel()}
      lang=${this.#link.lang}
    >
      <video
        part="video"
        class="${(this.fit ?? (isScreen ? 'contain' : 'cover')) === 'contain' ? 'contain' : ''} ${this.#isMirrored() ? 'mirrored' : ''}"
        ?hidden=${!isShowing}
        .muted=${true}
        autoplay
        playsinline
        disableremoteplayback
        tabindex="-1"
        aria-hidden="true"
        @loadeddata=${this.#handlePicture}
        @emptied=${this.#handlePicture}
      ></video>
      <div part="placeholder" class="placeholder" ?hidden=${isShowing}>
        <slot name="placeholder"
          >${this.#isOwnScreen ? roomParts.value?.renderOwnScreen(this.#link) : renderAvatar(this.#link, participant?.name ?? '')}</slot
        >
      </div>
      ${participant === undefined ? nothing : this.#renderBadges(participant, isScreen)}
      <div class="overlay"><slot name="overlay"></slot></div>
    </div>`;
  }

  /** Hidden from screen readers: the accessible name of the tile has all of it. */
  #renderBadges(participant: Participant, isScreen: boolean): TemplateResult {
    const { isLocal, isSpeaking, name } = participant;
    const isOn = this.microphone;
    return html`${roomParts.value?.renderExtras(this.#link, participant, { isScreen, handPlace: this.#handPlace })}
      <div part="badge" class="badge name ${isOn ? 'is-on' : ''}" aria-hidden="true">
        <span class=${isOn ? (isSpeaking ? 'live' : '') : 'off'}>${icon(isOn ? 'microphone' : 'microphone-off')}</span>
        ${
          isLocal
            ? html`<bdi part="name">${words(this.#link, 'you')}</bdi>`
            : html`<bdi part="name" class="notranslate" translate="no" lang=${this.#link.pageLang}>${name}</bdi>`
        }
        ${isScreen ? html`<span>·</span>${words(this.#link, 'screen')}` : nothing}
      </div>`;
  }

  #getLabel(): string {
    const participant = this.#shown;
    if (participant === undefined) return this.#link.t('nobodyHere');
    const { isLocal } = participant;
    const name =
      isLocal && participant.name !== '' ? this.#link.t('nameAndYou', { name: participant.name }) : participant.name;
    if (this.#isOwnScreen) return this.#link.t('ownScreen');
    if (this.#getSourceName() === 'screen') return this.#link.t('screenOf', { name });
    const place = this.#handPlace;
    const facts = describeParticipant(participant, place);
    const all = roomParts.value?.tileTexts(participant, facts) ?? facts;
    return [name, ...all.map((key) => this.#link.t(key, { place }))].join(', ');
  }

  readonly #handlePicture = (event: Event): void => {
    this.#hasPicture = event.type === 'loadeddata';
    this.requestUpdate();
  };

  get #isOwnScreen(): boolean {
    return this.local && this.#getSourceName() === 'screen';
  }

  /** The participant and the source that the tile shows; the id of the local participant changes with the room. */
  #getSubject(): string {
    return `${this.local ? 'local' : (this.#shown?.id ?? '')} ${this.#getSourceName()}`;
  }

  #getSourceName(): 'camera' | 'screen' {
    return this.source !== 'camera' && [this.source, this.participant].includes('screen') ? 'screen' : 'camera';
  }

  #getSource(): SourceState | undefined {
    return this.#shown?.sources[sourceKey(this.#getSourceName())];
  }

  #getTrack(): MediaStreamTrack | null {
    return this.#isOwnScreen ? null : (this.#getSource()?.track ?? null);
  }

  #isMirrored(): boolean {
    if (this.mirror !== 'auto') return this.mirror === 'on';
    const isOwnCamera = this.local && this.#getSourceName() === 'camera';
    return isOwnCamera && this.#getSource()?.facing !== 'environment';
  }

  #getVideo(): HTMLVideoElement {
    const video = this.renderRoot.querySelector('video');
    if (video === null) throw new DOMException('The tile has not been drawn yet.', 'InvalidStateError');
    return video;
  }
}
