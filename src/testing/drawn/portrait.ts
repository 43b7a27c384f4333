/** How a drawn participant looks: a person in one colour in front of a gradient of two. */
export interface Portrait {
  readonly from: string;
  readonly to: string;
  readonly skin: string;
}

/** All portraits; the first is the local participant's. Neighbours differ in brightness too, for colour-blind eyes. */
export const PORTRAITS: readonly [Portrait, ...Portrait[]] = [
  { from: '#5f4b3d', to: '#b5895c', skin: '#efdcc7' },
  { from: '#35486f', to: '#6c5899', skin: '#dac8c1' },
  { from: '#3f5f54', to: '#84a578', skin: '#e4d5c5' },
  { from: '#1d4a5a', to: '#4c9a9d', skin: '#c99c7c' },
  { from: '#6a374e', to: '#c77f86', skin: '#f1d7ca' },
  { from: '#2c3447', to: '#71829f', skin: '#9c6f56' },
  { from: '#54406f', to: '#a86f9f', skin: '#e6c9b5' },
  { from: '#4d5230', to: '#a9a35c', skin: '#7a543f' },
];

/** What a drawn camera looks at: a person near or far, or the view from a window. */
export type View = 'near' | 'far' | 'window';

/** One frame of a drawn video. */
export interface Scene {
  readonly portrait: Portrait;
  readonly view: View;
  /** The time of the frame; under reduced motion it stays at 0. */
  readonly seconds: number;
  readonly isSpeaking: boolean;
}

/** Draws one frame over the whole canvas. */
export function drawScene(context: CanvasRenderingContext2D, scene: Scene): void {
  const { width, height } = context.canvas;
  const { from, to } = scene.portrait;
  const drift = Math.sin(scene.seconds / 4) * 0.08;
  const gradient = context.createLinearGradient(0, drift * height, width, (1 - drift) * height);
  gradient.addColorStop(0, scene.view === 'far' ? to : from);
  gradient.addColorStop(1, scene.view === 'far' ? from : to);
  context.fillStyle = gradient;
  context.fillRect(0, 0, width, height);
  if (scene.view === 'window') drawHills(context, scene);
  else drawPerson(context, scene);
}

function drawPerson(context: CanvasRenderingContext2D, { portrait, view, seconds, isSpeaking }: Scene): void {
  const { width, height } = context.canvas;
  const size = view === 'near' ? height : height * 0.62;
  const floor = height + (view === 'near' ? 0 : size * 0.02);
  const middle = width / 2 + Math.sin(seconds * 0.7) * size * 0.012;
  const breath = Math.sin(seconds * 1.6) * size * 0.006;
  const nod = isSpeaking ? Math.abs(Math.sin(seconds * 5)) * size * 0.016 : 0;
  const tilt = Math.sin(seconds * 0.9) * size * 0.008;

  context.fillStyle = portrait.skin;
  context.beginPath();
  context.arc(middle + tilt, floor - size * 0.54 + breath - nod, size * 0.215, 0, Math.PI * 2);
  context.fill();

  const top = floor - size * 0.295 + breath;
  const half = size * 0.445;
  context.beginPath();
  context.moveTo(middle - half, floor + 1);
  context.bezierCurveTo(middle - half * 0.82, top + size * 0.06, middle - half * 0.42, top, middle, top);
  context.bezierCurveTo(middle + half * 0.42, top, middle + half * 0.82, top + size * 0.06, middle + half, floor + 1);
  context.fill();
}

function drawHills(context: CanvasRenderingContext2D, { portrait, seconds }: Scene): void {
  const { width, height } = context.canvas;
  context.fillStyle = portrait.skin;
  context.beginPath();
  context.arc(width * 0.7, height * (0.34 + Math.sin(seconds / 3) * 0.02), height * 0.11, 0, Math.PI * 2);
  context.fill();
  for (const [layer, alpha] of [0.35, 0.6, 0.9].entries()) {
    context.globalAlpha = alpha;
    context.fillStyle = portrait.from;
    context.beginPath();
    context.moveTo(0, height);
    const base = height * (0.58 + layer * 0.13);
    for (let x = 0; x <= width; x += 16) {
      const wave = Math.sin((x / width) * (5 + layer * 2) + layer * 2 + seconds * 0.05 * (layer + 1));
      context.lineTo(x, base + wave * height * 0.06);
    }
    context.lineTo(width, height);
    context.fill();
  }
  context.globalAlpha = 1;
}
