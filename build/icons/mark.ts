/** One point of a picture: red, green, blue, opacity, each 0 to 255. */
type Colour = readonly [number, number, number, number];
type Point = readonly [number, number];

/** The mark is drawn on a square of this side. */
const side = 20;
const blue: Colour = [0x3a, 0x62, 0xcc, 255];
const white: Colour = [255, 255, 255, 255];
const corner = 5;
/** Two stops and the way between them, and the station over its middle. */
const way: readonly Point[] = [
  [4.5, 6.2],
  [7.4, 13.4],
  [10, 8],
  [12.6, 13.4],
  [15.5, 6.2],
];
const wayWidth = 1.7;
const station = { at: [10, 7.2] as Point, radius: 2.1 };
/** Points looked at along one side of a pixel: small pictures need more steps of an edge than large ones. */
const finenessOf = (size: number): number => (size < 128 ? 8 : 4);

function distanceToLine([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

function isInSquare([x, y]: Point): boolean {
  const outside = (value: number): number => Math.max(corner - value, value - (side - corner), 0);
  return Math.hypot(outside(x), outside(y)) <= corner;
}

function isInMark(point: Point): boolean {
  const [x, y] = station.at;
  if (Math.hypot(point[0] - x, point[1] - y) <= station.radius) return true;
  return way.slice(1).some((end, index) => distanceToLine(point, way[index] ?? end, end) <= wayWidth / 2);
}

function colourAt(point: Point): Colour | undefined {
  if (!isInSquare(point)) return undefined;
  return isInMark(point) ? white : blue;
}

function pixel(column: number, row: number, size: number): Colour {
  const fineness = finenessOf(size);
  const scale = side / size;
  const sums = [0, 0, 0];
  let hits = 0;
  for (let part = 0; part < fineness * fineness; part += 1) {
    const x = (column + ((part % fineness) + 0.5) / fineness) * scale;
    const y = (row + (Math.floor(part / fineness) + 0.5) / fineness) * scale;
    const colour = colourAt([x, y]);
    if (colour === undefined) continue;
    hits += 1;
    for (const index of sums.keys()) sums[index] = (sums[index] ?? 0) + (colour[index] ?? 0);
  }
  if (hits === 0) return [0, 0, 0, 0];
  const [red = 0, green = 0, blueSum = 0] = sums.map((sum) => Math.round(sum / hits));
  return [red, green, blueSum, Math.round((hits / (fineness * fineness)) * 255)];
}

/** The product's mark as `size` × `size` pixels, four bytes each (red, green, blue, opacity), rows from the top. */
export function drawMark(size: number): Buffer {
  const picture = Buffer.alloc(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      picture.set(pixel(column, row, size), (row * size + column) * 4);
    }
  }
  return picture;
}
