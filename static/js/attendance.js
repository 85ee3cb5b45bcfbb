// Marks by keyboard: H, T or X while the focus is on a person's marks sets the mark and goes on to the next person.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const row = event.target.closest(".att .marks") && event.target.closest(".att");
  const radio = row && row.querySelector(`.${CSS.escape(event.key.toLowerCase())} input[type=radio]`);
  if (!radio) return;
  event.preventDefault();
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  const rows = [...document.querySelectorAll(".att")];
  const next = event.key.toLowerCase() === "x" ? row.querySelector(".reason select") : null;
  const following = rows[rows.indexOf(row) + 1];
  const target = next || (following && (following.querySelector("input:checked") || following.querySelector("input")));
  if (target) target.focus();
});
