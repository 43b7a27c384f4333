/**
 * The picture a video shows now, as a PNG of its own size, never mirrored.
 * @throws DOMException `InvalidStateError` when it shows none.
 */
export async function captureFrame(video: HTMLVideoElement): Promise<Blob> {
  const canvas = video.ownerDocument.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  // A canvas without size gives no blob: that is the case of a video without a picture.
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve);
  });
  if (blob === null) throw new DOMException('There is no picture to take.', 'InvalidStateError');
  return blob;
}
