import { createElement as tag, StrictMode, useEffect, useRef, type ReactElement } from 'react';
import type { NoomRoom } from 'noom-elements';
import { hear, type PageProps } from './page-props.js';

/**
 * The page as React has it. When it hydrates, React gives custom elements neither listeners nor properties that are no
 * attributes: an effect does. Where the kit was first, two tags have attributes that the server did not write.
 */
export function Page({ room, name, token, isKitFirst }: PageProps): ReactElement {
  const call = useRef<NoomRoom>(null);
  useEffect(() => {
    const { current: element } = call;
    if (!element) return;
    element.token = () => Promise.resolve(token);
    element.addEventListener('noom-joined', hear);
    return () => {
      element.removeEventListener('noom-joined', hear);
    };
  }, [token]);
  // These two tell states by attributes, and have them before React looks; the others must not.
  const changing = { suppressHydrationWarning: isKitFirst };
  return tag(
    StrictMode,
    null,
    tag(
      'noom-room',
      { ...changing, ref: call, id: 'call', room, displayName: name, autojoin: true, camera: 'off' },
      tag('noom-stage', { maxTiles: 4, selfView: 'tile' }),
      tag('noom-video', { ...changing, participant: 'local' }),
      tag('noom-controls', { controls: 'microphone leave', labels: false }),
      tag('noom-reactions'),
    ),
    tag('noom-chat', { htmlFor: 'call', placeholder: 'Say hello' }),
    tag('noom-participants', { htmlFor: 'call' }),
    tag('noom-device-select', { kind: 'microphone' }),
    tag('noom-prejoin'),
    tag('noom-quality', { details: true }),
    tag('noom-settings', { open: false }),
  );
}
