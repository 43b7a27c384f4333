/** Whether this browser can capture a display: `getDisplayMedia` is absent on phones, insecure pages, and in Node. */
export function canCaptureDisplays(): boolean {
  const mediaDevices = (globalThis.navigator as Partial<Navigator> | undefined)?.mediaDevices;
  return (mediaDevices as Partial<MediaDevices> | undefined)?.getDisplayMedia !== undefined;
}
