// Where an arrow starts and ends at the edge of its states. Positions and bends come with the picture.

export const RADIUS = 20;
export const DASHES = ["", "7 3", "2 3", "9 3 2 3", "12 4", "4 2", "9 3 2 3 2 3", "1 4"];
const HEAD = 5;

/** Return the point at a distance from a state's centre towards the arrow's bend. */
function towards(node, arc, distance) {
  const [dx, dy] = [arc.x - node.x, arc.y - node.y];
  const length = Math.hypot(dx, dy) || 1;
  return `${(node.x + (dx / length) * distance).toFixed(1)},${(node.y + (dy / length) * distance).toFixed(1)}`;
}

/** Return the path of an arrow between two states. */
export const path = (arc, from, to) =>
  `M${towards(from, arc, RADIUS + 1)} Q${arc.x},${arc.y} ${towards(to, arc, RADIUS + HEAD)}`;
