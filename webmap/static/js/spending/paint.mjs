// How sums become colours: MapLibre expressions for the classes that the server cut.

/** Return the expression for an area's fill; what has no project at all is left to the hatching. */
export function fillColour(measure, { breaks, colours, zero_colour: zero }) {
  const value = ["to-number", ["get", measure]];
  if (colours.length === 0) return zero;
  const steps = breaks.flatMap((bound, i) => [bound, colours[i + 1]]);
  const ramp = steps.length ? ["step", value, colours[0], ...steps] : colours[0];
  return ["case", ["<=", value, 0], zero, ramp];
}

/** Whether an area has no project at all. */
export const EMPTY = ["==", ["to-number", ["get", "count"]], 0];

/** Return the class (from 0) of a value, -1 for nothing: the same cut as the server's. */
export function classOf(value, breaks) {
  return value > 0 ? breaks.filter((bound) => value >= bound).length : -1;
}

/** Return pixels of a diagonal hatching, to be repeated. */
export function hatching(size = 8) {
  const data = new Uint8ClampedArray(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const on = (x + y) % size < 1.5;
      data.set(on ? [154, 161, 174, 200] : [255, 255, 255, 150], (y * size + x) * 4);
    }
  }
  return { width: size, height: size, data };
}
