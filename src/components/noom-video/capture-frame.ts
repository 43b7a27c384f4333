/**
 * The present frame of a video, as a PNG in its own size, never mirrored.
 * @throws DOMException `InvalidStateError` when there is no frame.
 */
export async function captureFrame(video: HTMLVideoElement): Promise<Blob> {
  const canvas = video.ownerDocument.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  // A video without a frame has no size, and a canvas without size gives no blob.
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve);
  });
  if (blob === null) throw new DOMException('There is no picture to take.', 'InvalidStateError');
  return blob;
}
