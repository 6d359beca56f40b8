// Moving a state within the picture, by mouse, pen or finger, or by Shift and the arrow keys.

const SLACK = 4,
  STEP = 12;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Return the state of a move; `put` is told the node and how far it went, in points of the picture. */
export function placing(svg, put) {
  let held = $state.raw(null);

  /** Return how many points of the picture a point of the screen is. */
  const scale = () => 1 / (svg()?.getScreenCTM()?.a || 1);

  return {
    get held() {
      return held?.moving ? held : null;
    },
    grab(event, node) {
      if (event.button) return;
      held = { node, from: [event.clientX, event.clientY], dx: 0, dy: 0, moving: false };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    move(event) {
      if (!held) return;
      const [dx, dy] = [event.clientX - held.from[0], event.clientY - held.from[1]];
      const moving = held.moving || Math.hypot(dx, dy) > SLACK;
      held = { ...held, moving, dx: dx * scale(), dy: dy * scale() };
    },
    /** Return whether the state was moved, so that letting go is no click. */
    end() {
      const was = held;
      held = null;
      if (was?.moving) put(was.node, was.dx, was.dy);
      return Boolean(was?.moving);
    },
    cancel() {
      held = null;
    },
    press(event, node) {
      const way = event.shiftKey && ARROWS[event.key];
      if (!way) return false;
      put(node, way[0] * STEP, way[1] * STEP);
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}
