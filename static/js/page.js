// Small comforts. Everything works without this file; nothing here changes what is sent.
"use strict";

// A menu closes when somebody clicks elsewhere or presses Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// <button data-choose="12"> ticks the first twelve boxes of its form that are not ticked and not disabled;
// <button data-choose="all"> ticks them all. Without script the button is an ordinary submit.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-choose]");
  if (!button) return;
  event.preventDefault();
  const boxes = [...button.form.querySelectorAll("input[type=checkbox]:not(:disabled)")];
  const wanted = button.dataset.choose === "all" ? boxes.length : Number(button.dataset.choose);
  boxes.forEach((box, place) => { box.checked = place < wanted; });
  button.form.dispatchEvent(new Event("change", { bubbles: true }));
});

// <output data-chosen> inside a form says how many boxes are ticked, to readers as well.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form");
  const told = form && form.querySelector("[data-chosen]");
  if (told) told.textContent = form.querySelectorAll("input[type=checkbox]:checked").length;
});
