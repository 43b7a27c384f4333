/** What an address allows a page: browsers give camera and microphone to HTTPS and to `localhost` alone. */
export function explain() {
  return `${location.origin}: ${isSecureContext ? 'secure' : 'not secure'}, ${
    navigator.mediaDevices ? 'there are devices' : 'navigator.mediaDevices is undefined'
  }`;
}
