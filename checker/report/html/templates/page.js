"use strict";
(() => {
  const notes = [...document.querySelectorAll(".note")];
  const marks = [...document.querySelectorAll("mark[data-notes]")];
  const boxes = [...document.querySelectorAll(".bar input[data-filter]")];
  const dialog = document.querySelector("dialog");
  const counter = document.querySelector("#shown");
  const hidden = new Set();
  let current = -1;

  const visible = () => notes.filter((note) => !note.classList.contains("hushed"));

  function filter() {
    const off = { severity: new Set(), family: new Set() };
    for (const box of boxes) if (!box.checked) off[box.dataset.filter].add(box.value);
    hidden.clear();
    for (const note of notes) {
      const gone = off.severity.has(note.dataset.severity) || off.family.has(note.dataset.family);
      note.classList.toggle("hushed", gone);
      if (gone) hidden.add(note.dataset.number);
    }
    for (const mark of marks) {
      mark.classList.toggle("hushed", mark.dataset.notes.split(" ").every((number) => hidden.has(number)));
    }
    for (const ref of document.querySelectorAll(".ref")) {
      ref.classList.toggle("hushed", hidden.has(ref.dataset.number));
    }
    if (counter) counter.textContent = String(visible().length);
  }

  function show(note) {
    for (const other of notes) other.classList.toggle("current", other === note);
    current = notes.indexOf(note);
    note.scrollIntoView({ block: "center" });
    note.focus({ preventScroll: true });
  }

  function step(direction) {
    const list = visible();
    if (!list.length) return;
    const place = list.findIndex((note) => notes.indexOf(note) >= current);
    let next;
    if (current < 0) next = direction > 0 ? 0 : list.length - 1;
    else if (place < 0) next = direction > 0 ? 0 : list.length - 1;
    else if (list[place] === notes[current]) next = (place + direction + list.length) % list.length;
    else next = direction > 0 ? place : (place - 1 + list.length) % list.length;
    show(list[next]);
  }

  function toggle(severity) {
    const box = boxes.find((candidate) => candidate.dataset.filter === "severity" && candidate.value === severity);
    if (box && !box.disabled) {
      box.checked = !box.checked;
      filter();
    }
  }

  for (const box of boxes) box.addEventListener("change", filter);
  for (const mark of marks) {
    mark.addEventListener("click", () => {
      const number = mark.dataset.notes.split(" ").find((candidate) => !hidden.has(candidate));
      const note = notes.find((candidate) => candidate.dataset.number === number);
      if (note) show(note);
    });
  }
  const counts = document.querySelector("#only-counts");
  const ledger = document.querySelector(".ledger");
  if (counts && ledger) {
    const follow = () => ledger.classList.toggle("only-counts", counts.checked);
    counts.addEventListener("change", follow);
    follow();
  }
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    1: () => toggle("error"),
    2: () => toggle("warning"),
    3: () => toggle("info"),
    "?": () => dialog && (dialog.open ? dialog.close() : dialog.showModal()),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = keys[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
  const help = document.querySelector("#help");
  if (help && dialog) help.addEventListener("click", () => dialog.showModal());
  filter();
})();
