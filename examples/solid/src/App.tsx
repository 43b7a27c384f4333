import { createSignal, Show } from 'solid-js';
import { Call } from './Call';

const address = new URLSearchParams(location.search);

export function App() {
  const [isOpen, setIsOpen] = createSignal(true);
  const [status, setStatus] = createSignal('not in the call');

  return (
    <>
      <p role="status">You are {status()}.</p>
      <button type="button" onClick={() => setIsOpen(!isOpen())}>
        {isOpen() ? 'Close the call' : 'Open the call'}
      </button>
      <Show when={isOpen()}>
        <Call
          room={address.get('room') ?? 'tea'}
          name={address.get('name') ?? ''}
          autojoin={address.has('autojoin')}
          onStatus={setStatus}
        />
      </Show>
    </>
  );
}
