// Narrows the table of all skills to the rows that hold every word typed; without this script the whole list stands.
(function () {
  "use strict";
  var field = document.getElementById("wanted");
  var found = document.getElementById("found");
  var rows = Array.prototype.map.call(document.querySelectorAll("#all_skills tbody tr"), function (row) {
    return { row: row, words: row.cells[0].textContent.toLowerCase() };
  });
  document.getElementById("search").hidden = false;
  field.addEventListener("input", function () {
    var wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    var left = 0;
    rows.forEach(function (one) {
      var fits = wanted.every(function (word) { return one.words.indexOf(word) !== -1; });
      one.row.hidden = !fits;
      left += fits ? 1 : 0;
    });
    found.textContent = wanted.length ? found.dataset.words.replace("{count}", left) : "";
  });
})();
