/* Lets the reader move through the steps that the `stepper` directive wrote into the page: it shows and hides, and
   computes nothing. Without it, and in print, all steps are shown. */
(() => {
  "use strict";

  const start = (figure) => {
    const all = (selector, root = figure) => [...root.querySelectorAll(selector)];
    const [status] = all(".stepper-status");
    const state = { version: "printed", form: "matrix", at: 0 };
    let last = 0;

    const show = () => {
      for (const run of all(".stepper-run")) {
        const on = run.dataset.version === state.version && run.dataset.form === state.form;
        run.classList.toggle("on", on);
        if (on) showStep(run);
      }
      for (const button of all("button")) {
        const { version, form, by } = button.dataset;
        if (by) button.setAttribute("aria-disabled", state.at === (by < 0 ? 0 : last));
        else button.setAttribute("aria-pressed", version === state.version || form === state.form);
      }
    };

    const showStep = (run) => {
      const steps = all(".stepper-steps > li", run);
      last = steps.length - 1;
      steps.forEach((step, number) => step.classList.toggle("on", number === state.at));
      const lines = steps[state.at].dataset.lines.split(" ");
      for (const line of all(".stepper-lines > li", run)) {
        const now = lines.includes(line.dataset.line);
        line.classList.toggle("now", now);
        now ? line.setAttribute("aria-current", "step") : line.removeAttribute("aria-current");
      }
      say(steps[state.at]);
    };

    const say = (step) => {
      const [sentence] = all(".stepper-say", step);
      const results = all(".changed, .right, .wrong, .truth", step).map((row) => {
        const [array] = all(".stepper-array", row).slice(-1);
        return array ? ` ${row.dataset.name}: ${array.getAttribute("aria-label")}.` : "";
      });
      const place = `Step ${state.at + 1} of ${last + 1}`;
      all(".stepper-place")[0].textContent = place;
      status.replaceChildren(hidden(`${place}. `), ...sentence.cloneNode(true).childNodes, hidden(results.join("")));
    };

    const hidden = (text) => {
      const span = document.createElement("span");
      span.className = "visually-hidden";
      span.textContent = text;
      return span;
    };

    const go = (at) => {
      state.at = Math.min(Math.max(at, 0), last);
      show();
    };

    figure.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (!button) return;
      const { by, ...choice } = button.dataset;
      Object.assign(state, choice);
      go(state.at + Number(by || 0));
    });

    figure.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const goal = { ArrowLeft: state.at - 1, ArrowRight: state.at + 1, Home: 0, End: last }[event.key];
      if (goal === undefined) return;
      event.preventDefault();
      go(goal);
    });

    figure.classList.add("live");
    figure.tabIndex = -1; // a click on a picture brings the arrow keys here
    show();
    status.setAttribute("role", "status"); // only now, so that the page does not begin to speak by itself
  };

  document.querySelectorAll(".stepper").forEach(start);
})();
