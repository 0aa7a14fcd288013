// Whatever weighs much comes when the reader gets there.

/** Waits until one of these elements is in view. */
export const seen = (boxes) =>
  new Promise((done) => {
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      done();
    });
    boxes.forEach((box) => watch.observe(box));
  });
