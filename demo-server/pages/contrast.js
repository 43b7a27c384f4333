/** The contrast of two colours, 1 to 21, by WCAG 2.2 (relative luminance, contrast ratio). */
export function contrastOf(one, other) {
  const [darker, lighter] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminanceOf(colour) {
  const [red, green, blue] = rgbOf(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const pixel = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
const context = pixel.getContext('2d', { willReadFrequently: true });

/** A colour as the browser paints it over white, in whatever notation of CSS it is: three numbers, 0 to 255. */
export function rgbOf(colour) {
  for (const paint of ['#ffffff', colour]) {
    context.fillStyle = paint;
    context.fillRect(0, 0, 1, 1);
  }
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

/** The same as `#rrggbb`, which is all that `<input type="color">` takes. */
export function hexOf(colour) {
  return `#${rgbOf(colour)
    .map((value) => value.toString(16).padStart(2, '0'))
    .join('')}`;
}
