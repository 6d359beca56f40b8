// Dragging a state within a ranking, by mouse, pen or finger.

const SLACK = 4;

/** Return the state of a drag; `drop` is told the state and where it was let go, as the target's data-drop says. */
export function dragging(list, drop) {
  let held = $state.raw(null);
  let over = $state(null);

  /** Return what lies under the pointer and takes states. */
  function target(event) {
    const under = document.elementsFromPoint(event.clientX, event.clientY);
    return under.find((one) => list()?.contains(one) && one.dataset.drop)?.dataset.drop ?? null;
  }

  return {
    get held() {
      return held?.moving ? held : null;
    },
    get over() {
      return over;
    },
    grab(event, state) {
      // A finger scrolls the list unless it takes the grip.
      if (event.button || (event.pointerType !== "mouse" && !event.target.closest(".grip"))) return;
      held = { state, x: event.clientX, y: event.clientY, from: [event.clientX, event.clientY], moving: false };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    move(event) {
      if (!held) return;
      const gone = Math.hypot(event.clientX - held.from[0], event.clientY - held.from[1]);
      held = { ...held, moving: held.moving || gone > SLACK, x: event.clientX, y: event.clientY };
      over = held.moving ? target(event) : null;
    },
    end() {
      const [was, to] = [held, over];
      [held, over] = [null, null];
      if (was?.moving && to) drop(was.state, to);
    },
    cancel() {
      [held, over] = [null, null];
    },
  };
}
