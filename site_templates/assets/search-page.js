/* The page of hits: filters, and an address that holds what is asked, so that it can be passed on. */
(function () {
  "use strict";
  var own = window.rectifySearch && window.rectifySearch.engine;
  if (!own) return;
  var input = own.input, finder = document.querySelector(".seeker"), status = finder.querySelector(".seek-said"), AT_ONCE = 10, AROUND = 28;

  var filters = own.make("details", "seek-filters"), list = own.make("ol", "matters seek-hits"), further = own.make("button", "seek-more", "再显示10项");
  var selects = [], turn = 0, facets = [], shown = [];
  filters.appendChild(own.make("summary", "", "按状态、单位、时限等筛选"));
  filters.appendChild(own.make("div"));
  filters.open = window.matchMedia("(min-width: 45rem)").matches || /[?&](?!q=)/.test(location.search);
  further.type = "button";
  further.hidden = filters.hidden = true;
  [filters, list, further].forEach(function (part) { finder.appendChild(part); });
  var past = document.getElementById("years"), years = new Map(), back = 0, FIRST = 3;

  function read() {
    var given = new URLSearchParams(location.search);
    input.value = given.get("q") || "";
    selects.forEach(function (select) { select.value = given.get(select.name) || ""; });
  }
  function write(keep) {
    var given = new URLSearchParams();
    if (input.value) given.set("q", input.value);
    selects.forEach(function (select) { if (select.value) given.set(select.name, select.value); });
    var address = location.pathname + (String(given) ? "?" + given : "") + (past && past.open ? "#years" : "");
    try { history[keep ? "pushState" : "replaceState"](null, "", address); } catch (error) { /* the address stays */ }
  }
  function members(value) {
    if (!value.members) value.members = new Set(own.rising(value[2]));
    return value.members;
  }
  function chosen(except) {
    var sets = facets.filter(function (facet, i) { return i !== except && selects[i].value; }).map(function (facet) {
      var select = selects[facets.indexOf(facet)];
      var value = facet.values.find(function (each) { return each[0] === select.value; });
      return value ? members(value) : new Set();
    });
    return function (number) { return sets.every(function (set) { return set.has(number); }); };
  }
  function count(found) {
    facets.forEach(function (facet, i) {
      var fits = chosen(i), offered = 0;
      facet.values.forEach(function (value, j) {
        var number = 0, set = members(value);
        found.forEach(function (rank, entry) { if (set.has(entry) && fits(entry)) number++; });
        var option = selects[i].options[j + 1];
        option.textContent = value[1] + "（" + number + "）";
        option.hidden = option.disabled = !number && !option.selected;
        if (number) offered++;
      });
      selects[i].parentNode.hidden = offered < 2 && !selects[i].value;
    });
    filters.hidden = false;
  }
  function build(given) {
    facets = given;
    facets.forEach(function (facet) {
      var label = own.make("label", "", facet.label), select = own.make("select");
      select.name = facet.key;
      select.appendChild(own.make("option", "", "全部"));
      select.options[0].value = "";
      facet.values.forEach(function (value) {
        var option = own.make("option", "", value[1]);
        option.value = value[0];
        select.appendChild(option);
      });
      select.addEventListener("change", function () { write(true); update(); });
      label.appendChild(select);
      filters.lastChild.appendChild(label);
      selects.push(select);
    });
  }
  function line(site, hit, terms) {
    var item = own.make("li", "matter seek-hit"), link = own.make("a", "name"), how = own.make("span", "how");
    link.href = site.root + hit.entry[0];
    item.appendChild(site.marked(link, hit.entry[2], terms));
    hit.entry[4].forEach(function (badge) { how.appendChild(own.state(badge)); how.appendChild(document.createTextNode(" ")); });
    item.appendChild(how);
    item.appendChild(own.make("span", "who", hit.entry[1] + (hit.entry[3] ? " · " + hit.entry[3] : "")));
    hit.bits.slice(0, 2).forEach(function (bit) {
      item.appendChild(site.marked(own.make("span", "bit", bit.label && bit.label + "："), bit.text, terms, AROUND));
    });
    return item;
  }
  function add(result, hits) {
    hits.slice(shown.length).forEach(function (hit) { list.appendChild(line(own, hit, result.terms)); });
    shown = hits;
    further.hidden = !result.left;
    further.textContent = hits.length < result.wanted ? "继续查找" : "再显示10项";
    status.textContent = own.said(result) + (result.number ? "" : "。换一个说法试试，或者按下面的目录查找");
    further.onclick = function () {
      var next = hits.length;
      result.wanted = next + AT_ONCE;
      result.more(result.wanted, hits.slice()).then(function (all) {
        add(result, all);
        count(result.found);
        if (list.children[next]) list.children[next].querySelector("a").focus();
      });
    };
  }
  function room(kept) { document.documentElement[kept ? "setAttribute" : "removeAttribute"]("data-asked", ""); }
  function clear(words) {
    while (list.firstChild) list.removeChild(list.firstChild);
    shown = [];
    further.hidden = true;
    if (words !== undefined) { room(false); filters.hidden = true; status.textContent = words; }
  }

  /* -- the sealed years, one after the other, while their part of the page is open -- */
  function lookBack() {
    var mine = ++back, query = input.value;
    if (!past || !past.open) return;
    Array.from(past.querySelectorAll("[data-root]")).reduce(function (before, item) {
      return before.then(function () { return mine === back && inYear(item, query, function () { return mine === back; }); });
    }, Promise.resolve());
  }
  function inYear(item, query, still) {
    var root = item.getAttribute("data-root"), said = item.querySelector(".seek-said"), link = item.querySelector(".more a");
    var hits = item.querySelector("ol");
    function tell(words, lines) {
      if (!still()) return;
      said.textContent = words;
      if (hits) item.removeChild(hits);
      if (lines.length) {
        hits = own.make("ol", "matters seek-hits");
        lines.forEach(function (each) { hits.appendChild(each); });
        item.insertBefore(hits, link.parentNode);
      } else hits = null;
    }
    link.href = link.href.replace(/\?.*/, "") + (query ? "?q=" + encodeURIComponent(query) : "");
    if (!query.trim() || own.short(query)) return tell("", []);
    if (!years.has(root)) years.set(root, own.site(root));
    var site = years.get(root);
    return site.start().then(function () { return site.search(query); }).then(function (result) {
      return result.more(FIRST).then(function (found) {
        tell(own.said(result), found.map(function (hit) { return line(site, hit, result.terms); }));
      });
    }).catch(function () { tell(own.broken(), []); });
  }
  function update() {
    var mine = ++turn, query = input.value;
    if (!query.trim() || own.short(query)) lookBack();
    if (!query.trim()) return clear("");
    if (own.short(query)) return clear("请至少输入两个字");
    own.search(query, chosen()).then(function (result) {
      result.wanted = AT_ONCE;
      return result.more(AT_ONCE).then(function (hits) {
        if (mine !== turn) return;
        clear();
        room(result.number);
        count(result.found);
        add(result, hits);
        if (past && past.parentNode !== finder) finder.appendChild(past);
        lookBack();  // not earlier: the hits of this year would push those of others down
      });
    }).catch(function () {
      if (mine !== turn) return;
      clear(own.broken());
      lookBack();
    });
  }
  own.start().then(function () { return own.load("facets"); }).then(build).then(function () {
    var typed = input.value;
    read();
    input.value = typed;
    update();
    input.addEventListener("input", own.late(function () { write(false); update(); }));
    own.form.addEventListener("submit", function (event) { event.preventDefault(); write(true); update(); });
    window.addEventListener("popstate", function () { read(); update(); });
    if (past) {
      past.open = past.open || location.hash === "#years";
      past.addEventListener("toggle", function () { write(false); lookBack(); });
    }
  }).catch(function () { clear(own.broken()); });
  input.value = new URLSearchParams(location.search).get("q") || "";
})();
