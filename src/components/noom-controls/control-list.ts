import { canCaptureDisplays, type CallSnapshot, type DeviceInfo } from '../../core/index.js';
import type { TextKey } from '../internal/localization/index.js';
import { hasPip } from '../internal/pip/index.js';
import type { Command, RoomHost, Wish } from '../internal/link/room-link.js';
import type { ControlIcon } from '../internal/look/control-icons.js';
import { CONTROL_NAMES, type ControlName } from './control-names.js';

/** The controls that fold into "more" last, from the one that never does, however narrow it is. */
const KEPT: readonly ControlName[] = ['leave', 'microphone', 'camera', 'chat'];

/** Those that stay in a toolbar for `capacity` buttons, of which "more" is one. */
export function keptOf(capacity: number): readonly ControlName[] {
  return KEPT.slice(0, Math.max(1, capacity - 1));
}

/** One control in its present state. */
export interface Control {
  readonly name: ControlName;
  readonly icon: ControlIcon;
  /** What pressing it does. */
  readonly title: TextKey;
  /** The short word under the icon. */
  readonly label: TextKey;
  /** `null` where a press opens a menu. */
  readonly wish: Wish | Command | null;
  readonly isDisabled: boolean;
  /** Shown as off: a microphone, a camera. */
  readonly isOff?: boolean;
  /** Shown as on: a raised hand, an open panel. */
  readonly isActive?: boolean;
  /** A wish is under way, and its fact has not come yet. */
  readonly isPending?: boolean;
}

/** The part of a snapshot that the controls need; `count` is of the participants. */
export type ControlSlice = Pick<CallSnapshot, 'state' | 'self' | 'devices'> & { readonly count: number };

/** The names in a `controls` attribute, in order and without duplicates; unknown ones are ignored. */
export function parseControls(text: string): readonly ControlName[] {
  const words = new Set(text.split(/\s+/));
  return [...words].filter((word): word is ControlName => (CONTROL_NAMES as readonly string[]).includes(word));
}

/** A control in the present state of the call; `null` when the browser or device does not support it. */
export function describeControl(name: ControlName, room: RoomHost | null, slice?: ControlSlice): Control | null {
  const state = slice?.state;
  const isIn = state === 'joined' || state === 'reconnecting';
  const isOver = state === undefined || state === 'left' || state === 'failed';
  switch (name) {
    case 'microphone':
    case 'camera': {
      const source = slice?.self.sources[name];
      const isOn = source?.on === true || source?.pending === true;
      const action = isOn ? 'Off' : 'On';
      return {
        name,
        icon: isOn ? name : `${name}-off`,
        title: `${name}${action}`,
        label: name,
        wish: `--toggle-${name}`,
        isDisabled: isOver,
        isOff: !isOn,
        isPending: source?.pending === true,
      };
    }
    case 'screen': {
      // Phones cannot.
      if (!(room ? room.call.canShareScreen : canCaptureDisplays())) return null;
      const source = slice?.self.sources.screen;
      const isShared = source?.on === true;
      return {
        name,
        icon: 'screen',
        // While the person chooses one, a press takes the wish back.
        title: isShared || source?.pending === true ? 'screenOff' : 'screenOn',
        label: 'screenLabel',
        wish: '--toggle-screen',
        isDisabled: !isIn || slice?.self.role === 'viewer',
        isActive: isShared,
        isPending: source?.pending === true,
      };
    }
    case 'flip':
      if (!slice || !hasBothSides(slice.devices.cameras)) return null;
      return {
        name,
        icon: 'flip',
        title: 'flipCamera',
        label: 'flipCamera',
        wish: '--flip-camera',
        isDisabled: isOver || !slice.self.sources.camera.on,
      };
    case 'hand': {
      const isUp = slice?.self.hand === true;
      return {
        name,
        icon: 'hand',
        title: isUp ? 'handDown' : 'handUp',
        label: 'hand',
        wish: '--toggle-hand',
        isDisabled: !isIn,
        isActive: isUp,
      };
    }
    case 'reactions':
      return { name, icon: 'smile', title: 'react', label: 'react', wish: null, isDisabled: !isIn };
    case 'chat':
    case 'participants':
    case 'settings': {
      const isOpen = room?.panel === name;
      return {
        name,
        icon: name === 'participants' ? 'people' : name,
        title: `${name}${isOpen ? 'Close' : 'Open'}`,
        label: name,
        wish: { type: 'noom-panel-request', panel: isOpen ? null : name },
        isDisabled: name === 'settings' ? isOver : !isIn,
        isActive: isOpen,
      };
    }
    case 'pip': {
      if (!hasPip(room?.ownerDocument ?? document)) return null;
      const isOpen = !!room?.pip;
      return {
        name,
        icon: isOpen ? 'pip-exit' : 'pip',
        title: isOpen ? 'pipOff' : 'pipOn',
        label: 'pictureInPicture',
        wish: '--toggle-pip',
        isDisabled: !isIn,
        isActive: isOpen,
      };
    }
    case 'fullscreen': {
      if (!document.fullscreenEnabled) return null;
      const isFull = room?.matches(':fullscreen') === true;
      return {
        name,
        icon: isFull ? 'fullscreen-exit' : 'fullscreen',
        title: isFull ? 'fullscreenOff' : 'fullscreenOn',
        label: 'fullscreen',
        wish: '--toggle-fullscreen',
        isDisabled: state === undefined,
      };
    }
    case 'leave':
      return {
        name,
        icon: 'leave',
        title: 'leaveCall',
        label: 'leave',
        wish: '--leave',
        isDisabled: isOver || state === 'idle' || state === 'prejoin',
      };
  }
}

/**
 * Whether there is a front and a back camera; elsewhere the settings have the list. Where a browser does not say where
 * they face before it opens them, a phone with several has both.
 */
function hasBothSides(cameras: readonly DeviceInfo[]): boolean {
  const facings = cameras.map(({ facing }) => facing);
  if (facings.some(Boolean)) return facings.includes('user') && facings.includes('environment');
  return cameras.length > 1 && matchMedia('(pointer: coarse)').matches;
}
