/* How a reader wants to see these pages: large type, high contrast, dark or light. Kept in this browser alone, sent nowhere.
   It stands in the head, so that the first paint is right; without it the browser's own wishes hold (see rectify.css). */
(function () {
  "use strict";
  var root = document.documentElement;
  var CHOICES = {
    type: { on: "large", off: "normal" },
    contrast: { on: "high", off: "normal", wish: "(prefers-contrast: more)" },
    scheme: { on: "dark", off: "light", wish: "(prefers-color-scheme: dark)" }
  };

  function kept(name) {
    try {
      return localStorage.getItem("rectify-" + name);
    } catch (refused) {
      return null;
    }
  }

  function keep(name, value) {
    try {
      localStorage.setItem("rectify-" + name, value);
    } catch (refused) {
      return; /* a browser that keeps nothing: the choice holds for this page */
    }
  }

  function wished(name) {
    var wish = CHOICES[name].wish;
    return wish !== undefined && window.matchMedia(wish).matches;
  }

  function set(name, value) {
    var button = document.querySelector('[data-choice="' + name + '"]');
    root.setAttribute("data-" + name, value);
    if (button) {
      button.setAttribute("aria-pressed", String(value === CHOICES[name].on));
    }
  }

  function show() {
    Object.keys(CHOICES).forEach(function (name) {
      var choice = CHOICES[name];
      set(name, kept(name) || (wished(name) ? choice.on : choice.off));
    });
  }

  function turn(event) {
    var name = event.currentTarget.getAttribute("data-choice");
    var choice = CHOICES[name];
    var value = root.getAttribute("data-" + name) === choice.on ? choice.off : choice.on;
    keep(name, value);
    set(name, value);
  }

  root.setAttribute("data-script", "");
  if (/[?&]q=[^&]/.test(location.search)) {
    root.setAttribute("data-asked", ""); /* the page of hits keeps room for what search-page.js will list */
  }
  show();
  document.addEventListener("DOMContentLoaded", function () {
    Array.prototype.forEach.call(document.querySelectorAll("[data-choice]"), function (button) {
      button.addEventListener("click", turn);
    });
    show();
  });
  window.addEventListener("pageshow", show); /* back from another page where the choice was changed */
  window.addEventListener("storage", show);
})();
