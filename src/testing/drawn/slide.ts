/** The bars of the chart, as shares of its height. */
const BARS = [0.42, 0.62, 0.8, 1];

/** Draws a page of a presentation: a title, two lines, and a chart. */
export function drawSlide(context: CanvasRenderingContext2D): void {
  const { width, height } = context.canvas;
  const box = (color: string, x: number, y: number, boxWidth: number, boxHeight: number): void => {
    context.fillStyle = color;
    context.beginPath();
    context.roundRect(width * x, height * y, width * boxWidth, height * boxHeight, height * 0.012);
    context.fill();
  };
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  box('#4050d8', 0.06, 0.1, 0.34, 0.075);
  box('#cbd2de', 0.06, 0.235, 0.52, 0.03);
  box('#cbd2de', 0.06, 0.3, 0.44, 0.03);
  BARS.forEach((share, index) => {
    const barHeight = 0.48 * share;
    box('#7d8bff', 0.08 + index * 0.115, 0.9 - barHeight, 0.075, barHeight);
  });
  const ring = (color: string, from: number, to: number): void => {
    context.strokeStyle = color;
    context.lineWidth = height * 0.1;
    context.beginPath();
    context.arc(width * 0.77, height * 0.63, height * 0.21, from * 2 * Math.PI, to * 2 * Math.PI);
    context.stroke();
  };
  ring('#dce0e8', 0, 1);
  ring('#35b98b', -0.25, 0.08);
}
