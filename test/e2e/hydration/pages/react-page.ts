import { createElement as tag, StrictMode, useEffect, useRef, type ReactElement } from 'react';
import type { NoomRoom } from 'noom-elements';
import { hear, type PageProps } from './page-props.js';

/**
 * The page as React has it. When it hydrates, React gives custom elements neither listeners nor properties that are no
 * attributes: an effect does. Where the kit was first, tags have attributes that the server did not write.
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
  const any = { suppressHydrationWarning: isKitFirst };
  return tag(
    StrictMode,
    null,
    tag(
      'noom-room',
      { ...any, ref: call, id: 'call', room, displayName: name, autojoin: true, camera: 'off' },
      tag('noom-stage', { ...any, maxTiles: 4, selfView: 'tile' }),
      tag('noom-video', { ...any, participant: 'local' }),
      tag('noom-controls', { ...any, controls: 'microphone leave', labels: false }),
      tag('noom-reactions', any),
    ),
    tag('noom-chat', { ...any, htmlFor: 'call', placeholder: 'Say hello' }),
    tag('noom-participants', { ...any, htmlFor: 'call' }),
    tag('noom-device-select', { ...any, kind: 'microphone' }),
    tag('noom-prejoin', any),
    tag('noom-quality', { ...any, details: true }),
    tag('noom-settings', { ...any, open: false }),
  );
}
