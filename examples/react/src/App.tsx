import { useState } from 'react';
import { Call } from './Call';

const address = new URLSearchParams(location.search);

export function App() {
  const [isOpen, setIsOpen] = useState(true);
  const [status, setStatus] = useState('not in the call');

  return (
    <>
      <p role="status">You are {status}.</p>
      <button type="button" onClick={() => setIsOpen(!isOpen)}>
        {isOpen ? 'Close the call' : 'Open the call'}
      </button>
      {isOpen && (
        <Call
          room={address.get('room') ?? 'tea'}
          name={address.get('name') ?? ''}
          autojoin={address.has('autojoin')}
          onStatus={setStatus}
        />
      )}
    </>
  );
}
